"""Every page, for a senior leader, on a wide light screen and on a dark phone; pictures go to test-results/."""

import pytest

from tests.app.conftest import SCREENSHOTS, assert_sound, settled
from ui.navigation import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width, scheme", [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("row", [row for row in PAGES if "slt" in row.roles], ids=lambda row: row.url_path)
def test_a_page_fits_the_screen_and_keeps_its_title_in_sight(row, width, scheme, server, browser):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{server.url}/{row.url_path}?role=slt")
    title = page.get_by_role("heading", level=1).filter(has_text=row.title)
    title.wait_for()
    settled(page)
    page.wait_for_timeout(800)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{row.url_path}_{scheme}_{width}.png", full_page=True)
    assert_sound(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = title.bounding_box()
    assert box["y"] < 400 and box["x"] >= 0 and box["x"] + box["width"] <= width
    context.close()
