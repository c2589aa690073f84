"""Earlier releases: what they showed stays shown, and no difference between two of them may be about a few people.

The cells of one table and school year stand or fall together. Where nothing in them has changed, they are shown and
held back as before. Where every change is large enough, they are decided anew. Where one is not, they are *unsafe*: the
release is refused, or those cells stay as they were released.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse.disclosure.cells import Cell
from warehouse.disclosure.policies import WIDTH

Block = tuple[str, str]  # table, school year


@dataclass(frozen=True)
class State:
    """One cell as a release had it, and whether it was shown."""

    cell: Cell
    is_shown: bool


States = Mapping[tuple, State]  # item id → state, of one release


def block_of(cell: Cell) -> Block:
    """The table and the school year of a cell."""
    return cell.table, cell.period_id.partition(" ")[0]


def is_safe_change(before: Cell | None, after: Cell | None) -> bool:
    """Whether the difference of a cell between two releases is about nobody, or about enough people.

    People who were counted and people who were not must each differ by nought or enough, and not all changes be of one
    kind. Sessions and answers differ safely where nothing differs or the number of people behind them does by enough.
    """
    one, other = _figures(before), _figures(after)
    if one == other:
        return True
    rate = (after or before).rate
    least = max(rate.least, WIDTH)
    if rate.of_people:
        counted, rest = other[0] - one[0], (other[1] - other[0]) - (one[1] - one[0])
        return abs(counted) >= least and abs(rest) >= least
    return abs(other[2] - one[2]) >= least


def _figures(cell: Cell | None) -> tuple[int, int, int]:
    return (cell.numerator, cell.denominator, cell.people) if cell else (0, 0, 0)


def unsafe_blocks(cells: Sequence[Cell], earlier: Sequence[States]) -> list[Block]:
    """The blocks in which some cell differs from some earlier release by too few people, in order."""
    now = {cell.item_id: cell for cell in cells}
    found = set()
    for states in earlier:
        for item_id, state in states.items():
            if not is_safe_change(state.cell, now.get(item_id)):
                found.add(block_of(state.cell))
    return sorted(found)


@dataclass(frozen=True)
class Standing:
    """What earlier releases ask of a new one: the cells to decide on, those that must be shown and held back, those
    that stay as they were released, and those that may not be added to them."""

    cells: list[Cell]
    kept: set[tuple]
    held: set[tuple]
    as_released: set[tuple]


def standing(cells: Sequence[Cell], earlier: Sequence[States], unsafe: Sequence[Block]) -> Standing:
    """Take over earlier states (``earlier``: newest first). In unsafe blocks earlier cells replace those of today."""
    newest: dict[tuple, State] = {}
    for states in reversed(earlier):
        newest.update(states)
    by_block = defaultdict(list)
    for cell in cells:
        by_block[block_of(cell)].append(cell)
    found = Standing([], set(), set(), set())
    for block in sorted({*by_block, *unsafe}):
        if block in unsafe:
            _stay(found, block, by_block[block], newest)
        else:
            _go_on(found, by_block[block], newest)
    return found


def _stay(found: Standing, block: Block, cells: list[Cell], newest: Mapping[tuple, State]) -> None:
    """The block as it was released; terms that are new may join it, a year that was not there may not."""
    released = {item_id: state for item_id, state in newest.items() if block_of(state.cell) == block}
    for item_id, state in released.items():
        found.cells.append(state.cell)
        found.as_released.add(item_id)
        (found.kept if state.is_shown else found.held).add(item_id)
    periods = {state.cell.period_id for state in released.values()}
    for cell in cells:
        if cell.period_id not in periods:
            found.cells.append(cell)
            if cell.period_id == block[1]:  # the year of terms that are not as they were: it would give the change away
                found.held.add(cell.item_id)


def _go_on(found: Standing, cells: list[Cell], newest: Mapping[tuple, State]) -> None:
    """Cells that are as they were stay shown or held back; those that changed enough are decided anew."""
    for cell in cells:
        found.cells.append(cell)
        state = newest.get(cell.item_id)
        if state and _figures(state.cell) == _figures(cell):
            (found.kept if state.is_shown else found.held).add(cell.item_id)
