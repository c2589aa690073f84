"""An attacker who reads the ranges too: they tell how much pupils differ, and so bound what is held back.

For one way of grouping: the whole school's range says how far its pupils lie from its rate (the sum of their squared
residuals), the ranges of the groups shown say the same of theirs, and what is left belongs to the pupils of the groups
held back. Their residuals add up to a known number; so no group among them can lie further from the others than the
squares allow (Cauchy). He is given more than anybody has: everybody's possible sessions, and how many pupils are in
each group held back.
"""

from collections import defaultdict
from dataclasses import dataclass
from math import exp, log, sqrt

from scipy.stats import t as student

from tests.disclosure.schools import YEAR, Pupil

PLACES = 2  # to which a release rounds the ends of a range
RATES = {"attendance_rate": "attended", "unauthorised_absence_rate": "unauthorised"}


@dataclass(frozen=True)
class Group:
    """A shown or hidden group: attended (or away without leave) and possible sessions of each of its pupils."""

    is_shown: bool
    pairs: list[tuple[int, int]]

    @property
    def rate(self) -> float:
        return sum(a for a, _ in self.pairs) / sum(n for _, n in self.pairs)

    def squares(self, about: float) -> float:
        """The sum of squared residuals about a rate."""
        return sum((a - about * n) ** 2 for a, n in self.pairs)


def widths(pupils: list[Pupil], is_shown) -> list[tuple[float, float]]:
    """Of each small group held back: the width its attended sessions keep, by squares alone, and its sessions."""
    found = []
    for indicator, name in RATES.items():
        for period in (*pupils[0].terms, YEAR):
            by_kind = _groups(pupils, indicator, name, period, is_shown)
            (whole,) = by_kind.pop("all").values()
            if not whole.is_shown:
                continue
            for groups in by_kind.values():
                found += _of_partition(whole, list(groups.values()))
    return found


def _groups(pupils: list[Pupil], indicator: str, name: str, period: str, is_shown) -> dict[str, dict[str, Group]]:
    pairs: dict[tuple, list] = defaultdict(list)
    for one in pupils:
        terms = [one.terms[term] for term in one.terms if period in (term, YEAR)]
        pair = (sum(term[name] for term in terms), sum(term["possible"] for term in terms))
        for group in (("all", "all"), *one.groups.items()):
            pairs[group].append(pair)
    kind, found = "term" if " " in period else "year", defaultdict(dict)
    for group, values in pairs.items():
        shown = is_shown("rpt_indicators", (indicator, kind, period, "school", *group))
        found[group[0]][group[1]] = Group(shown, values)
    return found


def _of_partition(whole: Group, groups: list[Group]) -> list[tuple[float, float]]:
    hidden = [group for group in groups if not group.is_shown]
    people, about = sum(len(group.pairs) for group in hidden), whole.rate
    if not hidden:
        return []
    most = _bounds(whole)[1]
    for group in groups:
        if group.is_shown:  # moved from the group's own rate to the whole school's: he knows how
            most -= _bounds(group)[0] + group.squares(about) - group.squares(group.rate)
    drift = sum(a - about * n for group in hidden for a, n in group.pairs)
    left = max(0.0, most - drift**2 / people)
    return [_width(group, people, left) for group in hidden if len(group.pairs) < 5]


def _width(group: Group, people: int, left: float) -> tuple[float, float]:
    """Twice the furthest the group can lie from the others, and no more than all of its sessions."""
    few, possible = len(group.pairs), sum(n for _, n in group.pairs)
    return min(2 * sqrt(few * (people - few) / people * left), float(possible)), float(possible)


def _bounds(group: Group) -> tuple[float, float]:
    """The least and the largest sum of squares whose range, rounded, is the one shown (docs/methods.md)."""
    rate, people, sessions = group.rate, len(group.pairs), sum(n for _, n in group.pairs)
    if people < 5 or rate in (0, 1):
        return 0.0, float("inf")
    factor, unit = student.ppf(0.975, people - 1) / (rate * (1 - rate)), 10.0**-PLACES / 2
    reach = factor * sqrt(people / (people - 1) * group.squares(rate)) / sessions
    least, largest = 0.0, float("inf")
    for sign in (-1, 1):
        end = round(1 / (1 + (1 / rate - 1) * exp(-sign * reach)), PLACES)
        near, far = sorted(abs(_logit(end + by) - _logit(rate)) for by in (-unit, unit))
        least, largest = max(least, near), min(largest, far)
    scale = (sessions / factor) ** 2 * (people - 1) / people
    return least**2 * scale, largest**2 * scale


def _logit(share: float) -> float:
    share = min(max(share, 1e-9), 1 - 1e-9)
    return log(share / (1 - share))
