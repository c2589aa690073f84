"""What reaches an item of a framework: a join of the crosswalk, or a way through one of the six types of involvement.

Pure: items, joins and carriers in; what reaches which item, and how, out. A carrier is something of the school's own
(an indicator with a figure, a judged question, an action).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

SAME = 3  # the strength of what speaks of the same thing
BY_WAY = 2  # a way through a type needs both its joins at least this strong: a weak join does not carry on
TYPES = tuple(f"type_{number}" for number in range(1, 7))
KINDS = ("indicator", "judgement", "action")


@dataclass(frozen=True)
class Join:
    """How strongly one item belongs to another (1 to 3), and why, in a sentence."""

    strength: int
    reason: str


Joins = Mapping[str, Mapping[str, Join]]


@dataclass(frozen=True)
class Carrier:
    """One thing that counts for items. ``said`` is its state in words; ``stands_for`` items it counts as, with why."""

    kind: str
    carrier_id: str
    name: str
    said: str
    detail: str = ""
    stands_for: Mapping[str, Join] = field(default_factory=dict)


@dataclass(frozen=True)
class Reached:
    """A carrier that reaches an item: directly (``via`` is None) or by way of a type."""

    carrier: Carrier
    via: str | None
    join: Join


def joins_of(crosswalk: pl.DataFrame, evidence: pl.DataFrame) -> Joins:
    """Item → its partners, both ways round, from rpt_crosswalk and the indicators of rpt_question_evidence."""
    found: dict[str, dict[str, Join]] = defaultdict(dict)
    rows = list(crosswalk.select("from_item_id", "to_item_id", "strength", "reason").iter_rows())
    rows += [(*pair, SAME, why) for *pair, why in evidence.select("key_question_id", "indicator_id", "reason").rows()]
    for one, other, strength, reason in rows:
        found[one][other] = found[other][one] = Join(int(strength), reason)
    return found


def standing_in(items: Iterable[Mapping], joins: Joins) -> dict[str, str]:
    """Item → the item whose joins count for it: itself, or the parent where it has none (a step, a channel)."""
    parents = {item["item_id"]: item["parent_item_id"] for item in items}
    found = {}
    for item_id in parents:
        at = item_id
        while not joins.get(at) and parents.get(at):
            at = parents[at]
        found[item_id] = at
    return found


def anchors(carrier: Carrier, joins: Joins) -> dict[str, Join]:
    """The items a carrier belongs to: itself, what it stands for, and the partners of all of these."""
    found = {}
    for item_id in (carrier.carrier_id, *carrier.stands_for):
        for partner, join in joins.get(item_id, {}).items():
            if partner not in found or join.strength > found[partner].strength:
                found[partner] = join
    return found | dict(carrier.stands_for) | {carrier.carrier_id: Join(SAME, "It is this item itself.")}


def reaching(item_id: str, carriers: Iterable[Carrier], joins: Joins) -> list[Reached]:
    """Every carrier that reaches the item, direct ones first, stronger before weaker, else in the order given.

    A carrier that several ways lead to is named once, by its strongest; a direct join counts before any way round.
    """
    types = {item: join for item, join in joins.get(item_id, {}).items() if item in TYPES}
    found = [reached for carrier in carriers if (reached := _reached(item_id, types, carrier, anchors(carrier, joins)))]
    return sorted(found, key=lambda reached: (reached.via is not None, -reached.join.strength))


def _reached(item_id: str, types: Mapping[str, Join], carrier: Carrier, belongs: Mapping[str, Join]) -> Reached | None:
    if item_id in belongs:
        return Reached(carrier, None, belongs[item_id])
    ways = [
        (min(types[name].strength, belongs[name].strength), name) for name in TYPES if name in types and name in belongs
    ]
    strength, via = max(ways, key=lambda way: way[0], default=(0, ""))
    return Reached(carrier, via, Join(strength, belongs[via].reason)) if strength >= BY_WAY else None


def counted(found: Iterable[Reached]) -> dict[str, tuple[int, int]]:
    """Kind → how many reach the item directly and how many by way of a type."""
    tally = {kind: [0, 0] for kind in KINDS}
    for reached in found:
        tally[reached.carrier.kind][reached.via is not None] += 1
    return {kind: (direct, by_way) for kind, (direct, by_way) in tally.items()}
