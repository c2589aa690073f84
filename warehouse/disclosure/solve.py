"""Which rows to hold back besides the small ones: least loss to the reader, every secret wide enough.

Cutting planes: choose rows (mixed integer programming), audit, learn from each secret that is too narrow which counts
would widen it, choose again. What is found so is the least loss there is. After `ROUNDS` the cheapest row that helps is
held back each time instead, which ends too, because with everything held back every secret is wide. Nothing depends on
the clock, so the same figures give the same answer.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from warehouse.disclosure.audit import Finding, audit
from warehouse.disclosure.system import Key, System

ROUNDS, SMALL_ROUNDS = 25, 250  # small systems choose in no time, and small counts take more turns
LARGEST = 700  # rows: beyond this the choice is made row by row
_NODES = 2_000
_GAP, _EXACT = 0.005, 100  # beyond so many rows a loss within half a per cent of the least counts as the least


@dataclass(frozen=True)
class Solution:
    """The rows held back, and whether no smaller loss is possible."""

    held_back: frozenset[Key]
    is_optimal: bool
    rounds: int


class CannotProtect(Exception):
    """Rows shown by an earlier release leave a secret too narrow whatever else is held back."""


def solve(system: System) -> Solution:
    """Rows of ``system`` to hold back. Raises CannotProtect where an earlier release has given a secret away."""
    held, cuts = set(system.held), _crowd_cuts(system)
    is_optimal, number, memory = True, 0, {}
    while True:
        number += 1
        is_choosing = (
            number <= (ROUNDS if len(system.items) > _EXACT else SMALL_ROUNDS) and len(system.items) <= LARGEST
        )
        if cuts:
            chosen, is_optimal = _cheapest(system, cuts) if is_choosing else (None, False)
            held = _patched(system, cuts, held) if chosen is None else chosen
        findings = audit(system, held, memory)
        if not findings:
            return Solution(frozenset(held), is_optimal, number)
        cuts += [_as_cut(system, finding, held) for finding in findings]


Cut = tuple[dict[Key, float], dict[Key, float], float]  # counts → gain, rows → gain, what is wanted


def _crowd_cuts(system: System) -> list[Cut]:
    cuts = []
    for crowd in system.crowds:
        gains = {item: float(min(people, crowd.least)) for item, people in crowd.people}
        cuts.append(({}, gains | {crowd.total: float(crowd.least)}, float(crowd.least)))
    return cuts


def _as_cut(system: System, finding: Finding, held: set[Key]) -> Cut:
    if finding.cut is None:  # narrow in whole numbers only: one row more
        return {}, dict.fromkeys(system.items.keys() - held - system.kept, 1.0), 1.0
    return finding.cut, {}, finding.secret.width - finding.free


def _cheapest(system: System, cuts: list[Cut]) -> tuple[set[Key] | None, bool]:
    """Rows of the least loss that satisfies every cut, and whether that is proven; None where none were found."""
    items = list(system.items)
    counts = sorted({key for cut in cuts for key in cut[0]}, key=repr)
    place = {("row", key): at for at, key in enumerate(items)}
    place |= {("count", key): len(items) + at for at, key in enumerate(counts)}
    rows, lows = [], []
    for by_count, by_row, wanted in cuts:
        line = {place["count", key]: gain for key, gain in by_count.items()}
        rows.append(line | {place["row", key]: gain for key, gain in by_row.items()})
        lows.append(wanted)
    of_count = set(counts)
    for item in system.items.values():  # a count is hidden only where every row that shows it is
        for key in of_count.intersection(item.shows):
            rows.append({place["row", item.item_id]: 1.0, place["count", key]: -1.0})
            lows.append(0.0)
    low = np.array([1.0 if key in system.held else 0.0 for key in items] + [0.0] * len(counts))
    high = np.array([0.0 if key in system.kept else 1.0 for key in items] + [1.0] * len(counts))
    cost = np.array([system.items[key].weight for key in items] + [0.0] * len(counts))
    found = milp(
        cost,
        constraints=LinearConstraint(_matrix(rows, len(place)), np.array(lows), np.inf),
        integrality=np.ones(len(place)),
        bounds=Bounds(low, high),
        options={"node_limit": _NODES, "mip_rel_gap": _GAP if len(items) > _EXACT else 0.0},
    )
    if found.status == 2:
        raise CannotProtect
    if found.x is None:
        return None, False
    return {key for key, chosen in zip(items, found.x, strict=False) if chosen > 0.5}, found.status == 0


def _matrix(rows: list[dict[int, float]], width: int) -> csr_array:
    cells = [(row, column, value) for row, line in enumerate(rows) for column, value in line.items()]
    row, column, value = zip(*cells, strict=True)
    return csr_array((value, (row, column)), shape=(len(rows), width))


def _patched(system: System, cuts: list[Cut], held: set[Key]) -> set[Key]:
    """``held`` and, for each cut it does not satisfy, the cheapest count that helps, with every row that shows it."""
    held = held | system.held
    for by_count, by_row, wanted in cuts:
        while True:
            hidden = set(system.values) - system.known(held)
            reached = sum(gain for key, gain in by_count.items() if key in hidden)
            reached += sum(gain for key, gain in by_row.items() if key in held)
            options = [rows for key in by_count if key not in hidden and (rows := _showing(system, key, held))]
            options += [{key} for key in by_row if key not in held and key not in system.kept]
            if reached >= wanted - 1e-6:
                break
            if not options:
                raise CannotProtect
            held = held | min(
                options, key=lambda rows: (sum(system.items[row].weight for row in rows), sorted(map(repr, rows)))
            )
    return held


def _showing(system: System, key: Key, held: set[Key]) -> set[Key]:
    """The rows that would have to be held back to hide a count; empty where an earlier release has shown it."""
    rows = {item.item_id for item in system.items.values() if key in item.shows} - held
    return set() if rows & system.kept else rows
