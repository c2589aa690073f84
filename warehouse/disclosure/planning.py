"""The plan of a release: every cell shown or held back, and why, before anything is written."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from warehouse.disclosure.cells import Cell, barrier_cells, indicator_cells, system_of
from warehouse.disclosure.earlier import Block, States, standing, unsafe_blocks
from warehouse.disclosure.solve import solve

SMALL, TOGETHER, BEFORE = "too few people", "would give another away", "held back before"
OnEvent = Callable[[dict], None]


@dataclass(frozen=True)
class Plan:
    """``cells`` with the ids of those ``shown``; ``as_released`` stay as an earlier release had them. ``unsafe`` are
    the tables and school years whose changes are about too few people. ``is_optimal``: no smaller loss is possible."""

    cells: dict[tuple, Cell]
    shown: frozenset[tuple]
    small: frozenset[tuple]
    held_before: frozenset[tuple]
    as_released: frozenset[tuple]
    unsafe: tuple[Block, ...]
    is_optimal: bool
    reasons: Counter = field(default_factory=Counter)

    @property
    def held_back(self) -> int:
        """How many cells are not shown."""
        return len(self.cells) - len(self.shown)

    def kept_share(self) -> tuple[float, float]:
        """The share of cells shown, and of the people behind them."""
        people = sum(cell.people for cell in self.cells.values())
        shown = sum(self.cells[item_id].people for item_id in self.shown)
        return len(self.shown) / max(len(self.cells), 1), shown / max(people, 1)


def plan(
    indicators: pl.DataFrame, barriers: pl.DataFrame, earlier: Sequence[States] = (), on_event: OnEvent | None = None
) -> Plan:
    """Decide on every cell of ``indicators`` (INDICATOR_KEY, numerator, denominator, people) and ``barriers``
    (BARRIER_KEY, reported, respondents), given earlier releases, newest first. The plan has passed the audit.

    Raises CannotProtect where earlier releases leave a secret too narrow, ArithmeticError where the audit fails to
    solve: then nothing may be released.
    """
    tell = on_event or (lambda _: None)
    cells = indicator_cells(indicators) + barrier_cells(barriers)
    unsafe = unsafe_blocks(cells, earlier)
    given = standing(cells, earlier, unsafe)
    system = system_of(given.cells, given.kept)
    small = frozenset(system.held)
    system.held |= given.held
    system.held -= given.kept
    system.kept |= given.kept
    held, is_optimal, parts = set(), True, system.parts()
    for number, part in enumerate(parts):
        tell({"fraction": number / len(parts), "sentence": "Working out what may be shown"})
        solution = solve(part)
        held |= solution.held_back
        is_optimal = is_optimal and solution.is_optimal
    by_id = {cell.item_id: cell for cell in given.cells}
    reasons = Counter(SMALL if one in small else BEFORE if one in given.held else TOGETHER for one in held)
    shown = frozenset(by_id.keys() - held)
    before = frozenset(given.held - small)
    return Plan(by_id, shown, small, before, frozenset(given.as_released), tuple(unsafe), is_optimal, reasons)
