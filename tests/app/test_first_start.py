"""The first start builds the demonstration in sight of whoever waits, once."""

import pytest

from tests.app.conftest import new_window, serving, settled
from tests.app.servers import serving_cold
from ui.messages import REFUSED
from warehouse.settings import Home

pytestmark = pytest.mark.browser
BUILD = 300_000


def test_two_browsers_watch_one_build_and_then_see_the_demonstration(tmp_path, browser):
    home = tmp_path / "school"
    tabs = [new_window(browser).new_page() for _ in range(2)]
    with serving_cold(home) as running:
        for tab in tabs:
            tab.goto(f"{running.url}/overview")
        for tab in tabs:
            tab.get_by_role("heading", name="Getting Village ready").wait_for()
            tab.get_by_role("progressbar").wait_for()
        for tab in tabs:
            tab.get_by_role("heading", name="Overview", level=1).wait_for(timeout=BUILD)
            settled(tab)
            assert tab.get_by_text("Fictional demonstration data.").count() >= 1
    assert len(list(Home(tmp_path / "school-demo").served.glob("*.duckdb"))) == 1
    assert not home.exists()
    for tab in tabs:
        tab.context.close()


def test_a_role_that_may_not_see_the_page_starts_no_build(tmp_path, page):
    with serving(tmp_path / "school") as running:
        page.goto(f"{running.url}/upload?role=governor")
        page.get_by_text(REFUSED).wait_for()
        settled(page)
        assert not list(tmp_path.glob("school*"))
