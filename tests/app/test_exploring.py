"""Looking closer: clicks, comparisons, notes on dates, kept views, files taken away, and where a figure comes from."""

from datetime import date

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import settled
from tests.app.test_evaluation_pages import TERM, charts, opened, texts, widget
from tests.charts.conftest import rates
from ui.charts.barriers import parents_and_staff
from ui.charts.intervals import interval_rows
from ui.charts.trends import trend
from ui.drawing import drawn
from ui.explore import away, clicks, compare
from warehouse import homes
from warehouse.impact.shares import difference, difference_of_ranges, share
from warehouse.read import read_mart
from warehouse.register import current
from warehouse.settings import Home, get_settings

TERMS = (("2024/25 autumn", 0.5, True), ("2024/25 spring", 0.6, True))


def button(app, label: str):
    return next(button for button in app.button if button.label == label)


def without_rows(spec: dict) -> dict:
    return {name: part for name, part in spec.items() if name != "datasets"}


@pytest.mark.parametrize("draw", [trend, interval_rows])
def test_another_filter_changes_the_rows_of_a_chart_and_nothing_else_of_it(draw):
    one = drawn(draw, rates(*TERMS), description="d", published=0.4)
    other = drawn(
        draw, rates((TERMS[0][0], 0.2, True), ("2025/26 autumn", None, False)), description="d", published=0.4
    )
    assert without_rows(one) == without_rows(other) and one["datasets"] != other["datasets"]


def test_a_chart_of_other_barriers_is_the_same_chart_with_other_rows():
    row = {"label": "Transport", "series": "parents", "share": 0.3, "interval_low": 0.2, "interval_high": 0.4}
    frames = [pl.DataFrame([row | {"label": label, "respondents": 30} for label in labels]) for labels in ("AB", "CDE")]
    one, other = (drawn(parents_and_staff, frame, description="d", upper=0.5) for frame in frames)
    assert without_rows(one) == without_rows(other) and one["datasets"] != other["datasets"]


def test_the_uppermost_marks_of_a_chart_take_the_click():
    spec = clicks.clickable(drawn(trend, rates(*TERMS), description="d"), ("label",))
    clicked = [layer for layer in spec["layer"] if "params" in layer]
    assert [layer["mark"]["type"] for layer in clicked] == ["point"] and clicked[0]["encoding"]["y"]["field"] == "value"
    assert clicked[0]["params"][0]["select"]["fields"] == ["label"]


def clicked_in_turn() -> None:
    """A page with one chart that has just been clicked; what was chosen so far stands in the session."""
    import streamlit as st

    from ui.explore import clicks

    clicks.on_click("chart", st.session_state.setdefault("chosen", []).append)()


def test_each_click_chooses_the_mark_that_was_clicked_and_a_second_one_chooses_it_again():
    app = AppTest.from_function(clicked_in_turn)
    for picked in ([{"site": "A"}], [{"site": "A"}, {"site": "B"}], [{"site": "B"}]):
        app.session_state["chart"] = {"selection": {clicks.PICKED: picked}}
        assert not app.run().exception
    assert app.session_state["chosen"] == [{"site": "A"}, {"site": "B"}, {"site": "A"}]


@pytest.mark.parametrize("counts", [(30, 50, 20, 60), (0, 12, 5, 9), (47, 47, 40, 47)])
def test_the_range_of_a_difference_is_newcombes_where_the_ranges_are_wilsons(counts):
    first, second = share(*counts[:2]), share(*counts[2:])
    found = difference_of_ranges(first.value, first.low, first.high, second.value, second.low, second.high)
    wanted = difference(*counts)
    assert (found.value, found.low, found.high) == pytest.approx((wanted.value, wanted.low, wanted.high), abs=1e-9)


def test_a_comparison_says_the_difference_its_range_and_whether_it_is_clear():
    now, then = ({"value": v, "interval_low": v - 0.05, "interval_high": v + 0.05} for v in (0.6, 0.4))
    assert compare.in_words(now, then, "autumn", "down").endswith(
        "20 points more (13 to 27) than in autumn (40%): worse"
    )
    assert compare.in_words(now, now, "autumn", "up").endswith(": no clear difference")
    assert compare.in_words(now, then | {"value": None}, "autumn", "up") == "nothing to compare with in autumn"


def test_a_picture_carries_title_n_and_source_on_white_paper():
    picture = away.svg(
        drawn(trend, rates(*TERMS), description="d"), "Attendance <all>", ["Based on 63 pupils", "Source: X"]
    )
    assert all(words in picture for words in ("Attendance &lt;all&gt;", "Based on 63 pupils", "Source: X"))
    assert 'fill="white"' in picture and "spring" in picture
    assert away.png(drawn(trend, rates(*TERMS), description="d"), "Attendance", [])[:4] == b"\x89PNG"


def test_a_figure_opens_to_what_was_counted_its_uploads_its_models_and_their_tests(in_school):
    app = opened("one_figure", term=TERM, figure="attendance_rate")
    app.session_state["provenance_attendance_rate"] = True
    app.run()
    assert not app.exception
    uploads, way = (element.value for element in app.dataframe[-2:])
    assert set(uploads["Data"]) == {"Attendance marks"} and uploads["Loaded"].str.contains("20").all()
    assert way["Step"].iloc[0] == "read" and way["Model"].iloc[-1] == "rpt_indicators"
    assert "each row has a key of its own" in way["Checked"].iloc[-1]


def test_every_report_with_landed_data_behind_it_has_a_way_and_no_name_of_a_file_is_in_it(in_school):
    home = homes.active(get_settings())
    told = read_mart(home, "rpt_lineage", "governor")
    ways = told.filter(pl.col("part") == "way")
    assert {"rpt_indicators", "rpt_barriers", "rpt_impact"} <= set(ways["table_name"])
    assert not told["words"].str.contains(r"\.csv|\.xlsx").any()
    assert read_mart(home, "rpt_feed_uploads", "governor").columns == [
        "sequence_no",
        "feed",
        "loaded_on",
        "first_date",
        "last_date",
    ]


def test_the_term_compared_with_is_said_beside_the_figure_and_kept_in_the_address(in_school):
    app = opened("one_figure", term=TERM, compare="2024/25 autumn")
    assert "than in autumn term 2024/25" in texts(app) and len(charts(app)) == 1
    assert "than in" not in texts(opened("one_figure", term=TERM))


def test_a_note_on_a_date_is_shown_to_governors_below_the_line_and_can_be_undone(in_school):
    app = opened("one_figure", "slt", term=TERM)
    app.session_state["note_on_a_date"] = True
    app.run()
    app.session_state["note_day"], app.session_state["note_text"] = date(2026, 5, 4), "The Eastside minibus started"
    button(app.run(), "Save the note").click().run()
    assert "▼ 4 May 2026: The Eastside minibus started" in texts(opened("one_figure", term=TERM))
    button(app, "Undo").click().run()
    assert "minibus" not in texts(opened("one_figure", term=TERM))
    assert not [one for one in opened("one_figure", "staff", term=TERM).button if one.label == "Save the note"]


def address(app) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def test_of_a_site_and_a_group_one_is_let_go_and_the_page_says_which(in_school):
    app = opened("reach", "slt", term=TERM, site="Westside", group="Year group: Year 10")
    assert address(app) == {"role": "slt", "term": TERM, "site": "Westside"}
    assert "Year group: Year 10 was let go." in texts(app)
    widget(app.selectbox, "village_filter_group").select("Year group: Year 9").run()
    assert address(app) == {"role": "slt", "term": TERM, "group": "Year group: Year 9"}
    assert "Westside was let go." in texts(app) and "Year group: Year 10 was" not in texts(app)
    widget(app.selectbox, "village_filter_group").select("All pupils").run()
    assert "was let go" not in texts(app)


@pytest.mark.browser
def test_a_click_drills_into_a_site_and_the_view_is_kept_in_the_sidebar(server, page):
    page.goto(f"{server.url}/one_figure?role=slt&figure=attendance_rate")
    page.get_by_text("By site and group", exact=True).first.wait_for()
    settled(page)
    page.get_by_text("By site and group", exact=True).first.click()
    settled(page)
    page.locator(".stVegaLiteChart svg .mark-symbol.role-mark path[aria-label*='Westside']").first.click()
    page.get_by_text("Shown: Westside").first.wait_for()
    settled(page)
    assert "site=Westside" in page.url
    page.get_by_text("Saved views").click()
    page.get_by_label("Name for what is shown now").fill("Westside now")
    page.get_by_label("Name for what is shown now").press("Enter")
    settled(page)
    page.get_by_role("button", name="Save this view").click()
    page.get_by_role("button", name="Westside now").wait_for()
    settled(page)
    assert current(Home(server.home), "saved_view")["name"].to_list() == ["Westside now"]
    page.get_by_role("button", name="Take away").click()
    page.get_by_text("Taken away.").wait_for()
    assert current(Home(server.home), "saved_view").is_empty()
