"""What a release lets through of codes, bands, head counts and steps of reach."""

import datetime as dt

import polars as pl
import pytest

from warehouse.disclosure.cells import BARRIER_KEY, INDICATOR_KEY
from warehouse.disclosure.copies import reach_steps
from warehouse.disclosure.planning import Plan, plan
from warehouse.disclosure.policies import POLICIES
from warehouse.disclosure.sides import released_sides
from warehouse.disclosure.tables import where_sessions_are_told
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


def whole_school(indicator_id: str, numerator: int, denominator: int = 4000, people: int = 40) -> tuple:
    return indicator_id, "term", TERM, "s", "all", "all", numerator, denominator, people


def planned(*rows: tuple) -> Plan:
    """What a release would show of these rows of rpt_indicators."""
    indicators = pl.DataFrame([*rows], schema=[*INDICATOR_KEY, "numerator", "denominator", "people"], orient="row")
    columns = dict.fromkeys(BARRIER_KEY, pl.String) | {"reported": pl.Int64, "respondents": pl.Int64}
    return plan(indicators, pl.DataFrame(schema=columns))


@pytest.mark.parametrize("unauthorised, codes", [(900, 1), (3, 0)])
def test_codes_are_told_where_every_count_of_sessions_they_are_part_of_is(unauthorised, codes):
    rates = [("attendance_rate", 2800), ("absence_rate", 1200), ("late_rate", 300)]
    found = planned(*(whole_school(*rate) for rate in rates), whole_school("unauthorised_absence_rate", unauthorised))
    assert where_sessions_are_told(table("rpt_attendance_codes", code("I", 30, 0.1)), found).height == codes


def test_single_days_are_not_governors():
    assert "governor" not in MARTS["rpt_attendance_days"].roles and "rpt_attendance_days" not in POLICIES


def test_bands_are_released_for_the_whole_school_without_the_number_they_are_of():
    band = {"school_id": "s", "measure": "entry_to_now", "band": "same", "pupils": 11, "of_pupils": 16}
    rows = table(
        "rpt_attendance_journeys",
        *(band | {"group_type": g, "group_value": g, "is_reportable": True} for g in ("all", "site")),
        band | {"group_type": "all", "group_value": "all", "band": "fell_5", "pupils": 5, "is_reportable": False},
    )
    told = released_sides("rpt_attendance_journeys", rows, [], None)
    assert told.select("band", "pupils", "of_pupils").rows() == [("same", 11, None), ("fell_5", None, None)]


@pytest.mark.parametrize("pupils, is_told", [(11, True), (12, False), (16, False)])
def test_a_band_of_nearly_all_is_held_back_like_one_of_few(pupils, is_told):
    band = {"school_id": "s", "measure": "entry_to_now", "band": "same", "pupils": pupils, "of_pupils": 16}
    rows = table("rpt_attendance_journeys", band | {"group_type": "all", "group_value": "all", "is_reportable": True})
    assert released_sides("rpt_attendance_journeys", rows, [], None)["is_reportable"].to_list() == [is_told]


@pytest.mark.parametrize(
    "invited, attended, is_told", [(20, 12, True), (20, 18, False), (None, 18, True), (9, 4, False)]
)
def test_an_event_to_which_nearly_all_came_is_held_back_like_one_to_which_few_came(invited, attended, is_told):
    event = {"school_id": "s", "event_kind": "workshop", "event_date": dt.date(2024, 9, 2), "is_reportable": True}
    rows = table("rpt_event_head_counts", event | {"invited": invited, "attended": attended})
    told = released_sides("rpt_event_head_counts", rows, [], None)
    assert told["attended"].to_list() == [attended if is_told else None]


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
