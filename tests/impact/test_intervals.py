"""Intervals of shares, rates and scales: what widens them, and what is too little to say anything."""

import numpy as np
import polars as pl
import pytest

from warehouse.impact.rates import clustered_rate
from warehouse.impact.scales import reliability
from warehouse.impact.shares import share


def pupils(rates: list[float], sessions: int) -> pl.DataFrame:
    met = [round(rate * sessions) for rate in rates]
    return pl.DataFrame({"numerator": met, "denominator": [sessions] * len(rates)})


def test_more_sessions_of_the_same_pupils_make_a_rate_no_surer():
    rates = [0.95, 0.9, 0.8, 0.75, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]
    half_term, year = clustered_rate(pupils(rates, 60)), clustered_rate(pupils(rates, 360))
    assert year.high - year.low == pytest.approx(half_term.high - half_term.low, rel=0.02)
    assert year.high - year.low > 4 * (share(1980, 3600).high - share(1980, 3600).low)


def test_pupils_who_are_alike_are_no_surer_than_single_sessions_would_be():
    alike = clustered_rate(pupils([0.5] * 20, 10))
    assert (alike.low, alike.high) == pytest.approx((share(100, 200).low, share(100, 200).high))


def test_a_rate_of_pupils_of_whom_none_missed_anything_is_as_unsure_as_so_many_people():
    always = clustered_rate(pupils([1.0] * 8, 200))
    assert always.high == 1
    assert always.low == pytest.approx(share(8, 8).low)


def test_a_rate_over_no_sessions_is_unknown():
    assert not clustered_rate(pupils([], 10)).is_known
    assert not clustered_rate(pl.DataFrame({"numerator": [0], "denominator": [0]})).is_known


def answers(respondents: int, items: int, noise: float, seed: int = 1) -> pl.DataFrame:
    random = np.random.default_rng(seed)
    true = random.normal(3, 1, (respondents, 1))
    return pl.DataFrame(np.clip(np.rint(true + random.normal(0, noise, (respondents, items))), 1, 5))


def test_alpha_is_the_reliability_of_the_two_way_analysis_of_variance():
    import pandas as pd
    from statsmodels.formula.api import ols
    from statsmodels.stats.anova import anova_lm

    grid = answers(30, 5, 0.8)
    long = pd.DataFrame(
        [(person, item, value) for person, row in enumerate(grid.rows()) for item, value in enumerate(row)],
        columns=["person", "item", "value"],
    )
    squares = anova_lm(ols("value ~ C(person) + C(item)", long).fit())["mean_sq"]
    assert reliability(grid).alpha.value == pytest.approx(1 - squares["Residual"] / squares["C(person)"])


def test_feldt_s_interval_holds_the_alpha_of_many_respondents_nearly_always():
    truth = reliability(answers(20000, 4, 1.0, seed=0)).alpha.value
    found = [reliability(answers(25, 4, 1.0, seed=seed)).alpha for seed in range(1, 301)]
    assert 0.92 <= np.mean([alpha.low <= truth <= alpha.high for alpha in found]) <= 0.98


def test_two_items_or_nine_respondents_are_no_scale():
    assert not reliability(answers(40, 2, 0.5)).alpha.is_known
    few = reliability(answers(9, 4, 0.5))
    assert not few.alpha.is_known and not few.mean.is_known


def test_who_left_an_item_blank_counts_for_the_mean_but_not_for_alpha():
    grid = answers(20, 4, 0.8)
    holed = grid.with_columns(pl.when(pl.int_range(pl.len()) == 0).then(None).otherwise(pl.first()).alias("column_0"))
    found = reliability(holed)
    assert (found.complete, found.respondents) == (19, 20)


def test_the_mean_of_a_scale_has_student_s_interval():
    grid = answers(15, 4, 0.8)
    own = grid.mean_horizontal().to_numpy()
    found = reliability(grid).mean
    assert found.value == pytest.approx(own.mean())
    assert found.freedom == 14
    assert found.high - found.value == pytest.approx(2.1448 * own.std(ddof=1) / np.sqrt(15), rel=1e-4)
