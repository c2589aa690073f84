"""Every page, for a senior leader, on a wide light screen and on a dark phone; pictures go to test-results/."""

import pytest

from tests.app.conftest import SCREENSHOTS, assert_sound, new_window, settled
from ui.navigation import PAGES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def screens(browser):
    """A tab as wide as a desk's screen, light, and one as narrow as a phone, dark; each goes from page to page."""
    kinds = [(1280, "light"), (320, "dark")]
    windows = {kind: new_window(browser, width=kind[0], color_scheme=kind[1]) for kind in kinds}
    yield {kind: one.new_page() for kind, one in windows.items()}
    for one in windows.values():
        one.close()


@pytest.mark.parametrize("width, scheme", [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("row", [row for row in PAGES if "slt" in row.roles], ids=lambda row: row.url_path)
def test_a_page_fits_the_screen_and_keeps_its_title_in_sight(row, width, scheme, server, screens):
    page = screens[width, scheme]
    page.goto(f"{server.url}/{row.url_path}?role=slt")
    title = page.get_by_role("heading", level=1).filter(has_text=row.title)
    title.wait_for()
    settled(page)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{row.url_path}_{scheme}_{width}.png", full_page=True)
    assert_sound(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = title.bounding_box()
    assert box["y"] < 400 and box["x"] >= 0 and box["x"] + box["width"] <= width
