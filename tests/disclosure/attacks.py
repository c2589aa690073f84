"""The attacks on one generated school, each with its figures; tests look at a few schools, the benchmark at 500."""

from dataclasses import dataclass, replace
from functools import lru_cache
from time import process_time

import numpy as np
import polars as pl

from tests.disclosure import ranges
from tests.disclosure.attacker import Attack, Row, rows_of, secrets
from tests.disclosure.schools import TERMS, Pupil, edited, pupil, school, tables
from warehouse.disclosure.cells import BARRIER_KEY, INDICATOR_KEY
from warehouse.disclosure.earlier import State, States
from warehouse.disclosure.planning import Plan, plan

CHANGES = ("joins", "leaves", "is edited")
WIDTH = 5


@dataclass(frozen=True)
class Found:
    """What one release gave away of its secrets, and what it showed; ``by_ranges``: small groups bounded by ranges."""

    seed: int
    pupils: int
    secrets: int
    exact: int
    narrow: int
    narrowest: float
    share_of_cells: float
    share_of_people: float
    is_optimal: bool
    seconds: float
    by_ranges: int
    narrow_by_ranges: int
    narrowest_by_ranges: float | None


@dataclass(frozen=True)
class Later:
    """What a second release told of the one child who changed; ``live_told``: what two live views would have told."""

    is_refused: bool
    told: int
    live_told: bool


@dataclass(frozen=True)
class Naive:
    """What 'hide 1 to 4, show totals' hid, and how much of it came out exactly."""

    hidden: int
    exact: int


def first_release(seed: int) -> Found:
    """One release of the school, attacked."""
    pupils = school(seed)
    worked_out, seconds = _first_plan(seed)
    rows = _seen(pupils, worked_out)
    attack = Attack(rows)
    widths = [high - low for low, high in map(attack.range_of, secrets(rows))]
    cells, people = worked_out.kept_share()
    narrow = sum(width < WIDTH for width in widths)
    counts = (len(widths), sum(width == 0 for width in widths), narrow, min(widths, default=WIDTH))
    kept = (round(cells, 3), round(people, 3))
    by_ranges = [width for width, _ in ranges.widths(pupils, lambda table, key: (table, *key) in worked_out.shown)]
    of_ranges = (len(by_ranges), sum(width < WIDTH for width in by_ranges), min(by_ranges, default=None))
    return Found(seed, len(pupils), *counts, *kept, worked_out.is_optimal, round(seconds, 2), *of_ranges)


def hide_one_to_four(seed: int) -> Naive:
    """The usual rule, attacked: counts of 1 to 4 children or families are hidden, all totals shown."""
    rows = rows_of(*tables(school(seed)), lambda table, key: True)
    rows = [replace(row, is_shown=not _is_hidden(row)) for row in rows]
    attack = Attack(rows)
    sought = [{row.numerator: 1} for row in rows if 1 <= row.truth[0] <= 4]
    return Naive(len(sought), sum(low == high for low, high in map(attack.range_of, sought)))


def _is_hidden(row: Row) -> bool:
    return 1 <= row.truth[0] <= 4 or row.people < WIDTH


def second_release(seed: int) -> Later:
    """A release, one child joins, leaves or is edited, and a second release with what changed kept as it was."""
    before = school(seed)
    after = _changed(before, seed)
    first, _ = _first_plan(seed)
    second = plan(*tables(after), earlier=[_states(first)])
    old, new = _shown_figures(first), _shown_figures(second)
    told = sum(old[key] != new[key] for key in old.keys() & new.keys())
    told += len(new.keys() - old.keys())  # a figure held back before would speak of the change as well
    views = [_figures(tables(pupils)) for pupils in (before, after)]
    live = any(views[0][key] != views[1][key] for key in views[0].keys() & views[1].keys())
    return Later(bool(second.unsafe), told, live)


@lru_cache(maxsize=1)
def _first_plan(seed: int) -> tuple[Plan, float]:
    started = process_time()
    return plan(*tables(school(seed))), process_time() - started


def _changed(pupils: list[Pupil], seed: int) -> list[Pupil]:
    rng = np.random.default_rng(seed + 1_000_000)
    change, at = CHANGES[seed % len(CHANGES)], int(rng.integers(0, len(pupils)))
    if change == "joins":
        return [*pupils, pupil(rng, len(pupils))]
    if change == "leaves":
        return [one for one in pupils if one.pupil_id != at]
    return [edited(one, TERMS[0]) if one.pupil_id == at else one for one in pupils]


def _seen(pupils: list[Pupil], worked_out: Plan) -> list[Row]:
    return rows_of(*tables(pupils), lambda table, key: (table, *key) in worked_out.shown)


def _states(worked_out: Plan) -> States:
    return {item: State(cell, item in worked_out.shown) for item, cell in worked_out.cells.items()}


def _shown_figures(worked_out: Plan) -> dict[tuple, tuple[int, int]]:
    return {item: (worked_out.cells[item].numerator, worked_out.cells[item].denominator) for item in worked_out.shown}


def _figures(frames: tuple[pl.DataFrame, pl.DataFrame]) -> dict[tuple, tuple[int, int]]:
    """Whole-school figures as a live page shows them."""
    indicators, barriers = frames
    found = {row[: len(INDICATOR_KEY)]: row[6:8] for row in indicators.iter_rows()}
    found |= {row[: len(BARRIER_KEY)]: row[6:8] for row in barriers.iter_rows()}
    return {key: figures for key, figures in found.items() if "all" in key}
