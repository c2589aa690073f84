"""In a real browser: what a click in each chart chooses, what is taken away, and what stands on paper."""

import polars as pl
import pytest
from playwright.sync_api import expect

from tests.app.conftest import settled
from tests.app.keyboard import Keyboard
from ui.explore import away

pytestmark = pytest.mark.browser

POINT, BAR, CELL = (f"[aria-roledescription='{name}']" for name in ("point", "rule mark", "rect mark"))
# Page, role, chart, kind of mark, its words, what a click puts into the address, what the page then says. The clicks on
# one page follow each other. A list on the page makes each choice, too.
CHOICES = (
    ("overview", "governor", "trend_attendance_rate", POINT, "2025/26 spring", {"term": "2025/26 spring"}, ""),
    ("overview", "governor", "sites_attendance_rate", POINT, "Eastside", {"site": "Eastside"}, ""),
    ("overview", "governor", "groups_attendance_rate", POINT, "Year 10", {"group": "Year group: Year 10"}, ""),
    ("key_questions", "governor", "where_the_questions_stand", POINT, "5. Parents", {"question": "kq_05"}, ""),
    ("barriers", "governor", "practical_issues", POINT, "Work", {"barrier": "barrier_practical_01"}, ""),
    ("attendance", "slt", "trend_attendance_rate", POINT, "2025/26 spring 1", {"term": "2025/26 spring"}, ""),
    ("attendance", "slt", "attendance_days", CELL, "Friday; week: 2 Mar", {}, "6 March 2026: "),
    (
        "attendance",
        "slt",
        "attendance_codes",
        BAR,
        "O: ",
        {"figure": "unauthorised_absence_rate"},
        "Unauthorised absence, ",
    ),
    ("reach", "slt", "reach_funnel", POINT, "Heard good news", {}, "Families who heard good news, by site"),
    ("reach", "slt", "reach_trend", POINT, "2025/26 spring", {"term": "2025/26 spring"}, ""),
    ("reach", "slt", "reach_groups", POINT, "Westside", {"site": "Westside"}, ""),
)
LISTS = {
    "term": "Term",
    "site": "Site",
    "group": "Group of pupils",
    "question": "Question",
    "barrier": "Barrier to look into",
}


def click(page, chart: str, kind: str, named: str) -> None:
    """Click in the middle of the first mark of the chart with this key that is read aloud with these words."""
    mark = page.locator(f".st-key-chart_{chart} svg {kind}[aria-label*='{named}']").first
    mark.wait_for(state="attached")
    settled(page)
    mark.evaluate("mark => mark.scrollIntoView({block: 'center'})")
    middle = "mark => { const b = mark.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }"
    page.mouse.click(*mark.evaluate(middle))


def test_a_click_on_a_mark_chooses_what_the_list_beside_it_would(server, page):
    there = None
    for url_path, role, chart, kind, named, wanted, said in CHOICES:
        if url_path != there:
            page.goto(f"{server.url}/{url_path}?role={role}")
        there = url_path
        click(page, chart, kind, named)
        if said:
            page.get_by_text(said).first.wait_for()
        for name, value in wanted.items():
            page.wait_for_function("([n, v]) => new URL(location).searchParams.get(n) === v", arg=[name, value])
            if name in LISTS:
                assert page.get_by_role("combobox", name=LISTS[name], exact=True).count() == 1, (
                    f"no list beside {chart}"
                )
        assert page.locator(".stException").count() == 0


def test_a_reader_drills_from_the_centre_to_a_site_and_a_group_and_staff_go_on_to_the_pupils(server, page):
    page.goto(f"{server.url}/one_figure?role=staff&figure=attendance_rate")
    page.get_by_text("By site and group", exact=True).first.wait_for()
    settled(page)
    page.get_by_text("By site and group", exact=True).first.click()
    click(page, "groups_attendance_rate", POINT, "Westside")
    page.get_by_text("Shown: Westside").wait_for()
    click(page, "groups_attendance_rate", POINT, "Year 10")
    page.get_by_text("Shown: Year 10").wait_for()
    page.get_by_role("button", name="All pupils").click()
    page.get_by_text("Shown: Year 10").wait_for(state="hidden")
    page.get_by_role("button", name="See the pupils").click()
    page.get_by_role("heading", level=1).filter(has_text="Attendance").wait_for()
    click(page, "missed_in_a_row", BAR, "5 to 9 sessions")
    page.get_by_text("The pupils behind these figures").click()
    whose = page.get_by_role("combobox", name="Whose")
    expect(whose).to_have_value("missed in a row: 5 to 9 sessions")
    page.goto(f"{server.url}/one_figure?role=governor&figure=attendance_rate")
    page.get_by_text("Attendance, all pupils, term by term").first.wait_for()
    assert page.get_by_role("button", name="See the pupils").count() == 0


def test_a_row_of_the_actions_opens_that_action(server, page):
    page.goto(f"{server.url}/impact?role=governor")
    settled(page)
    rows = page.locator(".st-key-impact_actions canvas").first.bounding_box()
    page.mouse.click(rows["x"] + 18, rows["y"] + 35 * 2 + 17)  # the box before the second row
    page.get_by_role("heading", name="Psycho-education course, 2024/25", exact=True).wait_for()


def test_keys_alone_make_the_same_choices(server, page):
    for url_path, label, option, said in (
        ("reach?role=slt", "Step to see by site and group", "Heard good news", "Families who heard good news, by site"),
        ("impact?role=slt", "Action to look at", "Psycho-education course", "Psycho-education course, 2024/25"),
    ):
        page.goto(f"{server.url}/{url_path}")
        page.get_by_role("combobox", name=label).wait_for()
        settled(page)
        keys = Keyboard(page)
        keys.begin(url_path)
        keys.choose(label, option)
        page.get_by_role("heading", name=said).first.wait_for()


def downloaded(page, label: str) -> bytes:
    with page.expect_download() as taken:
        page.get_by_role("button", name=label).click()
    return taken.value.path().read_bytes()


def test_a_figure_is_taken_away_as_a_picture_and_a_table_that_hold_what_the_page_shows(server, page):
    page.goto(f"{server.url}/one_figure?role=slt&figure=attendance_rate&term=2025%2F26+summer")
    button = page.get_by_text("Table and download", exact=True)
    button.wait_for()
    settled(page)
    button.evaluate("button => button.scrollIntoView({block: 'center'})")
    button.click()
    drawn, sharp = (downloaded(page, f"Chart as {kind}") for kind in ("SVG", "PNG"))
    assert drawn.startswith(b"<svg") and all(
        words in drawn for words in (b"Attendance, all pupils, term by term", b"57%", b"Based on", b"Source: DfE")
    )
    assert sharp.startswith(b"\x89PNG\r\n\x1a\n") and len(sharp) > 10_000
    table = pl.read_csv(downloaded(page, "Table as CSV"))
    assert table.columns == ["Period", "Figure", "From", "To", "n"]
    assert table.row(-1)[:2] == ("2025/26 summer", "57%")
    page.keyboard.press("Escape")
    page.locator(".st-key-chart_trend_attendance_rate svg.marks").first.hover()
    tools = page.locator(".st-key-chart_trend_attendance_rate [data-testid='stElementToolbarButton'] button")
    assert [one.get_attribute("aria-label") for one in tools.all() if one.is_visible()] == ["Fullscreen"]


def test_a_page_on_paper_says_what_is_chosen_and_leaves_out_what_can_only_be_pressed(server, page):
    page.goto(f"{server.url}/reach?role=governor&term=2025%2F26+summer&site=Westside")
    page.locator(".st-key-chart_reach_funnel svg.marks").first.wait_for()
    settled(page)
    controls = ("[data-testid='stSidebar']", ".st-key-filters", ".stExpander", ".stSelectbox")
    assert all(page.locator(one).first.is_visible() for one in controls)
    page.emulate_media(media="print")
    assert page.get_by_text("Shown: summer term 2025/26, Westside.").is_visible()
    assert page.locator(".st-key-chart_reach_funnel svg.marks").first.is_visible()
    assert [one for one in controls if page.locator(f"{one}:visible").count()] == []


def test_a_table_that_was_opened_is_printed_and_the_others_are_not(server, page):
    page.goto(f"{server.url}/reach?role=governor&term=2025%2F26+summer")
    page.locator(".st-key-chart_reach_funnel svg.marks").first.wait_for()
    settled(page)
    table = page.locator(".stExpander").filter(has_text=away.LABEL).first
    table.locator("summary").click()
    table.get_by_test_id("stDataFrame").wait_for()
    page.emulate_media(media="print")
    assert table.get_by_test_id("stDataFrame").is_visible()
    assert page.locator(".stExpander:visible").count() == 1
