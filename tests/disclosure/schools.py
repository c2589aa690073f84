"""Small fictional schools, straight to the tables a release is made of: pupils, families, marks, a survey.

Groups, sessions and answers are drawn as unevenly as in alternative provision: a year group of one, a site of most.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

TERMS = ("2024/25 autumn", "2024/25 spring")
YEAR = "2024/25"
BARRIERS = ("barrier_practical_01", "barrier_practical_05", "barrier_attitudes_01")
_GROUPS = {
    "site": (("Westside", "Eastside"), (0.6, 0.4)),
    "year_group": (("Year 7", "Year 8", "Year 9", "Year 10", "Year 11"), (0.04, 0.12, 0.24, 0.3, 0.3)),
    "pupil_premium": (("yes", "no"), (0.65, 0.35)),
    "send": (("none", "support", "ehcp"), (0.25, 0.5, 0.25)),
    "eal": (("no", "yes"), (0.94, 0.06)),
}


@dataclass(frozen=True)
class Pupil:
    """A pupil: household, groups, and by term: sessions (possible, attended, unauthorised), reach, events, answer."""

    pupil_id: int
    household: int
    groups: dict[str, str]
    terms: dict[str, dict]


def school(seed: int, terms: tuple[str, ...] = TERMS) -> list[Pupil]:
    """A school of 40 to 240 pupils; about one in ten has a brother or sister in it."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(40, 241))
    return [pupil(rng, number, terms) for number in range(size)]


def pupil(rng: np.random.Generator, number: int, terms: tuple[str, ...] = TERMS) -> Pupil:
    """One pupil, drawn."""
    groups = {name: str(rng.choice(values, p=shares)) for name, (values, shares) in _GROUPS.items()}
    household = number if number == 0 or rng.random() > 0.1 else int(rng.integers(0, number))
    return Pupil(number, household, groups, {term: _term(rng) for term in terms})


def _term(rng: np.random.Generator) -> dict:
    possible = int(rng.integers(90, 131))
    attended = int(rng.binomial(possible, rng.beta(6, 2)))
    answered = rng.random() < 0.7
    return {
        "possible": possible,
        "attended": attended,
        "unauthorised": int(rng.binomial(possible - attended, 0.4)),
        "is_reached": bool(rng.random() < 0.8),
        "is_invited": bool(rng.random() < 0.9),
        "has_come": bool(rng.random() < 0.35),
        "named": [barrier for barrier in BARRIERS if rng.random() < 0.3] if answered else None,
    }


def edited(one: Pupil, term: str) -> Pupil:
    """The same pupil after a correction that turns every yes of a term into a no, and attendance round."""
    was = one.terms[term]
    turned = {name: not was[name] for name in ("is_reached", "has_come")}
    attended = was["possible"] - was["attended"]
    lost = {"attended": attended, "unauthorised": min(was["unauthorised"], was["possible"] - attended)}
    named = None if was["named"] is None else [barrier for barrier in BARRIERS if barrier not in was["named"]]
    return replace(one, terms=one.terms | {term: was | turned | lost | {"named": named}})


def tables(pupils: list[Pupil]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows as rpt_indicators (with people) and rpt_barriers have them, for each term and the year."""
    counts: dict[tuple, list] = defaultdict(lambda: [0, 0, 0])
    terms = list(pupils[0].terms)
    for period in (*terms, YEAR):
        inside = terms if period == YEAR else [period]
        for one in pupils:
            _count_pupil(counts, one, period, inside)
        for members in _households(pupils).values():
            _count_household(counts, members, period, inside)
    indicators = [(name, *rest, *figures) for (table, name, *rest), figures in counts.items() if table == "rate"]
    barriers = [
        (name, "parent", *rest, *figures[:2]) for (table, name, *rest), figures in counts.items() if table == "barrier"
    ]
    return _frame(indicators, _INDICATORS), _frame(barriers, _BARRIERS)


_INDICATORS = "indicator_id period_type period_id school_id group_type group_value numerator denominator people"
_BARRIERS = "barrier_id respondent_role period_type period_id group_type group_value reported respondents"
_NUMBERS = ("numerator", "denominator", "people", "reported", "respondents")


def _frame(rows: list[tuple], columns: str) -> pl.DataFrame:
    schema = {name: pl.Int64 if name in _NUMBERS else pl.String for name in columns.split()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _groups_of(one: Pupil) -> list[tuple[str, str]]:
    return [("all", "all"), *one.groups.items()]


def _add(
    counts: dict, name: str, period: str, group: tuple[str, str], numerator: int, denominator: int, people: int = 1
) -> None:
    kind = "term" if " " in period else "year"
    for at, by in enumerate((numerator, denominator, people)):
        counts["rate", name, kind, period, "school", *group][at] += by


def _count_pupil(counts: dict, one: Pupil, period: str, inside: list[str]) -> None:
    sums = {name: sum(one.terms[term][name] for term in inside) for name in ("possible", "attended", "unauthorised")}
    absent = sums["possible"] - sums["attended"]
    for group in _groups_of(one):
        _add(counts, "attendance_rate", period, group, sums["attended"], sums["possible"])
        _add(counts, "absence_rate", period, group, absent, sums["possible"])
        _add(counts, "unauthorised_absence_rate", period, group, sums["unauthorised"], sums["possible"])
        _add(counts, "persistent_absence_rate", period, group, absent >= 0.1 * sums["possible"], 1)
        _add(counts, "severe_absence_rate", period, group, absent >= 0.5 * sums["possible"], 1)
        if period != YEAR and (named := one.terms[period]["named"]) is not None:
            for barrier in BARRIERS:
                figures = counts["barrier", barrier, "term", period, *group]
                figures[0] += barrier in named
                figures[1] += 1


def _households(pupils: list[Pupil]) -> dict[int, list[Pupil]]:
    found = defaultdict(list)
    for one in pupils:
        found[one.household].append(one)
    return found


def _count_household(counts: dict, members: list[Pupil], period: str, inside: list[str]) -> None:
    """A household counts once in each group that one of its pupils belongs to."""
    had = {
        name: any(one.terms[term][name] for one in members for term in inside) for name in ("is_reached", "is_invited")
    }
    came = any(one.terms[term]["is_invited"] and one.terms[term]["has_come"] for one in members for term in inside)
    for group in sorted({group for one in members for group in _groups_of(one)}):
        _add(counts, "two_way_reach_rate", period, group, had["is_reached"], 1)
        if had["is_invited"]:
            _add(counts, "ever_attended_rate", period, group, came, 1)
