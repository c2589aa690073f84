"""What a release lets through of comparisons: a verdict is as telling as the figures it is made of."""

import polars as pl
import pytest

from tests.disclosure.test_attendance_and_reach import table
from warehouse.disclosure.sides import WITHOUT_A_FIGURE, released_sides
from warehouse.disclosure.tables import in_whole_per_cents
from warehouse.settings import REFERENCE_SEEDS

YEAR = "2024/25"
IMPACT = {
    "school_id": "s",
    "action_id": "a",
    "academic_year": YEAR,
    "message_kind": "all",
    "outcome": "attendance_rate",
}
IMPACT |= {"others_families": 30, "reached_pupils": 40, "others_pupils": 40, "effect": 0.05, "is_reportable": True}
PAIR = {"school_id": "s", "academic_year": YEAR, "factor_type": "barrier", "factor_id": "b", "outcome_id": "o"}
PAIR |= {"families_without": 30, "difference": 0.05, "is_reportable": True}


def told(name: str, row: dict) -> list[dict]:
    return released_sides(name, table(name, row), [YEAR], None).to_dicts()


@pytest.mark.parametrize("verdict_id", ["gain", "loss", "gain_chosen", "loss_chosen"])
def test_what_came_out_for_few_families_is_not_told_in_words_either(verdict_id):
    found = {"verdict_id": verdict_id, "verdict": "consistent with a gain of 1.8 to 8.5 points"}
    assert told("rpt_impact", IMPACT | found | {"reached_families": 7}) == []
    (row,) = told("rpt_impact", IMPACT | found | {"reached_families": 12})
    assert (row["effect"], row["verdict"]) == (0.05, found["verdict"])
    assert (
        told("rpt_associations", PAIR | {"families_with": 7, "verdict_id": "more", "verdict": "goes with more"}) == []
    )


def test_the_range_of_an_effect_is_the_one_its_verdict_says_and_ranges_of_shares_are_whole_per_cents():
    ranges = {"interval_low": 0.0184, "interval_high": 0.0846}
    for name, low, high in (("rpt_impact", 0.0184, 0.0846), ("rpt_indicators", 0.02, 0.08)):
        assert in_whole_per_cents(name, table(name, ranges))["interval_low", "interval_high"].row(0) == (low, high)


def test_why_nothing_can_be_said_is_told_without_the_figures():
    few = IMPACT | {"reached_families": 7, "verdict_id": "too_few", "verdict": "too few to say"}
    (row,) = told("rpt_impact", few)
    assert (row["effect"], row["reached_families"], row["verdict"]) == (None, None, "too few to say")


def test_a_verdict_that_may_stand_by_itself_has_no_place_for_a_figure():
    words = pl.read_csv(REFERENCE_SEEDS / "impact_words.csv").filter(pl.col("word_id").is_in(WITHOUT_A_FIGURE))
    assert words.height >= len(WITHOUT_A_FIGURE) and not words["words"].str.contains("{", literal=True).any()
