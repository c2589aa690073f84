"""In a real browser: what a click in each chart chooses, what is taken away, and what stands on paper."""

from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest

from tests.app.conftest import settled

pytestmark = pytest.mark.browser

POINT, BAR, CELL = "path[aria-roledescription='point']", "line[aria-roledescription='rule mark']", "path.cell"
CELL = "path[aria-roledescription='rect mark']"
# Page, role, chart, kind of mark, its words, and what a click puts into the address. A list on the page does the same.
CHOICES = (
    ("overview", "governor", "trend_attendance_rate", POINT, "2025/26 spring", {"term": "2025/26 spring"}),
    ("overview", "governor", "sites_attendance_rate", POINT, "Eastside", {"site": "Eastside"}),
    ("overview", "governor", "groups_attendance_rate", POINT, "Year 10", {"group": "Year group: Year 10"}),
    ("key_questions", "governor", "partnership", POINT, "5. Parents", {"question": "kq_05"}),
    ("barriers", "governor", "practical_issues", POINT, "Work commitments", {"barrier": "barrier_practical_01"}),
    ("attendance", "slt", "trend_attendance_rate", POINT, "2025/26 spring 1", {"term": "2025/26 spring"}),
    ("attendance", "governor", "attendance_codes", BAR, "O: ", {"figure": "unauthorised_absence_rate"}),
    ("attendance", "governor", "attendance_days", CELL, "Friday; week: 20 Apr", {}),
    ("reach", "governor", "reach_funnel", POINT, "Heard good news", {}),
    ("reach", "governor", "reach_trend", POINT, "2025/26 spring", {"term": "2025/26 spring"}),
    ("reach", "governor", "reach_groups", POINT, "Westside", {"site": "Westside"}),
)
SAID = {  # what the page says after a click, where nothing goes into the address
    "attendance_days": "24 April 2026: 39%",
    "attendance_codes": "Unauthorised absence, all pupils, term by term",
    "reach_funnel": "Families who heard good news, by site and group",
}
LISTS = {"term": "Term", "site": "Site", "group": "Group of pupils", "question": "Question", "barrier": "Barrier to"}


def mark(page, chart: str, kind: str, named: str):
    """The first mark of the chart with this key that is read aloud with these words."""
    return page.locator(f".st-key-chart_{chart} svg {kind}[aria-label*='{named}']").first


def address(page) -> dict[str, str]:
    found = {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}
    return {name: value for name, value in found.items() if name != "role"}


def tab(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(20_000)
    return context.new_page()


def test_a_click_on_a_mark_chooses_what_the_list_beside_it_would(server, browser):
    page = tab(browser)
    for url_path, role, chart, kind, named, wanted in CHOICES:
        page.goto(f"{server.url}/{url_path}?role={role}")
        mark(page, chart, kind, named).click(force=True)
        if chart in SAID:
            page.get_by_text(SAID[chart]).first.wait_for()
        for name, value in wanted.items():
            page.wait_for_function("([n, v]) => new URL(location).searchParams.get(n) === v", arg=[name, value])
            if name in LISTS:
                assert page.get_by_role("combobox", name=LISTS[name]).count() == 1, f"no list beside {chart}"
        assert address(page) == wanted, chart
        assert page.locator(".stException").count() == 0
    page.context.close()
