"""The export shapes known: column_maps/index.csv names them, one CSV a shape says which heading is which field.

A new export shape is a row in the index and a CSV; no code. A row without a heading is what the
shape supplies for every record (a texting service's log never says 'text'). Signature headings
must all be there before the shape is taken for what it is. Columns marked ``spread`` hold data in
their heading: ``value`` says what the heading gives (``counted=possible``), or the heading stands
between angle brackets and names what such headings read as (``<date>``, see wide_headings.py).
A field marked ``above`` is said once, above the table, under one of the labels in ``value``.
"""

import csv
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from warehouse.intake.text import normalise

MAPS = Path(__file__).parent / "column_maps"
USED, IGNORED, PERSONAL, QUESTION = "used", "ignored", "dropped_personal", "question"
SPREAD, ABOVE = "spread", "above"


@lru_cache(maxsize=20_000)  # each heading is compared with every shape
def heading_key(heading: str) -> str:
    """A heading compared without spaces, case and punctuation: 'Respondent ID' is 'RespondentID'."""
    return normalise(heading).replace(" ", "")


@dataclass(frozen=True)
class Rule:
    """What one heading of a shape is: a field to use, or a column to leave out and why.

    ``gives`` is what the heading of a spread column says of other fields: {'session': 'AM'}.
    """

    field: str | None
    treatment: str
    gives: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Shape:
    """One export shape: heading keys to rules, supplied values, and the headings that prove it.

    ``patterns`` are rules of headings that are known by what they read as; ``at_least`` so many columns
    must hold data in their heading before they count. ``above`` names the labels under which a report
    says a field above its table.
    """

    name: str
    feed: str
    title: str
    rules: dict[str, Rule] = field(default_factory=dict)
    supplied: dict[str, str] = field(default_factory=dict)
    signature: frozenset[str] = frozenset()
    patterns: tuple[tuple[str, Rule], ...] = ()
    at_least: int = 1
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class NotAFeed:
    """A known export that is no feed, known by headings, and the sentence that says so."""

    headings: frozenset[str]
    sentence: str


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def shapes() -> tuple[Shape, ...]:
    """Every shape, in the order of the index."""
    return tuple(_shape(row) for row in read_rows(MAPS / "index.csv"))


@cache
def survey_rules() -> dict[str, Rule]:
    """Headings that mean the same in any survey: the pupil's number, the site."""
    return {heading_key(row["header"]): Rule(row["field"], USED) for row in read_rows(MAPS / "survey_common.csv")}


def _shape(index: dict[str, str]) -> Shape:
    rows = read_rows(MAPS / f"{index['shape']}.csv")
    common = survey_rules() if index["feed"] == "surveys" else {}
    named = [row for row in rows if row["header"] and not row["header"].startswith("<")]
    return Shape(
        name=index["shape"],
        feed=index["feed"],
        title=index["title"],
        rules=common | {heading_key(row["header"]): _rule(row) for row in named},
        supplied={row["field"]: row["value"] for row in rows if row["treatment"] == "supplied"},
        above={row["field"]: tuple(row["value"].split("|")) for row in rows if row["treatment"] == ABOVE},
        signature=frozenset(heading_key(row["header"]) for row in named if row["is_signature"]),
        at_least=int(index["at_least"] or 1),
        patterns=tuple((row["header"], _rule(row)) for row in rows if row["header"].startswith("<")),
    )


def _rule(row: dict[str, str]) -> Rule:
    gives = dict([row["value"].split("=", 1)]) if "=" in row["value"] else {}
    return Rule(row["field"] or None, row["treatment"], gives)


@cache
def not_feeds() -> tuple[NotAFeed, ...]:
    rows = read_rows(MAPS / "not_feeds.csv")
    return tuple(NotAFeed(frozenset(map(heading_key, row["headings"].split("|"))), row["sentence"]) for row in rows)


@cache
def personal_headings() -> frozenset[str]:
    """Keys of headings whose column names, reaches or places a person: never landed."""
    return frozenset(heading_key(row["header"]) for row in read_rows(MAPS / "personal_headings.csv"))
