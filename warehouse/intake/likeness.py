"""Headings that are nearly known: misspelt, in another order, with a plural. One heading for one field, the best first.

A heading as like a personal one as anything else is personal. Above ``SAFE`` a heading is used, and
the person is told to look; from ``ASK`` on it stands first among the choices of a question.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from warehouse.intake.feeds import Feed
from warehouse.intake.shapes import MAPS, SPREAD, heading_key, read_rows, shapes
from warehouse.intake.text import normalise

SAFE, ASK = 88.0, 72.0
CONTAINED = 75.0
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to"})
MOST_HEADINGS = 200


@dataclass(frozen=True)
class Likeness:
    """The column ``index`` reads like ``alias``, a known heading of ``field`` (None: a personal one)."""

    index: int
    field: str | None
    alias: str
    score: float


@cache
def aliases(feed: str) -> tuple[tuple[str, str], ...]:
    """Every heading known for a field of the feed, in any of its shapes, with the field; its own name is one."""
    rows = [row for shape in shapes() if shape.feed == feed for row in read_rows(MAPS / f"{shape.name}.csv")]
    named = (row for row in rows if row["header"] and row["field"] and row["treatment"] != SPREAD)
    return tuple({(row["header"], row["field"]) for row in named})


@cache
def _personal_headings() -> tuple[str, ...]:
    return tuple(row["header"] for row in read_rows(MAPS / "personal_headings.csv"))


def score(one: str, other: str) -> float:
    """How alike two headings are, 0 to 100: by their words in any order, or by their letters without spaces.

    Worth a question where one holds all words of the other; never safe where one denies the other
    ('unauthorised') or their numbers differ ('Parent 2').
    """
    words, others = _words(one), _words(other)
    alike = max(fuzz.ratio(*map(" ".join, (words, others))), fuzz.ratio(heading_key(one), heading_key(other)))
    if others and set(others) <= set(words):
        alike = max(alike, CONTAINED)
    return min(alike, SAFE - 1) if _sense(one) != _sense(other) else alike


def _words(heading: str) -> list[str]:
    """The words that tell, sorted."""
    return sorted(word for word in normalise(heading).split() if word not in _SMALL)


def _sense(heading: str) -> tuple[list[str], int]:
    """The numbers in a heading, and how many of its words deny."""
    key = normalise(heading)
    return re.findall(r"\d+", key), len(re.findall(r"\b(?:un(?=\w{4})|non|not|no\s(?=\w))", key))


def likenesses(headings: dict[int, str], feed: Feed, wanted: Iterable[str]) -> list[Likeness]:
    """Each heading's likeness to each wanted field and to a personal heading, from ``ASK`` on, the best first.

    A heading more like a personal one than like any field has that likeness alone.
    """
    if len(headings) > MOST_HEADINGS:
        return []
    wanted = set(wanted)
    known = [(alias, name) for alias, name in aliases(feed.name) if name in wanted]
    found = [one for index, heading in headings.items() for one in _of_heading(index, heading, known)]
    return sorted(found, key=lambda one: (-one.score, one.index, one.field or ""))


def _of_heading(index: int, heading: str, known: list[tuple[str, str]]) -> list[Likeness]:
    personal = _best(index, None, heading, _personal_headings())
    by_field: dict[str, list[str]] = {}
    for alias, name in known:
        by_field.setdefault(name, []).append(alias)
    fields = [_best(index, name, heading, alike) for name, alike in by_field.items()]
    if personal.score >= ASK and all(personal.score >= one.score for one in fields):
        return [personal]
    return [one for one in fields if one.score >= ASK]


def _best(index: int, name: str | None, heading: str, alike: Iterable[str]) -> Likeness:
    alias = max(sorted(alike), key=lambda alias: score(heading, alias))
    return Likeness(index, name, alias, round(score(heading, alias), 1))


def one_to_one(found: list[Likeness]) -> list[Likeness]:
    """The safe ones, the most alike first: each heading once, each field once, personal headings all."""
    chosen: dict[int, Likeness] = {}
    for one in found:
        is_taken = one.index in chosen or (one.field and one.field in {other.field for other in chosen.values()})
        if one.score >= SAFE and not is_taken:
            chosen[one.index] = one
    return list(chosen.values())
