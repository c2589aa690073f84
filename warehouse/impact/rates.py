"""Rates over sessions: a hundred sessions of one pupil are one pupil, so pupils are what is counted as independent.

The rate is a ratio of sums. Its error is that of a weighted mean of the pupils' own rates (statsmodels, HC1), which
is the linearised ratio error of Cochran (1977, ch. 6); the interval is taken on the log-odds with Student's t for the
number of pupils, so that it stays between 0 and 1. The warehouse works out the same in SQL (``clustered``);
tests hold the two ways equal.
"""

from math import exp, log

import polars as pl

from warehouse.impact.estimates import LEVEL, UNKNOWN, Estimate
from warehouse.impact.shares import share

FEWEST_CLUSTERS = 5  # below it an error cannot be told from so few, and nothing is shown anyway


def clustered_rate(counts: pl.DataFrame) -> Estimate:
    """Rate (0 to 1) of ``numerator`` over ``denominator``, one row a pupil, or a household where siblings share one.

    Nobody and one alike, or fewer than five rows: Wilson's interval over people, which is the widest that can be
    defended. Never narrower than Wilson's over single sessions.
    """
    counts = counts.filter(pl.col("denominator") > 0)
    met, possible, people = counts["numerator"].sum(), counts["denominator"].sum(), counts.height
    if not possible:
        return UNKNOWN
    rate = met / possible
    if people < FEWEST_CLUSTERS or rate in (0, 1):
        ends = share(round(rate * people), people)
        return Estimate(rate, min(ends.low, rate), max(ends.high, rate))
    return _not_narrower(_on_the_odds(rate, _error(counts), people - 1), share(met, possible))


def _error(counts: pl.DataFrame) -> float:
    """Standard error of the rate with pupils as clusters."""
    from statsmodels.regression.linear_model import WLS

    weights = counts["denominator"].to_numpy().astype(float)
    own = counts["numerator"].to_numpy() / weights
    return float(WLS(own, [1.0] * len(own), weights=weights).fit(cov_type="HC1").bse[0])


def _on_the_odds(rate: float, error: float, freedom: int) -> Estimate:
    from scipy.special import stdtrit

    middle = log(rate / (1 - rate))
    reach = stdtrit(freedom, (1 + LEVEL) / 2) * error / (rate * (1 - rate))
    low, high = (1 / (1 + exp(-(middle + side * reach))) for side in (-1, 1))
    return Estimate(rate, low, high, error, freedom)


def _not_narrower(wanted: Estimate, floor: Estimate) -> Estimate:
    low, high = min(wanted.low, floor.low), max(wanted.high, floor.high)
    return Estimate(wanted.value, low, high, wanted.error, wanted.freedom)
