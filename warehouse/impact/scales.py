"""Scales: several statements that ask for one thing. How well they hang together, and what they say on average."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from warehouse.impact.estimates import LEVEL, UNKNOWN, Estimate

FEWEST_ITEMS = 3
FEWEST_RESPONDENTS = 10


@dataclass(frozen=True)
class Reliability:
    """One scale: items and respondents behind each figure, Cronbach's alpha and the mean, both with intervals.

    The mean is in points of the answer options (1 to 5 for agreement), reversed items turned.
    """

    items: int
    complete: int
    alpha: Estimate
    respondents: int
    mean: Estimate


def turn(value: pl.Expr, lowest_and_highest: pl.Expr) -> pl.Expr:
    """A reversed item turned: the other end of its options, given lowest plus highest value."""
    return lowest_and_highest - value


def reliability(answers: pl.DataFrame) -> Reliability:
    """From one row per respondent and one column per item (numbers, reversed items turned, null where blank).

    Alpha stands on respondents who answered every item, the mean on all who answered at least half of them.
    Fewer than 3 items or 10 respondents: unknown.
    """
    grid = answers.to_numpy().astype(float)
    items = grid.shape[1]
    complete = grid[~np.isnan(grid).any(axis=1)]
    answered = grid[(~np.isnan(grid)).sum(axis=1) * 2 >= items]
    means = np.nanmean(answered, axis=1) if len(answered) else np.array([])
    return Reliability(items, len(complete), _alpha(complete), len(means), _mean(means))


def _alpha(grid: np.ndarray) -> Estimate:
    """Cronbach's (1951) alpha with the interval of Feldt (1965)."""
    respondents, items = grid.shape
    total = grid.sum(axis=1).var(ddof=1) if respondents > 1 else 0
    if items < FEWEST_ITEMS or respondents < FEWEST_RESPONDENTS or not total:
        return UNKNOWN
    from scipy.stats import f

    alpha = items / (items - 1) * (1 - grid.var(axis=0, ddof=1).sum() / total)
    freedom = (respondents - 1, (respondents - 1) * (items - 1))
    low, high = (1 - (1 - alpha) * f.ppf(side, *freedom) for side in ((1 + LEVEL) / 2, (1 - LEVEL) / 2))
    return Estimate(float(alpha), float(low), float(high))


def _mean(means: np.ndarray) -> Estimate:
    """Mean of the respondents' own means with Student's t interval."""
    if len(means) < FEWEST_RESPONDENTS:
        return UNKNOWN
    from scipy.stats import sem, t

    middle, error = float(means.mean()), float(sem(means))
    if not error:
        return Estimate(middle, middle, middle, 0.0, len(means) - 1)
    low, high = t.interval(LEVEL, len(means) - 1, middle, error)
    return Estimate(middle, float(low), float(high), error, len(means) - 1)
