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
_NUMBER, _DENIES = re.compile(r"\d+"), re.compile(r"\b(?:un(?=\w{4})|non|not|no\s(?=\w))")


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
    return tuple(sorted(row["header"] for row in read_rows(MAPS / "personal_headings.csv")))


@dataclass(frozen=True)
class _Heading:
    """A heading as it is compared: the words that tell, sorted; its letters without spaces; what must be the same."""

    words: tuple[str, ...]
    sorted_words: str
    key: str
    sense: tuple[tuple[str, ...], int]


def _read(heading: str) -> _Heading:
    text = normalise(heading)
    words = tuple(sorted(word for word in text.split() if word not in _SMALL))
    sense = tuple(_NUMBER.findall(text)), len(_DENIES.findall(text))
    return _Heading(words, " ".join(words), heading_key(heading), sense)


_read_known = cache(_read)  # for the headings of the tables alone: a file's own are forgotten with it


def score(one: str, other: str) -> float:
    """How alike two headings are, 0 to 100: by their words in any order, or by their letters without spaces.

    Worth a question where one holds all words of the other; never safe where one denies the other
    ('unauthorised') or their numbers differ ('Parent 2').
    """
    return _score(_read(one), _read(other))


def _score(one: _Heading, other: _Heading) -> float:
    alike = max(fuzz.ratio(one.sorted_words, other.sorted_words), fuzz.ratio(one.key, other.key))
    if other.words and alike < CONTAINED and set(one.words).issuperset(other.words):
        alike = CONTAINED
    return min(alike, SAFE - 1) if one.sense != other.sense else alike


def likenesses(headings: dict[int, str], feed: Feed, wanted: Iterable[str]) -> list[Likeness]:
    """Each heading's likeness to each wanted field and to a personal heading, from ``ASK`` on, the best first.

    A heading more like a personal one than like any field has that likeness alone.
    """
    if len(headings) > MOST_HEADINGS:
        return []
    wanted, by_field = set(wanted), {}
    for alias, name in sorted(aliases(feed.name)):
        if name in wanted:
            by_field.setdefault(name, []).append(alias)
    found = [one for index, heading in headings.items() for one in _of_heading(index, _read(heading), by_field)]
    return sorted(found, key=lambda one: (-one.score, one.index, one.field or ""))


def _of_heading(index: int, heading: _Heading, by_field: dict[str, list[str]]) -> list[Likeness]:
    personal = _best(index, None, heading, _personal_headings())
    fields = [_best(index, name, heading, alike) for name, alike in by_field.items()]
    if personal.score >= ASK and all(personal.score >= one.score for one in fields):
        return [personal]
    return [one for one in fields if one.score >= ASK]


def _best(index: int, name: str | None, heading: _Heading, alike: Iterable[str]) -> Likeness:
    """The known heading of ``alike`` most like this one, the first of equals."""
    scores = {alias: _score(heading, _read_known(alias)) for alias in alike}
    alias = max(scores, key=scores.__getitem__)
    return Likeness(index, name, alias, round(scores[alias], 1))


def one_to_one(found: list[Likeness]) -> list[Likeness]:
    """The safe ones, the most alike first: each heading once, each field once, personal headings all."""
    chosen: dict[int, Likeness] = {}
    for one in found:
        is_taken = one.index in chosen or (one.field and one.field in {other.field for other in chosen.values()})
        if one.score >= SAFE and not is_taken:
            chosen[one.index] = one
    return list(chosen.values())
