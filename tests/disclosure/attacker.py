"""An attacker who knows everything that is shown, how the tables fit together, and how many families overlap.

Written apart from what it attacks: it has its own idea of which counts are the same and how they add up, starts from
rows as a governor reads them, and asks integer programming for the least and the largest value of each hidden count.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.optimize import LinearConstraint, linprog, milp

SAME = {  # indicator → names of its numerator and denominator
    "attendance_rate": ("here", "sessions"),
    "absence_rate": ("away", "sessions"),
    "unauthorised_absence_rate": ("away without leave", "sessions"),
    "persistent_absence_rate": ("often away", "pupils"),
    "severe_absence_rate": ("mostly away", "pupils"),
    "two_way_reach_rate": ("spoken with", "families"),
    "ever_attended_rate": ("came", "invited"),
}
ADDED_UP_OVER_TERMS = {"here", "sessions", "away", "away without leave"}
GROWING_OVER_TERMS = {"spoken with", "families", "came", "invited"}
WITHIN = (("away without leave", "away"), ("mostly away", "often away"))
WITHIN_PEOPLE = (("mostly away", "often away"),)
HIGHEST = 100_000


@dataclass(frozen=True)
class Row:
    """One row as a governor sees it, with the truth beside it (which the attack uses for overlaps alone)."""

    names: tuple[str, str]
    period: str
    group: tuple[str, str]
    truth: tuple[int, int]
    people: int
    is_shown: bool

    @property
    def numerator(self) -> tuple:
        return (self.names[0], self.period, self.group)

    @property
    def denominator(self) -> tuple:
        return (self.names[1], self.period, self.group)


def rows_of(indicators: pl.DataFrame, barriers: pl.DataFrame, is_shown) -> list[Row]:
    """Rows of both tables; ``is_shown(table, key)`` says which a governor sees."""
    found = []
    for row in indicators.iter_rows():
        names, group = SAME[row[0]], (row[4], row[5])
        found.append(Row(names, row[2], group, (row[6], row[7]), row[8], is_shown("rpt_indicators", row[:6])))
    for row in barriers.iter_rows():
        names, group = (f"named {row[0]}", "answered"), (row[4], row[5])
        found.append(Row(names, row[3], group, (row[6], row[7]), row[7], is_shown("rpt_barriers", row[:6])))
    return found


class Attack:
    """All that is known of one release as linear constraints, and the range of any sum of counts under them."""

    def __init__(self, rows: list[Row]) -> None:
        self.truth: dict[tuple, int] = {}
        self.known: set[tuple] = set()
        for row in rows:
            for key, value in ((row.numerator, row.truth[0]), (row.denominator, row.truth[1])):
                self.truth[key] = value
                if row.is_shown:
                    self.known.add(key)
        self.equal: list[dict[tuple, int]] = []
        self.at_most: list[tuple[tuple, tuple]] = [(row.numerator, row.denominator) for row in rows]
        self._groups()
        self._terms()
        for name, period, group in self.truth:
            if name == "sessions":
                self.equal.append({(name, period, group): -1, ("here", period, group): 1, ("away", period, group): 1})
            self.at_most += [
                ((name, period, group), (wide, period, group)) for narrow, wide in WITHIN if narrow == name
            ]
        self._lines = [
            *((terms, True) for terms in self.equal),
            *(({one: 1, other: -1}, False) for one, other in self.at_most),
        ]
        self._near = defaultdict(list)
        for at, (terms, _) in enumerate(self._lines):
            for key in terms:
                self._near[key].append(at)

    def _groups(self) -> None:
        parts = defaultdict(list)
        for name, period, group in self.truth:
            if group[0] != "all":
                parts[name, period, group[0]].append((name, period, group))
                self.at_most.append(((name, period, group), (name, period, ("all", "all"))))
        for (name, period, _), keys in parts.items():
            self.equal.append(dict.fromkeys(keys, 1) | {(name, period, ("all", "all")): -1})

    def _terms(self) -> None:
        sums = defaultdict(dict)
        for name, period, group in self.truth:
            year = (name, period.split(" ")[0], group)
            if " " in period and year in self.truth:
                if name in ADDED_UP_OVER_TERMS:
                    sums[year] |= {(name, period, group): 1, year: -1}
                elif name in GROWING_OVER_TERMS:
                    self.at_most.append(((name, period, group), year))
        self.equal += sums.values()

    def range_of(self, sought: dict[tuple, int]) -> tuple[float, float]:
        """The least and the largest value the sum ``sought`` (count → coefficient) can have."""
        keys, lines = self._around(sought)
        place = {key: at for at, key in enumerate(keys)}
        fixed = sum(by * self.truth[key] for key, by in sought.items() if key not in place)
        aim = np.zeros(len(keys))
        for key, by in sought.items():
            if key in place:
                aim[place[key]] = by
        if not keys:
            return fixed, fixed
        matrix, low, high = np.zeros((len(lines), len(keys))), np.zeros(len(lines)), np.zeros(len(lines))
        for at, (terms, is_equal) in enumerate(lines):
            total = sum(by * self.truth[key] for key, by in terms.items())  # what overlaps is known
            for key, by in terms.items():
                if key in place:
                    matrix[at, place[key]] = by
                else:
                    high[at] -= by * self.truth[key]
            if is_equal:
                high[at] += total
            low[at] = high[at] if is_equal else -np.inf
        ends = [_least(sign * aim, matrix, low, high) for sign in (1, -1)]
        return fixed + ends[0], fixed - ends[1]

    def _around(self, sought: dict[tuple, int]) -> tuple[list[tuple], list[tuple[dict, bool]]]:
        """The hidden counts that anything known joins to ``sought``, and what joins them."""
        waiting = [key for key in sought if key not in self.known]
        seen, lines = set(waiting), set()
        while waiting:
            for at in self._near[waiting.pop()]:
                if at not in lines:
                    lines.add(at)
                    fresh = {key for key in self._lines[at][0] if key not in self.known} - seen
                    seen |= fresh
                    waiting += fresh
        return sorted(seen), [self._lines[at] for at in sorted(lines)]


def _least(aim: np.ndarray, matrix: np.ndarray, low: np.ndarray, high: np.ndarray) -> float:
    """The least value of ``aim``: by linear programming, and in whole numbers where that ends between them."""
    equal = np.isfinite(low)
    found = linprog(
        aim,
        A_ub=matrix[~equal],
        b_ub=high[~equal],
        A_eq=matrix[equal],
        b_eq=high[equal],
        bounds=(0, HIGHEST),
        method="highs",
    )
    assert found.status == 0, found.message
    if np.allclose(found.x, np.round(found.x), atol=1e-6):
        return round(found.fun)
    limits = LinearConstraint(matrix, low, high)
    return round(milp(aim, integrality=np.ones(len(aim)), bounds=(0, HIGHEST), constraints=limits).fun)


def secrets(rows: list[Row], least: int = 5, survey_least: int = 10) -> list[dict[tuple, int]]:
    """What must not come out: each number of children or families below ``least``, counted or not, all numbers of a
    group with too few people in it, and the few in one count who are not in a count within it. Sums of counts, each
    once."""
    found = {}
    for row in rows:
        numerator, denominator = row.truth
        few = row.people < (survey_least if row.names[1] == "answered" else least)
        sums = {
            "counted": {row.numerator: 1},
            "rest": {row.denominator: 1, row.numerator: -1},
            "all": {row.denominator: 1},
        }
        small = {"counted": few or numerator < least, "rest": few or denominator - numerator < least, "all": few}
        for name, terms in sums.items():
            if small[name]:
                found[tuple(sorted(terms.items()))] = terms
    truth = {row.numerator: row.truth[0] for row in rows}
    for (name, *place), inner in truth.items():
        for wide in (wide for narrow, wide in WITHIN_PEOPLE if narrow == name and (wide, *place) in truth):
            if truth[wide, *place] - inner < least:
                found[wide, name, *place] = {(wide, *place): 1, (name, *place): -1}
    return list(found.values())
