"""Every page, for a senior leader, on a wide light screen and on a dark phone; pictures go to test-results/.

The menu leads from page to page, as it does a reader; that an address opens its page, test_nothing_planted.py sees.
"""

import pytest

from tests.app.conftest import SCREENSHOTS, assert_sound, settled, tab_of, turn_to
from tests.app.test_server import is_probing, place_of
from ui.navigation import PAGES, START

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def screens(window, server):
    """A tab as wide as a desk's screen, light, and one as narrow as a phone, dark; each with its complaints."""
    with tab_of(window) as desk, tab_of(window) as phone:
        yield {
            (1280, "light"): _opened(desk, server, 1280, "light"),
            (320, "dark"): _opened(phone, server, 320, "dark"),
        }


def _opened(page, server, width, scheme):
    complaints = []
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.on("console", lambda said: said.type == "error" and complaints.append(place_of(said)))
    page.on("pageerror", lambda error: complaints.append((str(error), page.url)))
    page.goto(f"{server.url}/{START.url_path}?role=slt")
    page.get_by_role("heading", level=1).wait_for()
    settled(page)
    return page, complaints


@pytest.mark.parametrize("width, scheme", [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("row", [row for row in PAGES if "slt" in row.roles], ids=lambda row: row.url_path)
def test_a_page_fits_the_screen_and_keeps_its_title_in_sight(row, width, scheme, server, screens):
    page, complaints = screens[width, scheme]
    turn_to(page, row)
    title = page.get_by_role("heading", level=1).filter(has_text=row.title)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{row.url_path}_{scheme}_{width}.png", full_page=True)
    assert_sound(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = title.bounding_box()
    assert box["y"] < 400 and box["x"] >= 0 and box["x"] + box["width"] <= width
    assert [one for one in complaints if not is_probing(*one)] == []
    complaints.clear()
