"""Attendance and Reach as governors and as staff see them, with the demonstration."""

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.app.tables import with_tables
from tests.app.test_evaluation_pages import charts, opened, texts
from ui.attendance import days, published, totals
from ui.families import missed
from ui.tables import MOST_SHOWN
from warehouse import homes
from warehouse.errors import NotAllowed
from warehouse.read import current_build, read_mart
from warehouse.settings import get_settings

TERM = "2025/26 summer"
STAFF_ONLY = ("rpt_pupil_attendance", "rpt_missed_families")


@pytest.fixture(scope="module")
def demo(demo_home):
    """The demonstration, for tests that change nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VILLAGE_HOME", str(demo_home))
        get_settings.cache_clear()
        yield
    get_settings.cache_clear()


@pytest.fixture(scope="module")
def seen(demo):
    """Both pages as governors see them, opened once."""
    return {name: with_tables(opened(name, term=TERM)) for name in ("attendance", "reach")}


def rows(name: str, role: str = "slt", **where) -> pl.DataFrame:
    return read_mart(homes.active(get_settings()), name, role, where)


def tables(app) -> list[pl.DataFrame]:
    return [element.value for element in app.dataframe]


@pytest.mark.parametrize("name", ["attendance", "reach"])
def test_the_page_begins_with_what_to_see_and_one_question_to_ask(name, seen):
    app = seen[name]
    first = {"attendance": "Attendance: 57%; between ", "reach": "Most families are lost here in summer term 2025/26: "}
    assert not app.exception and app.text[0].value.startswith(first[name])
    assert len([element for element in app.caption if element.value.startswith("Ask ")]) == 1
    assert len(charts(app)) == {"attendance": 4, "reach": 3}[name] == len(tables(app))


@pytest.mark.parametrize("name", ["attendance", "reach"])
def test_governors_see_no_pupil_and_no_family(name, seen):
    for table in STAFF_ONLY:
        with pytest.raises(NotAllowed):
            rows(table, "governor")
    named = [*rows("rpt_pupil_attendance")["pupil_id"], *rows("rpt_missed_families")["household_id"]]
    shown = texts(seen[name]) + "".join(table.to_csv() for table in tables(seen[name]))
    assert named and not [one for one in named if one in shown]


def test_governors_see_no_small_count_and_nothing_to_work_one_out_from(seen):
    table = next(
        table for table in tables(seen["attendance"]) if "Band" in table.columns and "20 sessions" in str(table)
    )
    assert table["Pupils"].to_list() == ["34 of 39", "held back", "0 of 39", "held back"]
    codes = next(table for table in tables(seen["attendance"]) if "Code" in table.columns).set_index("Code")
    assert not {"C2", "R"} & set(codes.index)  # a rare code names a child's trouble even without its count
    assert {"C2", "R"} <= set(rows("rpt_attendance_codes", period_id=TERM, group_type="all")["code"])
    assert codes.loc["O", "What it means"] == "Absent with no acceptable reason"


def test_a_governor_who_looks_at_a_site_is_not_told_that_its_marks_are_missing(in_school):
    with duckdb.connect(str(current_build(homes.active(get_settings())).path)) as served:  # as in a release
        for table in ("rpt_attendance_codes", "rpt_attendance_journeys"):
            served.execute(f"delete from {table} where group_type <> 'all'")  # noqa: S608
    app = opened("attendance", "governor", term=TERM, site="Westside")
    said = texts(app)
    assert "Attendance: 61%" in said and "Ask what lies behind this" in said
    assert "governors read of the whole school alone" in said
    assert "will be loaded" not in said and "No marks" not in said


def test_governors_are_told_that_single_days_are_not_theirs(seen):
    assert days.NOT_RELEASED in texts(seen["attendance"])
    with pytest.raises(NotAllowed):
        rows("rpt_attendance_days", "governor")


def test_every_day_of_the_term_stands_in_the_calendar_with_its_own_share(demo):
    app = with_tables(opened("attendance", "staff", term=TERM))
    table = next(table for table in tables(app) if "Week from" in table.columns)
    every = rows("rpt_attendance_days", term_id=TERM, group_type="all")
    assert sum(cell != "" for cell in table.drop(columns="Week from").to_numpy().flatten()) == every.height == 64
    friday = every.filter(pl.col("session_date").cast(pl.String) == "2026-07-17")["share"][0]
    assert table.set_index("Week from").loc["13 Jul", "Friday"] == f"{friday * 100:.0f}%"


def test_staff_see_the_pupils_the_longest_run_of_absence_first(demo):
    app = opened("attendance", "staff", site="Eastside")
    table = next(table for table in tables(app) if "Pupil" in table.columns)
    assert set(table["Site"]) == {"Eastside"} and table["Missed in a row"].to_list()[:2] == [23, 6]
    assert len(table) == rows("rpt_pupil_attendance", site="Eastside").height


def test_staff_see_whom_to_turn_to_first_with_what_to_do(demo):
    app = opened("reach", "staff")
    table = next(table for table in tables(app) if "Household" in table.columns)
    assert table["First"].to_list() == list(range(1, len(table) + 1))
    assert table["What to do first"].to_list()[:2] == ["Check number and address, then visit.", "Ring this week."]
    assert table["Last heard from"].to_list()[0] == "never"
    at_site = next(t for t in tables(opened("reach", "staff", site="Westside")) if "Household" in t.columns)
    assert 0 < len(at_site) < len(table)


def test_barriers_a_family_named_stand_in_words_beside_what_to_do(demo):
    row = rows("rpt_missed_families").head(1).with_columns(barriers_named=pl.lit("b1;b2"))
    assert (
        missed.as_table(row, {"b1": "Transport", "b2": "Child care"})["Barriers they named"][0]
        == "Transport; Child care"
    )


def test_the_steps_are_those_of_the_mart_and_the_invited_who_stay_away_are_where_most_are_lost(seen):
    said = texts(seen["reach"])
    funnel = rows("rpt_reach_funnel", period_id=TERM, group_type="all")
    count = dict(funnel.select("step", "households").iter_rows())
    assert (
        f"{count['invited']} of 59 households were invited to an event, {count['came']} came to an event (29%" in said
    )
    assert f"Of 59 households on roll, {59 - count['two_way']} had no two-way contact" in said


def test_a_group_that_is_too_small_is_held_back(demo):
    for name in ("attendance", "reach"):
        app = opened(name, term=TERM, group="Year group: Year 7")
        assert not app.exception and "held back" in str([table.to_csv() for table in tables(app)]) + texts(app)


def test_published_figures_of_the_own_kind_of_school_stand_before_the_countrys_and_those_before_an_authoritys():
    kinds = [
        ("Secondary", "national"),
        ("Special", "local_authority"),
        ("Alternative provision", "regional"),
        ("Special", "national"),
        ("Total", "national"),
    ]
    rows = pl.DataFrame([{"school_type": kind, "area_level": area, "area_name": area} for kind, area in kinds])
    found = published.nearest(rows)
    assert found["school_type"].to_list() == ["Alternative provision", "Special", "Secondary", "Total"]
    assert found["nearness"].to_list()[0] == 0


@pytest.mark.parametrize(
    "differs, said",
    [
        ({}, "Autumn term 2025/26: totals and marks agree for 40 of 40 pupils who have both."),
        ({"pupils_with_totals": 41}, "1 pupil is only in the totals"),
        (
            {"pupils_that_differ": 2, "sessions_only_in_totals": 12.0},
            "agree for 38 of 40 pupils who have both. 12 sessions",
        ),
        ({"sessions_only_in_marks": 1.0}, "1 session is only in the marks"),
        (
            {"sessions_counted_otherwise": 6.0},
            "6 sessions are attended by one and missed by the other: codes are counted",
        ),
    ],
)
def test_each_difference_of_totals_and_marks_is_explained_in_words(differs, said):
    same = {"period_id": "2025/26 autumn", "pupils_with_totals": 40, "pupils_with_both": 40, "pupils_that_differ": 0}
    none = dict.fromkeys(("sessions_only_in_totals", "sessions_only_in_marks", "sessions_counted_otherwise"), 0.0)
    assert said in totals.in_words(same | none | differs)


def long_list():
    import polars as pl

    from ui.tables import long_table

    long_table(pl.DataFrame({"number": range(1_000)}), lambda some: some.rename({"number": "Number"}), "Numbers")


def test_of_a_list_of_a_large_school_the_first_rows_are_sent_and_the_page_says_where_the_rest_is():
    app = AppTest.from_function(long_list).run()
    assert tables(app)[0]["Number"].to_list() == list(range(MOST_SHOWN))
    assert [caption.value for caption in app.caption] == ["The first 200 of 1,000. The download has all of them."]
    assert [button.proto.label for button in app.get("download_button")] == ["Download the table"]
