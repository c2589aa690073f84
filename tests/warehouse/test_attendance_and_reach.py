"""What Attendance and Reach rest on: runs of absence, distances, small counts, steps of reach, and who is first."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from tests.warehouse.compiled import Compiled
from tests.warehouse.landing_factory import DEFAULTS
from warehouse.contracts import polars_schema
from warehouse.plan import ready
from warehouse.settings import Home

FIRST = date(2025, 9, 1)  # a Monday
PRESENT, ABSENT = ("/", "\\"), ("O", "O")


@pytest.fixture(scope="module")
def compiled(empty_school) -> Compiled:
    return Compiled(ready(Home(empty_school.parent)), empty_school)


def landed(feed: str, rows: list[dict]) -> pl.DataFrame:
    """Rows as a landed table, what they leave out null."""
    schema = polars_schema(feed)
    basis = {name: value for name, value in DEFAULTS.items() if name in schema}
    filled = [basis | {"upload_id": f"0001_{feed}", "record_no": at, **row} for at, row in enumerate(rows, start=2)]
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in filled], schema=schema)


def days(pupil: str, marks: list[tuple[str, str]], first: date = FIRST, **more) -> list[dict]:
    """A morning and an afternoon mark a school day, from ``first`` on."""
    found, day = [], first
    for pair in marks:
        while day.weekday() > 4:
            day += timedelta(days=1)
        at = {"pupil_id": pupil, "site": "Westside", "session_date": day, **more}
        found += [at | {"session": half, "mark": mark} for half, mark in zip(("AM", "PM"), pair, strict=True)]
        day += timedelta(days=1)
    return found


def listed(*pupils: str, **more) -> pl.DataFrame:
    return landed(
        "pupils",
        [
            {"pupil_id": p, "household_id": f"H{p}", "parent_id": f"G{p}", "site": "Westside", "joined_on": FIRST}
            | more
            for p in pupils
        ],
    )


def one(frame: pl.DataFrame, **where) -> dict:
    for column, value in where.items():
        frame = frame.filter(pl.col(column) == value)
    assert frame.height == 1
    return frame.row(0, named=True)


def test_a_run_of_absence_is_counted_from_the_last_session_attended_and_passes_over_what_was_not_possible(compiled):
    marks = days("p1", [PRESENT, ("/", "O"), ("#", "#"), ABSENT, ("D", "I")])
    marks += days("p2", [ABSENT, ABSENT, ABSENT, ABSENT, PRESENT]) + days("p3", [ABSENT] * 5)
    figures = compiled.figures(
        {"attendance": landed("attendance", marks), "pupils": listed("p1", "p2", "p3")}, "rpt_pupil_attendance"
    )["rpt_pupil_attendance"]
    assert dict(figures.select("pupil_id", "missed_in_a_row").iter_rows()) == {"p1": 4, "p2": 0, "p3": 10}
    assert one(figures, pupil_id="p1")["missed_since"] == FIRST + timedelta(days=1)
    assert one(figures, pupil_id="p2")["missed_since"] is None


def test_distance_is_the_latest_six_weeks_less_the_first_six_and_is_not_given_where_they_would_overlap(compiled):
    # p1: 30 days present, then 30 of which the mornings alone; p2 came six weeks ago.
    marks = days("p1", [PRESENT] * 30 + [("/", "O")] * 30) + days("p2", [PRESENT] * 30, FIRST + timedelta(days=42))
    figures = compiled.figures(
        {"attendance": landed("attendance", marks), "pupils": listed("p1", "p2")}, "rpt_pupil_attendance"
    )["rpt_pupil_attendance"]
    far, new = one(figures, pupil_id="p1"), one(figures, pupil_id="p2")
    assert (far["entry_rate"], far["recent_rate"], far["rate_change"]) == (1.0, 0.5, -0.5)
    assert (new["entry_rate"], new["recent_rate"], new["rate_change"]) == (None, 1.0, None)


def test_the_start_is_the_same_for_distance_travelled_and_passes_over_weeks_without_sessions(compiled):
    # Five days present, then a fortnight closed; from the seventh week with sessions on, mornings alone. p2 came a year
    # before the marks begin: nobody knows that start.
    terms = [PRESENT] * 5 + [("#", "#")] * 10 + [PRESENT] * 25 + [("/", "O")] * 40
    marks = days("p1", terms) + days("p2", terms)
    pupils = pl.concat([listed("p1"), listed("p2", joined_on=FIRST - timedelta(days=365))])
    found = compiled.figures(
        {"attendance": landed("attendance", marks), "pupils": pupils}, "rpt_pupil_attendance", "fct_pupil_distances"
    )
    journeys, distances = found["rpt_pupil_attendance"], found["fct_pupil_distances"]
    assert one(journeys, pupil_id="p1")["entry_rate"] == 1.0 and one(journeys, pupil_id="p2")["entry_rate"] is None
    year = one(distances, period_type="year")
    assert (year["pupil_id"], year["entry_rate"], year["period_rate"]) == ("p1", 1.0, 0.5)


def test_a_pupil_who_left_or_was_not_seen_for_long_is_not_on_roll_now(compiled):
    marks = days("here", [PRESENT] * 50) + days("gone", [PRESENT] * 5) + days("left", [PRESENT] * 49)
    pupils = pl.concat([listed("here", "gone"), listed("left", left_on=FIRST + timedelta(days=60))])
    figures = compiled.figures({"attendance": landed("attendance", marks), "pupils": pupils}, "rpt_pupil_attendance")
    assert figures["rpt_pupil_attendance"]["pupil_id"].to_list() == ["here"]


def test_a_small_band_is_withheld_with_the_next_smallest_so_that_no_subtraction_gives_it_away(compiled):
    # 20 pupils attended to the end, 6 missed 6 in a row, 2 missed 12.
    marks = [row for n in range(20) for row in days(f"a{n}", [PRESENT] * 8)]
    marks += [row for n in range(6) for row in days(f"b{n}", [PRESENT] * 5 + [ABSENT] * 3)]
    marks += [row for n in range(2) for row in days(f"c{n}", [PRESENT] * 2 + [ABSENT] * 6)]
    figures = compiled.figures({"attendance": landed("attendance", marks)}, "rpt_attendance_journeys")
    rows = figures["rpt_attendance_journeys"].filter(pl.col("group_type") == "all").sort("pupils")
    seen = list(rows.select("band", "pupils", "of_pupils", "is_reportable").iter_rows())
    assert seen == [("from_10", 2, 28, False), ("from_5", 6, 28, False), ("under_5", 20, 28, True)]


def test_a_day_on_which_one_site_has_few_pupils_is_withheld_for_the_other_site_too(compiled):
    marks = [row for n in range(9) for row in days(f"w{n}", [ABSENT, PRESENT])]
    marks += [row for n in range(3) for row in days(f"e{n}", [PRESENT], site="Eastside")]
    figures = compiled.figures({"attendance": landed("attendance", marks)}, "rpt_attendance_days")
    rows = figures["rpt_attendance_days"].filter(pl.col("session_date") == FIRST)
    may = {row["group_value"]: row["is_reportable"] for row in rows.to_dicts() if row["group_type"] in ("all", "site")}
    assert may == {"all": True, "Westside": False, "Eastside": False}
    whole = one(rows, group_type="all")
    assert (whole["absent"], whole["possible"], whole["pupils"]) == (18, 24, 12)
    second = figures["rpt_attendance_days"].filter(pl.col("session_date") > FIRST)
    assert one(second, group_value="Westside")["is_reportable"]


def test_codes_are_shares_of_possible_sessions_and_say_what_they_mean(compiled):
    marks = [row for n in range(6) for row in days(f"p{n}", [PRESENT, ("L", "I02"), ("O", "#")])]
    figures = compiled.figures({"attendance": landed("attendance", marks)}, "rpt_attendance_codes")
    rows = figures["rpt_attendance_codes"].filter((pl.col("period_type") == "term") & (pl.col("group_type") == "all"))
    found = {row["code"]: (row["sessions"], row["share"], row["pupils"]) for row in rows.to_dicts()}
    part = pytest.approx(0.2)
    assert found == {"/ \\": (12, 0.4, 6), "L": (6, part, 6), "I": (6, part, 6), "O": (6, part, 6), "#": (6, None, 6)}
    assert set(rows["possible_sessions"]) == {30} and one(rows, code="I")["meaning"] == "Ill"


def _contact(household: str, day: date, **more) -> dict:
    at = datetime(day.year, day.month, day.day, 9)  # noqa: DTZ001 -- local time, as landed
    return {"contact_id": f"{household}{day}", "parent_id": f"G{household}", "contact_at": at, **more}


def test_each_step_of_reach_is_counted_over_all_households_on_roll(compiled):
    contacts = [
        _contact("p1", FIRST, channel="call", outcome="answered", purpose="positive"),
        _contact("p2", FIRST, channel="text", outcome="delivered", purpose="positive"),
        _contact("p3", FIRST, channel="text", outcome="failed"),
    ]
    invited = [
        {"event_name": "Forum", "event_date": FIRST, "parent_id": f"Gp{n}", "pupil_id": f"p{n}", "attended": n == 1}
        for n in (1, 2)
    ]
    figures = compiled.figures(
        {
            "contacts": landed("contacts", contacts),
            "events": landed("events", invited),
            "pupils": listed("p1", "p2", "p3", "p4", "p5"),
        },
        "rpt_reach_funnel",
    )["rpt_reach_funnel"]
    rows = figures.filter((pl.col("period_id") == "2025/26 autumn") & (pl.col("group_type") == "all"))
    steps = dict(rows.select("step", "households").iter_rows())
    assert steps == {"contacted": 2, "two_way": 1, "positive": 2, "invited": 2, "came": 1}
    assert set(rows["of_households"]) == {5} and rows["is_reportable"].all()


def test_families_whom_nothing_reaches_come_first_and_worse_attendance_goes_before_better(compiled):
    day = {n: FIRST + timedelta(days=n) for n in (0, 5, 20, 40)}
    heard = {"outcome": "answered", "purpose": "positive"}
    contacts = [
        _contact("fine", day[40], **heard),
        _contact("silent", day[40], channel="text", outcome="delivered"),
        _contact("severe", day[40], channel="text", outcome="delivered"),
        _contact("long", day[5], **heard),
        _contact("gloom", day[40], outcome="answered", purpose="concern"),
    ]
    names = ("fine", "silent", "severe", "long", "gloom", "none")
    marks = [row for name in names for row in days(name, [PRESENT] * 30)]
    marks = [row | {"mark": "O"} if row["pupil_id"] == "severe" else row for row in marks]
    came = {"event_name": "Forum", "event_date": FIRST, "pupil_id": "fine", "parent_id": "Gfine", "attended": True}
    rows = compiled.figures(
        {
            "contacts": landed("contacts", contacts),
            "attendance": landed("attendance", marks),
            "events": landed("events", [came]),
            "pupils": listed(*names),
        },
        "rpt_missed_families",
    )["rpt_missed_families"].sort("position")
    assert list(rows.select("household_id", "next_step").iter_rows()) == [
        ("Hnone", "get_through"),
        ("Hsevere", "visit"),
        ("Hsilent", "ring"),
        ("Hlong", "ring_again"),
        ("Hgloom", "good_news"),
    ]
    long = one(rows, household_id="Hlong")
    assert (long["days_since_two_way"], long["is_unheard_lately"], long["is_unheard_in_term"]) == (35, True, False)
    assert one(rows, household_id="Hnone")["days_since_contact"] is None
