"""The nine frameworks as their page shows them: the tree, what reaches each item, and one item in words."""

from collections import defaultdict
from dataclasses import dataclass

import polars as pl

from ui import reach, words
from ui.carriers import carriers
from ui.data import mart
from ui.reach import KINDS, Carrier, Joins, Reached

FRAMEWORKS = {
    "epstein": "Six types of involvement",
    "key_questions": "Key questions",
    "barriers": "Barriers",
    "phase_1": "Phase 1",
    "planning_cycle": "Planning cycle",
    "audit_tool": "Audit of practice",
    "blueprint": "Four pillars",
    "inspection": "Inspection view",
    "trust_policy": "Trust policy",
}
# Item types in the plural, in the order of their documents.
SECTIONS = {
    "type": "Types",
    "idea": "Ideas",
    "partnership_question": "Questions of the partnership work",
    "impact_question": "Questions about impact",
    "group": "Groups of barriers",
    "barrier": "Barriers",
    "action": "Actions",
    "step": "Steps",
    "channel": "Channels",
    "priority": "Priorities",
    "theme": "Themes",
    "statement": "Statements",
    "pillar": "Pillars",
    "school_suggestion": "Suggestions for schools",
    "parent_suggestion": "Suggestions for parents",
    "parent_barrier": "Barriers as parents name them",
    "teacher_barrier": "Barriers as teachers name them",
    "heading": "Headings",
    "school_expectation": "What schools are expected to do",
    "adviser_task": "Tasks of the adviser",
    "area": "Areas",
    "commitment": "Commitments",
    "engagement_kind": "Kinds of engagement",
    "known_of_parents": "What is known of parents",
    "role": "Roles",
}
KIND_NAMES = {"indicator": "Evidence", "judgement": "Answers", "action": "Actions"}
NOTHING = "nothing reaches this yet"


@dataclass(frozen=True)
class Desk:
    """All that a page needs to say what reaches an item: every item by id, the joins, who stands in, the carriers."""

    items: dict[str, dict]
    joins: Joins
    stands_in: dict[str, str]
    carriers: list[Carrier]

    def reaching(self, item_id: str) -> list[Reached]:
        return reach.reaching(self.stands_in[item_id], self.carriers, self.joins)


def desk() -> Desk:
    """Everything as it stands now."""
    rows = mart("rpt_framework_items").to_dicts()
    joins = reach.joins_of(mart("rpt_crosswalk"), mart("rpt_question_evidence"))
    return Desk({row["item_id"]: row for row in rows}, joins, reach.standing_in(rows, joins), carriers())


def tree(items: dict[str, dict], framework_id: str) -> dict[str, list[tuple[int, dict]]]:
    """The framework as sections: a title and its items with their depth, in the order of the document.

    Items at the top are gathered by their type; what is below an item follows it, one deeper.
    """
    below = defaultdict(list)
    for item in items.values():
        if item["framework_id"] == framework_id:
            below[item["parent_item_id"]].append(item)
    order = {item_type: at for at, item_type in enumerate(SECTIONS)}
    for part in below.values():
        part.sort(key=lambda item: (order[item["item_type"]], item["position"]))
    sections = defaultdict(list)
    for top in below[None]:
        sections[SECTIONS[top["item_type"]]] += _descent(top, below)
    return dict(sections)


def _descent(item: dict, below: dict, depth: int = 0) -> list[tuple[int, dict]]:
    found = [(depth, item)]
    for child in below.get(item["item_id"], []):
        found += _descent(child, below, depth + 1)
    return found


def as_table(section: list[tuple[int, dict]], now: Desk) -> pl.DataFrame:
    """One row an item: its label, and for each kind how many reach it directly and by way of a type ('2 + 5')."""
    rows = []
    parents = {item["parent_item_id"] for _, item in section}
    for depth, item in section:
        tally = reach.counted(now.reaching(item["item_id"]))
        is_reached = any(sum(pair) for pair in tally.values())
        name = words.plain(item["label"])
        name = f"**{name}**" if not depth and item["item_id"] in parents else name
        label = "\u00a0" * 4 * depth + name + ("" if is_reached else f": {NOTHING}")
        rows.append({"Item": label} | {KIND_NAMES[kind]: _pair(tally[kind]) for kind in KINDS})
    return pl.DataFrame(rows)


def _pair(pair: tuple[int, int]) -> str:
    direct, by_way = pair
    if not by_way:
        return str(direct) if direct else "–"
    return f"{direct} + {by_way}"


def overall(framework_id: str, now: Desk) -> str:
    """How many items of the framework are reached, and by how much of what the school has."""
    ids = [item_id for item_id, item in now.items.items() if item["framework_id"] == framework_id]
    bare = [item_id for item_id in ids if not now.reaching(item_id)]
    count = {kind: sum(carrier.kind == kind for carrier in now.carriers) for kind in KINDS}
    said = f"{count['indicator']} indicators with a figure, {count['judgement']} judged questions"
    said += f" and {count['action']} actions are held against the {len(ids)} items."
    if not bare:
        return f"{said} Every item is reached by something."
    return f"{said} Nothing reaches {len(bare)} of them yet."


def by_way(found: list[Reached], kind: str) -> tuple[list[Reached], dict[str, list[Reached]]]:
    """What of one kind reaches an item: directly, and by type."""
    of_kind = [reached for reached in found if reached.carrier.kind == kind]
    ways = defaultdict(list)
    for reached in of_kind:
        if reached.via:
            ways[reached.via].append(reached)
    return [reached for reached in of_kind if not reached.via], dict(sorted(ways.items()))


def way_name(type_id: str, now: Desk) -> str:
    """'By way of type 2, Communicating'."""
    return f"By way of type {type_id.removeprefix('type_')}, {now.items[type_id]['label']}"


def elsewhere(item_id: str, now: Desk) -> list[tuple[str, str, str]]:
    """Partners of the item in other frameworks: framework, label and reason, in the order of the frameworks."""
    own = now.items[item_id]["framework_id"]
    order = list(FRAMEWORKS)
    found = [
        (now.items[partner]["framework_id"], partner, join.reason)
        for partner, join in now.joins.get(now.stands_in[item_id], {}).items()
        if partner in now.items and now.items[partner]["framework_id"] != own
    ]
    found.sort(key=lambda row: (order.index(row[0]), row[1]))
    return [(FRAMEWORKS[framework], now.items[partner]["label"], reason) for framework, partner, reason in found]
