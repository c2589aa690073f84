"""What an attacker can know, as one system of linear relations: counts, how they add up, rows that show them.

The counts of all tables of a release are variables; the same count in two tables is one variable. A relation says how
counts add up (`equal`) or which is at most which (`at_most`); both are taken as exactly known, an overlap included
(a family with children in two year groups), because an attacker may know it. An `Item` is a row of a table: it is
shown whole or held back whole. A `Secret` is a count, or a difference of counts, whose range of possible values must
be at least `width` wide for whoever knows everything that is shown.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

Key = Hashable


@dataclass(frozen=True)
class Relation:
    """Sum of ``terms`` (count → coefficient), whose true value the attacker knows (`equal`) or knows not to pass nought
    (`at_most`: the sum is never above 0)."""

    terms: tuple[tuple[Key, int], ...]
    is_equal: bool


@dataclass(frozen=True)
class Item:
    """One row of a table: the counts it shows and what it is worth to a reader (its people)."""

    item_id: Key
    shows: tuple[Key, ...]
    weight: float


@dataclass(frozen=True)
class Secret:
    """A sum of counts of ``item_id`` that must stay uncertain by at least ``width``."""

    item_id: Key
    terms: tuple[tuple[Key, int], ...]
    width: int


@dataclass(frozen=True)
class Crowd:
    """Rows of one partition: those held back must hold ``least`` people together, so that their sum names nobody."""

    people: tuple[tuple[Key, int], ...]
    total: Key
    least: int


@dataclass
class System:
    """Counts with their true values, relations, rows, secrets. Rows in ``held`` are held back whatever happens; rows in
    ``kept`` were shown by an earlier release and cannot be held back any more."""

    values: dict[Key, int] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    items: dict[Key, Item] = field(default_factory=dict)
    secrets: list[Secret] = field(default_factory=list)
    crowds: list[Crowd] = field(default_factory=list)
    held: set[Key] = field(default_factory=set)
    kept: set[Key] = field(default_factory=set)

    def known(self, held_back: Iterable[Key]) -> set[Key]:
        """The counts that some row shows when the rows ``held_back`` do not."""
        held_back = set(held_back)
        return {key for item in self.items.values() if item.item_id not in held_back for key in item.shows}

    def equal(self, terms: Iterable[tuple[Key, int]]) -> None:
        """Add an equality; the attacker knows what the sum comes to."""
        self._relate(terms, is_equal=True)

    def at_most(self, lower: Key, upper: Key) -> None:
        """Add `lower` ≤ `upper`, where both are counts and it is so."""
        if lower in self.values and upper in self.values and self.values[lower] <= self.values[upper]:
            self._relate([(lower, 1), (upper, -1)], is_equal=False)

    def _relate(self, terms: Iterable[tuple[Key, int]], *, is_equal: bool) -> None:
        kept = tuple((key, by) for key, by in terms if key in self.values)
        if len(kept) > 1:
            self.relations.append(Relation(kept, is_equal))

    @cached_property
    def touching(self) -> dict[Key, list[int]]:
        """Count → the relations it stands in."""
        found = defaultdict(list)
        for at, relation in enumerate(self.relations):
            for key, _ in relation.terms:
                found[key].append(at)
        return found

    def parts(self) -> "list[System]":
        """The system taken apart where no relation and no row joins two counts; each part is solved by itself."""
        leader = {key: key for key in self.values}

        def find(key: Key) -> Key:
            while leader[key] != key:
                leader[key] = leader[leader[key]]
                key = leader[key]
            return key

        for keys in [
            *([key for key, _ in relation.terms] for relation in self.relations),
            *(item.shows for item in self.items.values()),
        ]:
            for key in keys[1:]:
                leader[find(key)] = find(keys[0])
        found: dict[Key, System] = defaultdict(System)
        for key, value in self.values.items():
            found[find(key)].values[key] = value
        for relation in self.relations:
            found[find(relation.terms[0][0])].relations.append(relation)
        for item in self.items.values():
            part = found[find(item.shows[0])]
            part.items[item.item_id] = item
            part.held |= {item.item_id} & self.held
            part.kept |= {item.item_id} & self.kept
        for secret in self.secrets:
            found[find(secret.terms[0][0])].secrets.append(secret)
        for crowd in self.crowds:
            found[find(self.items[crowd.people[0][0]].shows[0])].crowds.append(crowd)
        return list(found.values())
