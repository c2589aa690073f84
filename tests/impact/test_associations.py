"""What goes with what, family by family, with many pairs looked at together."""

import numpy as np
import polars as pl
import pytest
from scipy.stats import false_discovery_control, ttest_ind

from warehouse.impact.associations import SCHEMA, associations

RANDOM = np.random.default_rng(4)


def rows(factor: str, outcome: str, with_it: list[float], without: list[float]) -> pl.DataFrame:
    values = [*with_it, *without]
    return pl.DataFrame(
        {
            "family_id": [f"H{number}" for number in range(len(values))],
            "factor_id": [factor] * len(values),
            "has_factor": [True] * len(with_it) + [False] * len(without),
            "outcome_id": [outcome] * len(values),
            "value": values,
        }
    )


def pairs(*frames: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(frames).select("factor_id", "outcome_id").unique(maintain_order=True)


def only(frame: pl.DataFrame) -> dict:
    return associations(frame, pairs(frame), 10).row(0, named=True)


def test_families_that_name_a_barrier_and_come_less_are_said_to_go_with_less():
    found = only(rows("transport", "turnout", [0.0, 0.2] * 10, [0.7, 0.9] * 12))
    assert found["verdict"] == "goes with less"
    assert found["difference"] == pytest.approx(-0.7)
    assert (found["families_with"], found["families_without"]) == (20, 24)
    assert (found["mean_with"], found["mean_without"]) == pytest.approx((0.1, 0.8))


def test_the_interval_is_welch_s_and_the_p_value_the_more_careful_of_welch_s_and_student_s():
    with_it, without = list(RANDOM.normal(0.5, 0.1, 12)), list(RANDOM.normal(0.55, 0.3, 30))
    found = only(rows("a", "b", with_it, without))
    welch, student = (ttest_ind(with_it, without, equal_var=is_equal) for is_equal in (False, True))
    interval = welch.confidence_interval()
    assert (found["interval_low"], found["interval_high"]) == pytest.approx((interval.low, interval.high))
    assert found["corrected_p"] == pytest.approx(max(welch.pvalue, student.pvalue))


def test_with_many_pairs_a_p_value_of_three_in_a_hundred_is_no_sign():
    close = rows("close", "turnout", [0.0] * 9 + [1.0] * 6, [0.0] * 4 + [1.0] * 14)
    alone = only(close)
    assert alone["verdict_id"] == "less" and 0.01 < alone["corrected_p"] < 0.05
    noise = [rows(f"noise {n}", "turnout", *RANDOM.normal(0.5, 0.2, (2, 15)).tolist()) for n in range(20)]
    together = associations(pl.concat([close, *noise]), pairs(close, *noise), 10)
    assert together.row(0, named=True)["verdict"] == "no sign"
    single = [only(frame)["corrected_p"] for frame in (close, *noise)]
    assert together["corrected_p"].to_list() == pytest.approx(false_discovery_control(single).tolist())


def test_two_pupils_of_a_family_count_as_one_family():
    once = rows("a", "b", [0.1] * 6 + [0.3] * 6, [0.5, 0.9] * 6)
    twice = pl.concat([once, once])
    assert only(twice)["interval_low"] == pytest.approx(only(once)["interval_low"])
    assert only(twice)["families_with"] == 12


def test_anonymous_answers_cannot_be_told():
    nothing = rows("a", "b", [], [])
    asked = pl.DataFrame({"factor_id": ["transport"], "outcome_id": ["turnout"]})
    found = associations(nothing.cast({"family_id": pl.String, "value": pl.Float64}), asked, 10).row(0, named=True)
    assert found["verdict"].startswith("cannot be told")
    assert found["difference"] is None and found["families_with"] is None


def test_fewer_than_ten_families_on_one_side_are_too_few_to_say():
    found = only(rows("a", "b", [0.0, 0.1, 0.0] * 3, [1.0, 0.9] * 20))
    assert found["verdict"] == "too few to say"
    assert found["difference"] is None


def test_what_is_not_known_of_a_family_is_left_out_and_not_taken_for_nought():
    holed = rows("a", "b", [0.1, 0.3] * 6, [0.5, 0.9] * 6).with_columns(
        pl.when(pl.col("family_id") == "H0").then(None).otherwise("value").alias("value")
    )
    assert only(holed)["families_with"] == 11


def test_no_words_say_that_one_thing_causes_another():
    frames = [rows("a", "b", [0.0, 0.1] * 8, [1.0, 0.9] * 8), rows("c", "b", [0.5, 0.4] * 8, [0.5, 0.4] * 8)]
    found = associations(pl.concat(frames), pairs(*frames), 10)
    assert list(found.columns) == list(SCHEMA)
    assert not [verdict for verdict in found["verdict"] if "cause" in verdict or "because" in verdict]
