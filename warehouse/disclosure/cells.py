"""The cells of a release: rows of rpt_indicators and rpt_barriers as one system of counts.

A cell is a row with a numerator, a denominator and the people behind it. Its counts are joined to those of the whole
school, of the year its term lies in, and of the other rows that count the same thing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import polars as pl

from warehouse.disclosure.policies import (
    ADD_UP,
    FEWEST_ANSWERS,
    NESTED,
    PART_OF,
    SHARE_OF_COUNT,
    WIDTH,
    Rate,
    rate_of,
)
from warehouse.disclosure.system import Crowd, Item, Secret, System

ALL = ("all", "all")
INDICATOR_KEY = ("indicator_id", "period_type", "period_id", "school_id", "group_type", "group_value")
BARRIER_KEY = ("barrier_id", "respondent_role", "period_type", "period_id", "group_type", "group_value")
_WHOLE_SCHOOL = 3  # what a figure of the whole school is worth beside one of a group, person for person


@dataclass(frozen=True)
class Cell:
    """One row. ``table`` and ``key`` name it; ``about`` is what it counts (indicator, or role and barrier)."""

    table: str
    key: tuple
    about: str
    scope: str
    period_id: str
    group: tuple[str, str]
    numerator: int
    denominator: int
    people: int
    rate: Rate

    @property
    def item_id(self) -> tuple:
        return (self.table, *self.key)

    @property
    def is_small(self) -> bool:
        """Few people in all, among those counted or among the others; all or none counted."""
        rest = self.denominator - self.numerator
        few = self.people < self.rate.least or self.denominator < self.rate.least
        return few or self.numerator < WIDTH or rest < WIDTH


def indicator_cells(rows: pl.DataFrame) -> list[Cell]:
    """Cells of rows with INDICATOR_KEY, numerator, denominator and people; indicators nobody declared are left out."""
    found = []
    for row in rows.iter_rows(named=True):
        rate = rate_of(row["indicator_id"])
        if rate is None:
            continue
        scale = row["indicator_id"].removeprefix("favourable_rate__") if rate.indicator_id.endswith("__") else ""
        key = tuple(row[name] for name in INDICATOR_KEY)
        group = (row["group_type"], row["group_value"])
        counts = (int(row["numerator"]), int(row["denominator"]), int(row["people"]))
        found.append(
            Cell(
                "rpt_indicators",
                key,
                row["indicator_id"],
                f"{row['school_id']} {scale}",
                row["period_id"],
                group,
                *counts,
                rate,
            )
        )
    return found


def barrier_cells(rows: pl.DataFrame) -> list[Cell]:
    """Cells of rows with BARRIER_KEY, reported and respondents."""
    found = []
    for row in rows.iter_rows(named=True):
        about, role = row["barrier_id"], row["respondent_role"]
        rate = Rate(about, f"named {about}", "respondents", True, "apart", FEWEST_ANSWERS)
        group = (row["group_type"], row["group_value"])
        counts = (int(row["reported"]), int(row["respondents"]), int(row["respondents"]))
        key = tuple(row[name] for name in BARRIER_KEY)
        found.append(Cell("rpt_barriers", key, f"{role} {about}", role, row["period_id"], group, *counts, rate))
    return found


def system_of(cells: Iterable[Cell], told: Iterable[tuple] = ()) -> System:
    """All cells as one system: counts, relations, secrets; the rows that are small are held back from the start.

    ``told``: ids of rows that an earlier release showed, whose differences are no secrets any more.
    """
    system, places = System(), _Places()
    cells = sorted(cells, key=lambda cell: cell.item_id)
    for cell in cells:
        counts = places.of(system, cell)
        weight = 1 + cell.people * (_WHOLE_SCHOOL if cell.group == ALL else 1)
        system.items[cell.item_id] = Item(cell.item_id, counts, weight)
        system.at_most(*counts)
        if cell.is_small:
            system.held.add(cell.item_id)
            system.secrets += _secrets(cell, counts)
    _join_groups(system, places)
    _join_counts(system, places)
    _part_nested(system, places, {count for item in told for count in system.items[item].shows})
    _join_terms(
        system,
        places,
        {cell.rate.numerator: cell.rate for cell in cells} | {cell.rate.denominator: cell.rate for cell in cells},
    )
    system.crowds += _crowds(cells)
    return system


class _Places:
    """Where each count stands: (scope, count, period, group) → its key. A row whose count differs gets a key apart."""

    def __init__(self) -> None:
        self.keys: dict[tuple, tuple] = {}

    def of(self, system: System, cell: Cell) -> tuple[tuple, tuple]:
        return tuple(
            self._key(system, cell, name, value)
            for name, value in ((cell.rate.numerator, cell.numerator), (cell.rate.denominator, cell.denominator))
        )

    def _key(self, system: System, cell: Cell, name: str, value: int) -> tuple:
        key = (cell.scope, name, cell.period_id, cell.group)
        if system.values.setdefault(key, value) != value:
            key = (cell.scope, f"{name} of {cell.about}", cell.period_id, cell.group)
            system.values[key] = value
        self.keys[key] = key
        return key


def _secrets(cell: Cell, counts: tuple[tuple, tuple]) -> list[Secret]:
    """What a small cell must not give away: whichever of numerator, rest and denominator is small."""
    numerator, denominator = counts
    rest = cell.denominator - cell.numerator
    few = cell.people < cell.rate.least or cell.denominator < cell.rate.least
    found = []
    for value, terms in (
        (cell.numerator, ((numerator, 1),)),
        (rest, ((denominator, 1), (numerator, -1))),
        (cell.denominator, ((denominator, 1),)),
    ):
        is_small = few if terms[0][0] == denominator and len(terms) == 1 else few or value < WIDTH
        if is_small:
            width = WIDTH if cell.rate.of_people else max(WIDTH, ceil(SHARE_OF_COUNT * value))
            found.append(Secret(cell.item_id, terms, width))
    return found


def _join_groups(system: System, places: _Places) -> None:
    """The groups of one kind make up the whole school, but for what overlaps, and none is larger than it."""
    found = defaultdict(list)
    for scope, name, period_id, group in places.keys:
        if group != ALL:
            found[scope, name, period_id, group[0]].append((scope, name, period_id, group))
    for (scope, name, period_id, _), keys in found.items():
        whole = (scope, name, period_id, ALL)
        if whole not in system.values:
            continue
        system.equal([(key, 1) for key in keys] + [(whole, -1)])
        if sum(system.values[key] for key in keys) != system.values[whole]:
            for key in keys:
                system.at_most(key, whole)


def _join_counts(system: System, places: _Places) -> None:
    """Counts of one group and period that add up, or are part of one another."""
    for scope, period_id, group in sorted({(key[0], key[2], key[3]) for key in places.keys}):
        key_of = {name: (scope, name, period_id, group) for terms in ADD_UP for name, _ in terms}
        for terms in ADD_UP:
            if all(key_of[name] in system.values for name, _ in terms):
                system.equal([(key_of[name], by) for name, by in terms])
        for lower, upper in PART_OF:
            system.at_most((scope, lower, period_id, group), (scope, upper, period_id, group))


def _part_nested(system: System, places: _Places, told: set[tuple]) -> None:
    """Of counts within one another: the few between them are secret, though both counts are large."""
    for key in list(places.keys):
        for lower, upper in NESTED:
            inner, outer = (key[0], lower, *key[2:]), key
            if key[1] != upper or inner not in system.values or {inner, outer} <= told:
                continue
            if 0 <= system.values[outer] - system.values[inner] < WIDTH:
                system.secrets.append(Secret(outer, ((outer, 1), (inner, -1)), WIDTH))


def _join_terms(system: System, places: _Places, rates: dict[str, Rate]) -> None:
    """Terms make up their school year, or are part of it."""
    terms = defaultdict(list)
    for scope, name, period_id, group in places.keys:
        year, _, term = period_id.partition(" ")
        if term:
            terms[scope, name, year, group].append((scope, name, period_id, group))
    for (scope, name, year, group), keys in terms.items():
        whole, rate = (scope, name, year, group), rates.get(name)
        if whole not in system.values or rate is None:
            continue
        if rate.over_time == "sum":
            system.equal([(key, 1) for key in keys] + [(whole, -1)])
        elif rate.over_time == "union":
            for key in keys:
                system.at_most(key, whole)


def _crowds(cells: list[Cell]) -> list[Crowd]:
    """For each way of grouping with a small group: who is held back in it must be many enough together."""
    found = defaultdict(list)
    for cell in cells:
        if cell.group != ALL:
            found[cell.table, cell.about, cell.scope, cell.period_id, cell.group[0]].append(cell)
    wholes = {(cell.table, cell.about, cell.scope, cell.period_id): cell for cell in cells if cell.group == ALL}
    return [
        Crowd(tuple((cell.item_id, cell.people) for cell in part), wholes[key[:4]].item_id, part[0].rate.least)
        for key, part in found.items()
        if key[:4] in wholes and any(cell.people < cell.rate.least for cell in part)
    ]
