"""The intervals that the warehouse works out in SQL are those of scipy and statsmodels."""

from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest
from jinja2 import Environment
from scipy.stats import binom, norm, sem
from scipy.stats import t as t_distribution
from statsmodels.stats.proportion import proportions_ztest

from warehouse.impact.rates import clustered_rate
from warehouse.impact.shares import difference, share

MACROS = Path(__file__).resolve().parents[2] / "dbt_project" / "macros"
SQL = Environment().from_string(  # noqa: S701 -- renders SQL, not a page
    "".join((MACROS / f"{name}.sql").read_text() for name in ("statistics", "differences", "intervals"))
)


def ends(low: str, high: str, relation: str, frame: pl.DataFrame) -> list[tuple]:
    connection = duckdb.connect()
    connection.register(relation, frame)
    return connection.execute(f"select {low}, {high} from {relation}").fetchall()  # noqa: S608


def test_wilson_in_sql_is_the_library_s():
    counts = pl.DataFrame([(n, m) for m in (1, 5, 27, 400) for n in {0, 1, m // 3, m}], ["n", "m"], orient="row")
    macro = SQL.module.wilson
    found = ends(macro("n", "m", "low"), macro("n", "m", "high"), "counts", counts)
    for (n, m), (low, high) in zip(counts.rows(), found, strict=True):
        assert (low, high) == pytest.approx((share(n, m).low, share(n, m).high), abs=1e-6)


def test_newcombe_in_sql_is_the_library_s_and_the_published_example():
    rows = [(56, 70, 48, 80), (9, 10, 3, 10), (10, 10, 0, 20), (0, 5, 0, 9), (46, 46, 46, 46)]
    counts = pl.DataFrame(rows, ["a", "b", "c", "d"], orient="row")
    macros = SQL.module.newcombe_low, SQL.module.newcombe_high
    found = ends(*(macro("a", "b", "c", "d") for macro in macros), "counts", counts)
    assert found[0] == pytest.approx((0.0524, 0.3339), abs=5e-5)  # Newcombe 1998, table II, (a), method 10
    for row, (low, high) in zip(rows, found, strict=True):
        assert (low, high) == pytest.approx((difference(*row).low, difference(*row).high), abs=1e-6)


def test_a_difference_with_nobody_on_one_side_is_null_in_sql_and_unknown_in_python():
    counts = pl.DataFrame([(3, 9, 0, 0)], ["a", "b", "c", "d"], orient="row")
    macros = SQL.module.newcombe_low, SQL.module.newcombe_high
    assert ends(*(macro("a", "b", "c", "d") for macro in macros), "counts", counts) == [(None, None)]
    assert not difference(3, 9, 0, 0).is_known


def test_the_normal_quantile_in_sql_is_scipy_s():
    tails = pl.DataFrame({"tail": [0.025, 0.01, 0.025 / 14, 0.025 / 200, 1e-6]})
    found = ends(SQL.module.normal_quantile("tail"), "tail", "tails", tails)
    assert [reach for reach, _ in found] == pytest.approx([norm.isf(tail) for tail in tails["tail"]], abs=5e-4)


def test_the_score_test_in_sql_is_that_of_statsmodels_and_null_where_nobody_differs():
    rows = [(56, 70, 48, 80), (3, 10, 9, 10), (0, 20, 5, 9), (7, 7, 9, 9)]
    counts = pl.DataFrame(rows, ["a", "b", "c", "d"], orient="row")
    found = [errors for errors, _ in ends(SQL.module.score_test("a", "b", "c", "d"), "a", "counts", counts)]
    wanted = [abs(proportions_ztest([a, c], [b, d])[0]) for a, b, c, d in rows[:3]]
    assert found[:3] == pytest.approx(wanted) and found[3] is None


def sums(pupils: pl.DataFrame) -> pl.DataFrame:
    met, possible = pl.col("numerator").cast(pl.Int64), pl.col("denominator").cast(pl.Int64)
    return pupils.select(
        met.sum().alias("numerator"),
        possible.sum().alias("denominator"),
        (met * met).sum().alias("numerator_2"),
        (possible * possible).sum().alias("denominator_2"),
        (met * possible).sum().alias("product"),
        pl.len().alias("people"),
    )


@pytest.mark.parametrize("people", [1, 4, 5, 10, 20, 60, 500])
@pytest.mark.parametrize("kind", ["usual", "rare", "never", "always", "alike"])
def test_the_clustered_interval_in_sql_is_that_of_statsmodels(people, kind):
    random = np.random.default_rng(people)
    possible = random.integers(20, 340, people)
    own = {"usual": random.beta(1.2, 1, people), "rare": random.beta(0.2, 8, people), "never": 0, "always": 1}
    met = random.binomial(possible, own[kind]) if kind != "alike" else np.full(people, 10)
    possible = possible if kind != "alike" else np.full(people, 40)
    pupils = pl.DataFrame({"numerator": met, "denominator": possible})
    clustered = partial(SQL.module.clustered, "t")
    low, high = ends(clustered("low", "-", "least"), clustered("high", "+", "greatest"), "t", sums(pupils))[0]
    wanted = clustered_rate(pupils)
    assert (low, high) == pytest.approx((wanted.low, wanted.high), abs=2e-4)
    assert 0 <= low <= wanted.value <= high <= 1


def test_the_interval_of_a_mean_in_sql_is_student_s_where_each_counts_once():
    for people in (5, 12, 60):
        values = np.random.default_rng(people).normal(3, 1, people)
        frame = pl.DataFrame({"numerator": values, "denominator": np.ones(people)})
        found = ends(SQL.module.mean_end("t", "-"), SQL.module.mean_end("t", "+"), "t", float_sums(frame))[0]
        wanted = t_distribution.interval(0.95, people - 1, values.mean(), sem(values))
        assert found == pytest.approx(wanted, abs=1e-3)


def test_a_mean_or_ratio_of_few_or_of_people_who_are_all_alike_has_no_interval_in_sql():
    alike = pl.DataFrame({"numerator": [4.0] * 8, "denominator": [1.0] * 8})
    few = pl.DataFrame({"numerator": [1.0, 2.0, 3.0, 4.0], "denominator": [1.0] * 4})
    alike_in_tenths = pl.DataFrame({"numerator": [1.0] * 5, "denominator": [10.0] * 5})
    for frame in (alike, alike_in_tenths, few):
        for macro in (SQL.module.mean_end, SQL.module.ratio_end):
            assert ends(macro("t", "-"), macro("t", "+"), "t", float_sums(frame))[0] == (None, None)


def test_the_interval_of_a_ratio_in_sql_holds_the_truth_in_about_95_of_100_cases():
    """Forty families who differ in how much good news and how many concerns they get, 1.5 for each in the long run."""
    random = np.random.default_rng(3)
    sizes = random.gamma(2, 1, (600, 40))
    good, bad = random.poisson(3 * sizes).astype(float), random.poisson(2 * sizes).astype(float)
    schools = [
        float_sums(pl.DataFrame({"numerator": one, "denominator": of})) for one, of in zip(good, bad, strict=True)
    ]
    found = ends(SQL.module.ratio_end("t", "-"), SQL.module.ratio_end("t", "+"), "t", pl.concat(schools))
    assert 0.92 <= sum(low <= 1.5 <= high for low, high in found) / 600 <= 0.975


@pytest.mark.parametrize("people", [6, 11, 40])
def test_the_ranks_around_a_middle_are_those_of_the_binomial(people):
    frame = pl.DataFrame({"n": [people]})
    macro = SQL.module.rank_of_middle
    low, high = ends(macro("n", "-"), macro("n", "+"), "counts", frame)[0]
    assert binom.cdf(high - 1, people, 0.5) - binom.cdf(low - 1, people, 0.5) >= 0.93
    assert (low, high) == (people + 1 - high, people + 1 - low)


def float_sums(people: pl.DataFrame) -> pl.DataFrame:
    met, of = pl.col("numerator"), pl.col("denominator")
    return people.select(
        met.sum().alias("numerator"),
        of.sum().alias("denominator"),
        (met * met).sum().alias("numerator_2"),
        (of * of).sum().alias("denominator_2"),
        (met * of).sum().alias("product"),
        pl.len().alias("people"),
    )
