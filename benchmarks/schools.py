"""Made-up schools for the simulations: alternative provision with levels as published, and an effect that is known.

Absence is about 42 % and differs far more between pupils than between weeks: a level of each pupil (shared in part by
siblings), a drift of its own, a season for all, and weeks that resemble the week before. Some join late, some leave.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from scipy.special import expit, logit
from scipy.stats import norm

START = date(2026, 1, 12)
WEEKS_BEFORE, WEEKS_AFTER = 15, 22
MONDAYS = [START + timedelta(days=7 * week) for week in range(-WEEKS_BEFORE, WEEKS_AFTER)]
# Share of pupils, lowest and highest part missed: under 10 %, 10 to 50 %, above 50 % (DfE 2023/24, AP).
BANDS = ((0.19, 0.02, 0.07), (0.42, 0.12, 0.44), (0.39, 0.54, 0.93))
SIBLINGS = 0.12


@dataclass(frozen=True)
class School:
    """``counts`` and ``reached`` as ``family_rates`` takes them; ``saved``: sessions saved on average, per count."""

    counts: pl.DataFrame
    reached: pl.DataFrame
    saved: pl.DataFrame


def levels(ranks: np.ndarray) -> np.ndarray:
    """Part missed (0 to 1) at each rank (0 to 1) among the pupils."""
    edges = np.cumsum([0, *(band[0] for band in BANDS)])
    lows, highs = (np.array([band[side] for band in BANDS]) for side in (1, 2))
    band = np.clip(np.searchsorted(edges, ranks, side="right") - 1, 0, len(BANDS) - 1)
    return lows[band] + (highs - lows)[band] * (ranks - edges[band]) / (edges[band + 1] - edges[band])


def make_school(random: np.random.Generator, saves: float = 0.0, by: str = "chance", weeks_to_reach: int = 1) -> School:
    """A school of 40 to 90 pupils. ``saves``: chance that an absence of a reached pupil becomes attendance.

    ``by``: families are reached by 'chance', or because attendance was 'low_lately' (last six weeks before).
    """
    pupils = int(random.integers(40, 91))
    household = np.cumsum(random.random(pupils) >= SIBLINGS)
    chance = _chances(random, household)
    possible = _possible(random, pupils)
    absent = random.binomial(possible, chance)
    first = _first_weeks(random, household, absent, possible, by, weeks_to_reach)
    exposed = np.arange(len(MONDAYS)) >= first[:, None]
    rescued = random.binomial(absent, np.where(exposed, saves, 0))
    mean_saved = possible * chance * np.where(exposed, saves, 0)
    return School(
        _frame(household, possible, possible - absent + rescued),
        _reached(first),
        _frame(household, possible, mean_saved),
    )


def _chances(random: np.random.Generator, household: np.ndarray) -> np.ndarray:
    """Chance of absence, pupils by weeks."""
    pupils, weeks = len(household), len(MONDAYS)
    shared = random.normal(size=household.max() + 1)[household]
    ranks = norm.cdf(0.7 * shared + np.sqrt(1 - 0.49) * random.normal(size=pupils))
    drift = random.normal(0, 0.5, (pupils, 1)) * np.linspace(0, 1, weeks)
    season = 0.2 * np.sin(np.linspace(0, 5, weeks) + random.uniform(0, 6))
    weekly = np.zeros((pupils, weeks))
    for week in range(weeks):
        before = weekly[:, week - 1] if week else random.normal(0, 0.7, pupils)
        weekly[:, week] = 0.7 * before + random.normal(0, 0.5, pupils)
    return expit(logit(levels(ranks))[:, None] + drift + season + weekly)


def _possible(random: np.random.Generator, pupils: int) -> np.ndarray:
    """Possible sessions, pupils by weeks: one in six joins late, one in six leaves, one in ten is part-time."""
    weeks = np.arange(len(MONDAYS))
    joins = np.where(random.random(pupils) < 1 / 6, random.integers(0, len(weeks), pupils), 0)
    leaves = np.where(random.random(pupils) < 1 / 6, random.integers(0, len(weeks), pupils), len(weeks))
    sessions = np.where(random.random(pupils) < 0.1, 8, 10)
    is_there = (weeks >= joins[:, None]) & (weeks < leaves[:, None])
    return np.where(is_there, sessions[:, None], 0)


def _first_weeks(random, household, absent, possible, by: str, weeks_to_reach: int) -> np.ndarray:
    """Index of the week in which each pupil's family is reached; past the end where it is not."""
    families = household.max() + 1
    share = random.uniform(0.3, 0.6)
    order = random.random(families)
    if by == "low_lately":
        lately = slice(WEEKS_BEFORE - 6, WEEKS_BEFORE)
        sums = [np.bincount(household, part[:, lately].sum(axis=1), families) for part in (absent, possible)]
        order = -sums[0] / np.maximum(sums[1], 1)
    is_reached = order <= np.quantile(order, share)
    when = WEEKS_BEFORE + random.integers(0, weeks_to_reach, families)
    return np.where(is_reached, when, len(MONDAYS))[household]


def _reached(first: np.ndarray) -> pl.DataFrame:
    rows = [(f"P{pupil}", MONDAYS[week]) for pupil, week in enumerate(first) if week < len(MONDAYS)]
    return pl.DataFrame(rows, {"pupil_id": pl.String, "reached_on": pl.Date}, orient="row")


def _frame(household: np.ndarray, possible: np.ndarray, attended: np.ndarray) -> pl.DataFrame:
    pupils, weeks = possible.shape
    frame = pl.DataFrame(
        {
            "pupil_id": np.repeat([f"P{pupil}" for pupil in range(pupils)], weeks),
            "household_id": np.repeat([f"H{number}" for number in household], weeks),
            "week_start": MONDAYS * pupils,
            "attended": attended.ravel(),
            "possible": possible.ravel(),
        }
    )
    return frame.filter(pl.col("possible") > 0)
