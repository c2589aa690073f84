"""How often the statistics room is right, on made-up schools and answers of which the truth is known.

``python -m benchmarks.simulations`` (about ten minutes) prints one line a scenario and writes
benchmarks/results/simulations.json; docs/methods.md quotes it and a test holds the two equal. ``held`` is the share of
95 % intervals that hold the truth, ``claims`` the share that say there is a difference.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.schools import START, levels, make_school
from warehouse.impact.associations import associations
from warehouse.impact.estimates import Estimate
from warehouse.impact.families import Action, Rules, family_rates
from warehouse.impact.judging import judge
from warehouse.impact.rates import clustered_rate
from warehouse.impact.shares import difference

SEED = 20260112
RESULTS = Path(__file__).parent / "results" / "simulations.json"
RULES = Rules()
Finding = dict[str, float]


@dataclass(frozen=True)
class Impact:
    """Schools with one action. ``saves``: chance that an absence of a pupil reached becomes attendance.

    ``is_random`` is what the judge is told, ``by`` is how families came to be reached.
    """

    name: str
    saves: float
    is_random: bool = True
    by: str = "chance"
    weeks_to_reach: int = 1

    def one(self, random: np.random.Generator) -> Finding | None:
        """One school judged; None where it is too small to be judged at all."""
        school = make_school(random, self.saves, self.by, self.weeks_to_reach)
        action = Action("texts", START, self.is_random)
        found = judge(school.counts, school.reached, action, RULES)
        if not found.effect.is_known:
            return None
        saved = family_rates(school.saved, school.reached, action, RULES)
        truth = saved.filter(pl.col("is_reached"))["after"].mean()
        return _held(found.effect, truth) | {
            "claims": float(found.verdict_id.startswith(("gain", "loss"))),
            "wrong_way": float(found.verdict_id.startswith("loss")),
            "pre_trend_seen": float(found.pre_trend.excludes_zero),
            "smallest_detectable": found.smallest_detectable,
        }


@dataclass(frozen=True)
class Barrier:
    """A barrier named by ``first`` (share) of 25 to 50 parents and by ``second`` of 15 to 30 staff."""

    name: str
    first: float
    second: float

    def one(self, random: np.random.Generator) -> Finding:
        people = int(random.integers(25, 51)), int(random.integers(15, 31))
        named = [int(random.binomial(*pair)) for pair in zip(people, (self.first, self.second), strict=True)]
        return _against(difference(named[0], people[0], named[1], people[1]), self.first - self.second)


@dataclass(frozen=True)
class Rate:
    """Attendance of ``pupils`` drawn from the levels of such schools, most there the whole time, some for a while."""

    name: str
    pupils: int
    longest: int

    def one(self, random: np.random.Generator) -> Finding:
        share_there = random.choice([0.2, 0.5, 0.8, 1.0], self.pupils, p=[0.1, 0.15, 0.15, 0.6])
        possible = np.maximum(1, (share_there * self.longest).astype(int))
        met = random.binomial(possible, 1 - levels(random.random(self.pupils)))
        return _held(clustered_rate(pl.DataFrame({"numerator": met, "denominator": possible})), _MEAN_ATTENDANCE)


@dataclass(frozen=True)
class Barriers:
    """24 barriers named by some of 45 families, none of which goes with turn-out: is any said to?"""

    name: str

    def one(self, random: np.random.Generator) -> Finding:
        turnout = random.binomial(4, random.beta(1, 1, 45)) / 4
        rows = pl.concat(_named(random, f"barrier {number}", turnout) for number in range(24))
        found = associations(rows, rows.select("factor_id", "outcome_id").unique(), RULES.least_families)
        return {"any_claim": float(found["verdict_id"].is_in(["more", "less"]).any())}


def _named(random: np.random.Generator, barrier: str, turnout: np.ndarray) -> pl.DataFrame:
    has = random.random(len(turnout)) < random.uniform(0.2, 0.6)
    families = [f"H{number}" for number in range(len(turnout))]
    frame = pl.DataFrame({"family_id": families, "has_factor": has, "value": turnout})
    return frame.with_columns(factor_id=pl.lit(barrier), outcome_id=pl.lit("turnout"))


_MEAN_ATTENDANCE = float(1 - levels((np.arange(100_000) + 0.5) / 100_000).mean())

SCENARIOS = (
    Impact("drawn at random, no effect", 0.0),
    Impact("drawn at random, six points", 0.145),
    Impact("drawn at random, nine points", 0.21),
    Impact("drawn at random, reached over six weeks, no effect", 0.0, weeks_to_reach=6),
    Impact("drawn at random, reached over six weeks, six points", 0.145, weeks_to_reach=6),
    Impact("chosen for low attendance lately, no effect", 0.0, is_random=False, by="low_lately"),
    Impact("chosen for low attendance lately, an effect", 0.145, is_random=False, by="low_lately"),
    Barrier("barrier named by 30 % of parents and of staff", 0.3, 0.3),
    Barrier("barrier named by 10 % of parents and of staff", 0.1, 0.1),
    Barrier("barrier named by 29 % of parents and 55 % of staff", 0.29, 0.55),
    Barrier("barrier named by 41 % of parents and 27 % of staff", 0.41, 0.27),
    Rate("attendance of 10 pupils in a year", 10, 340),
    Rate("attendance of 20 pupils in a year", 20, 340),
    Rate("attendance of 60 pupils in a year", 60, 340),
    Rate("attendance of 10 pupils in a week", 10, 10),
    Rate("attendance of 60 pupils in a week", 60, 10),
    Barriers("24 barriers, none goes with turn-out"),
    Impact("chosen for low attendance lately, no effect, judged as if drawn", 0.0, by="low_lately"),
)


def _held(estimate: Estimate, truth: float) -> Finding:
    return {"truth": truth, "found": estimate.value, "held": float(estimate.low <= truth <= estimate.high)}


def _against(estimate: Estimate, truth: float) -> Finding:
    return _held(estimate, truth) | {"claims": float(estimate.excludes_zero)}


def run(scenario, times: int, seed: int = SEED) -> Finding:
    """Means over ``times`` draws, and ``judged``: how many of them could be judged."""
    random = np.random.default_rng([seed, SCENARIOS.index(scenario)])
    found = [one for one in _repeat(lambda: scenario.one(random), times) if one]
    means = {name: round(float(np.mean([one[name] for one in found])), 4) for name in found[0]}
    return {"judged": len(found), **means}


def _repeat(draw: Callable[[], Finding | None], times: int) -> Iterator[Finding | None]:
    return (draw() for _ in range(times))


def main() -> None:
    results = {}
    for scenario in SCENARIOS:
        times = 1000 if isinstance(scenario, Impact | Barriers) else 4000
        results[scenario.name] = run(scenario, times)
        print(f"{scenario.name:55}", json.dumps(results[scenario.name]), flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"seed": SEED, "scenarios": results}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
