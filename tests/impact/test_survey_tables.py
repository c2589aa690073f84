"""The tables of scales and of what goes with what, as the build gets them."""

import numpy as np
import polars as pl
import pytest

from warehouse.impact.survey_tables import ASSOCIATIONS, RELIABILITIES, reliabilities, yearly_associations

RANDOM = np.random.default_rng(9)
FACTORS = {
    "school_id": pl.String,
    "academic_year": pl.String,
    "factor_type": pl.String,
    "factor_id": pl.String,
    "household_id": pl.String,
    "has_factor": pl.Boolean,
}
OUTCOMES = ("attendance_rate", "turnout_rate", "two_way_contacts_a_week")


def answers(term: str, people: int, items: int) -> pl.DataFrame:
    rows = [
        ("s", term, "parent", "type_1", f"r{person}", f"q{item}", float(min(5, max(1, round(level + noise)))))
        for person, level in enumerate(RANDOM.normal(3, 1, people))
        for item, noise in enumerate(RANDOM.normal(0, 0.6, items))
    ]
    columns = ["school_id", "term_id", "respondent_role", "scale_id", "respondent_id", "question_id", "points"]
    return pl.DataFrame(rows, columns, orient="row")


def test_each_wave_of_a_scale_has_its_own_alpha_and_mean():
    found = reliabilities(pl.concat([answers("autumn", 30, 4), answers("summer", 12, 4)])).sort("term_id")
    assert dict(found.schema) == RELIABILITIES
    assert found.select("term_id", "items", "respondents").rows() == [("autumn", 4, 30), ("summer", 4, 12)]
    assert (found["alpha_low"] < found["alpha"]).all() and (found["alpha"] > 0.7).all()


def test_a_scale_of_two_items_has_a_mean_but_no_alpha():
    row = reliabilities(answers("autumn", 20, 2)).row(0, named=True)
    assert row["alpha"] is None and 1 < row["mean"] < 5


def families(count: int, lift: float = 0.0) -> pl.DataFrame:
    """Families of a year, the first half with ``lift`` more turn-out."""
    turnout = RANDOM.uniform(0.2, 0.5, count) + np.where(np.arange(count) < count / 2, lift, 0)
    return pl.DataFrame(
        {
            "school_id": "s",
            "academic_year": "2025/26",
            "household_id": [f"H{number}" for number in range(count)],
            "attendance_rate": RANDOM.uniform(0.3, 0.9, count),
            "turnout_rate": turnout,
            "two_way_contacts_a_week": RANDOM.uniform(0, 1, count),
        }
    )


def named_by_first_half(factor: str, count: int, kind: str = "barrier") -> pl.DataFrame:
    rows = [("s", "2025/26", kind, factor, f"H{number}", number < count / 2) for number in range(count)]
    return pl.DataFrame(rows, FACTORS, orient="row")


def test_a_barrier_is_set_beside_every_outcome():
    found = yearly_associations(named_by_first_half("transport", 40), families(40, lift=0.4))
    assert dict(found.schema) == ASSOCIATIONS
    verdicts = dict(found.select("outcome_id", "verdict_id").rows())
    assert verdicts == {"attendance_rate": "no_sign", "turnout_rate": "more", "two_way_contacts_a_week": "no_sign"}


def test_coming_to_an_event_is_not_set_beside_turn_out_which_is_the_same_thing():
    found = yearly_associations(named_by_first_half("came_to_an_event", 40, "turn_out"), families(40))
    assert found["outcome_id"].to_list() == ["attendance_rate", "two_way_contacts_a_week"]


def test_a_barrier_named_without_a_name_cannot_be_told():
    anonymous = pl.DataFrame([("s", "2025/26", "barrier", "transport", None, True)], FACTORS, orient="row")
    found = yearly_associations(anonymous, families(40))
    assert found["verdict_id"].to_list() == ["cannot_tell"] * len(OUTCOMES)
    assert found["families_with"].to_list() == [None] * len(OUTCOMES)


def test_years_are_corrected_and_counted_apart():
    factors = named_by_first_half("transport", 40)
    other = factors.with_columns(academic_year=pl.lit("2024/25"))
    homes = families(40, lift=0.4)
    both = yearly_associations(
        pl.concat([factors, other]), pl.concat([homes, homes.with_columns(academic_year=pl.lit("2024/25"))])
    )
    alone = yearly_associations(factors, homes)
    assert both.filter(pl.col("academic_year") == "2025/26").equals(alone)


@pytest.mark.parametrize("table", [reliabilities, lambda frame: yearly_associations(frame, families(3))])
def test_nothing_answered_makes_no_row(table):
    columns = {**FACTORS, "term_id": pl.String, "respondent_role": pl.String, "scale_id": pl.String}
    assert table(pl.DataFrame(schema=columns)).height == 0
