"""What a release lets through of days, codes, bands and steps of reach."""

import datetime as dt

import polars as pl

from warehouse.disclosure.copies import reach_steps
from warehouse.disclosure.sides import released_sides
from warehouse.read import MARTS

TERM = "2024/25 autumn"
PLACE = {"school_id": "s", "period_type": "term", "period_id": TERM, "group_type": "all", "group_value": "all"}


def table(name: str, *rows: dict) -> pl.DataFrame:
    """Rows of a mart, what they leave out null."""
    return pl.DataFrame([{column: row.get(column) for column in MARTS[name].columns} for row in rows])


def code(name: str, pupils: int, share: float, **more) -> dict:
    row = {"category": "authorised", "code": name, "meaning": name, "sessions": 90, "possible_sessions": 900}
    return PLACE | row | {"share": share, "pupils": pupils, "is_reportable": True} | more


def test_a_rare_code_is_not_even_named_and_no_number_of_sessions_is_told():
    rows = table(
        "rpt_attendance_codes", code("I", 30, 0.1049), code("R", 9, 0.01), code("E", 30, 0.1, is_reportable=False)
    )
    told = released_sides("rpt_attendance_codes", rows, [TERM], None)
    assert told.select("code", "share", "sessions", "possible_sessions", "pupils").rows() == [
        ("I", 0.1, None, None, None)
    ]


def test_codes_of_sites_groups_and_half_terms_are_not_released():
    others = [{"group_type": "site", "group_value": "Westside"}, {"period_type": "half_term", "period_id": f"{TERM} 1"}]
    rows = table("rpt_attendance_codes", code("I", 30, 0.1), *(code("I", 30, 0.1, **other) for other in others))
    assert released_sides("rpt_attendance_codes", rows, [TERM, "2024/25"], None).height == 1


def test_a_day_that_was_released_stays_as_it_was_and_one_with_few_pupils_is_blank():
    days = [dt.date(2024, 9, 2), dt.date(2024, 9, 3)]
    row = {"school_id": "s", "academic_year": "2024/25", "term_id": TERM, "group_type": "all", "group_value": "all"}
    row |= {"possible": 100, "absent": 40, "share": 0.4, "pupils": 50, "is_reportable": True}
    first = table("rpt_attendance_days", row | {"session_date": days[0]}, row | {"session_date": days[1], "pupils": 9})
    told = released_sides("rpt_attendance_days", first, [TERM], None)
    assert told.select("share", "pupils").rows() == [(0.4, None), (None, None)]
    corrected = table("rpt_attendance_days", row | {"session_date": days[0], "absent": 39, "share": 0.39})
    assert released_sides("rpt_attendance_days", corrected, [TERM], told).sort("session_date")["share"][0] == 0.4


def test_bands_are_released_for_the_whole_school_without_the_number_they_are_of():
    band = {"school_id": "s", "measure": "entry_to_now", "band": "same", "pupils": 11, "of_pupils": 16}
    rows = table(
        "rpt_attendance_journeys",
        *(band | {"group_type": g, "group_value": g, "is_reportable": True} for g in ("all", "site")),
        band | {"group_type": "all", "group_value": "all", "band": "fell_5", "pupils": 5, "is_reportable": False},
    )
    told = released_sides("rpt_attendance_journeys", rows, [], None)
    assert told.select("band", "pupils", "of_pupils").rows() == [("same", 11, None), ("fell_5", None, None)]


def test_a_step_of_reach_is_shown_where_the_indicators_show_both_of_its_counts():
    steps = [("contacted", 50), ("two_way", 45), ("positive", 30), ("invited", 58), ("came", 17)]
    rows = table(
        "rpt_reach_funnel",
        *(PLACE | {"step": s, "households": n, "of_households": 60, "is_reportable": True} for s, n in steps),
    )
    rates = [("two_way_reach_rate", 45, 60, True), ("positive_contact_rate", 30, 60, False)]
    rates.append(("ever_attended_rate", 17, 58, True))
    names = ("indicator_id", "numerator", "denominator", "is_reportable")
    shown = table("rpt_indicators", *(PLACE | dict(zip(names, rate, strict=True)) for rate in rates))
    told = reach_steps(rows, shown).filter("is_reportable")
    # Two of sixty were not invited: few, so that step is held back though both of its counts are shown elsewhere.
    assert told.select("step", "households").rows() == [("two_way", 45), ("came", 17)]
    assert "contacted" not in reach_steps(rows, shown)["step"]
