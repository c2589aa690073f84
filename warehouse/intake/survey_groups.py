"""Columns of a survey that belong to one question: options that were ticked, rows of a grid, places in an order.

SurveyMonkey leaves the heading blank and names the options in record 2; Qualtrics numbers the columns
of a question and ends their words in ' - option'; Google Forms writes 'question [row]'; coded tables
number the boxes of one name (x___1). Microsoft Forms writes an order as 'A;B;C;' in one column.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import takewhile

import polars as pl

from warehouse.intake.answers import ranked_options
from warehouse.intake.text import clean_heading, normalise

CHECKBOX = re.compile(r"(?P<name>.{1,200}?)___(?P<option>\w{1,50}?)(?:_lab|_label)?$")
UNTICKED = frozenset({"", "0", "no", "false", "unchecked"})
TICKED = frozenset({"1", "yes", "true", "checked"})
_MARKS = TICKED | {"x", "y", "selected"}
_BRACKETS = re.compile(r"(?P<stem>.+?)\s*\[(?P<option>[^\[\]]+)\]$")
_NUMBERED = re.compile(r"(?P<name>.+)_\d+$")
_OWN_ANSWER = re.compile(r"\b(other|please specify|open-ended)\b|- text$", re.I)
_JOIN = " - "


@dataclass
class SurveyQuestion:
    """One question: its words, its columns, and per column the option that column ticks (None: it holds answers).

    ``row`` is its row where it stands in a grid; ``place_of`` the option whose place in an order it asks for.
    """

    text: str
    columns: list[int] = field(default_factory=list)
    options: list[str | None] = field(default_factory=list)
    row: str | None = None
    place_of: str | None = None

    @property
    def is_ticked(self) -> bool:
        return self.options[0] is not None

    @property
    def keys(self) -> list[str]:
        """Keys it may be known by: its words, and those of its row alone."""
        return [normalise(text) for text in (self.text, self.row) if text]


@dataclass(frozen=True)
class Part:
    """One column of a group: the option or row it stands for, and its words where it is a question of its own."""

    index: int
    option: str | None
    alone: str


@dataclass
class Group:
    """Columns under one question; ``name`` is what they share in the file."""

    name: str
    text: str
    parts: list[Part] = field(default_factory=list)
    is_checkbox: bool = False


def group_of(header: str, below: str, header_records: int) -> tuple[Group, Part]:
    """The group a column under a heading opens or goes on with, and its part; ``Part.index`` is still 0."""
    heading = clean_heading(header)
    if header_records == 2:
        return Group(heading, heading), Part(0, below or None, _own_words(heading, below))
    words = below if header_records == 3 and below else heading
    numbered = _NUMBERED.match(header) if header_records == 3 and _JOIN in words else None
    if numbered:
        stem, _, option = words.partition(_JOIN)
        return Group(numbered["name"], stem), Part(0, option, words)
    bracketed = _BRACKETS.match(words)
    if bracketed:
        return Group(bracketed["stem"], bracketed["stem"]), Part(0, bracketed["option"].strip(), words)
    return Group(header, words), Part(0, None, words)


def questions_of(group: Group, data: pl.DataFrame, known: Collection[str]) -> list[SurveyQuestion]:
    """A group as one question with ticked options, or as one question a column."""
    parts = group.parts
    if group.is_checkbox:
        return [_as_ticks(group.text, parts)]
    text = _shared_stem(group) if len(parts) > 1 else group.text
    ticked = _ticked(parts, text, data, known) if len(parts) > 1 else []
    alone = [
        question
        for part in parts
        if part not in ticked
        for question in _alone(part, _option(part, text), data[f"c{part.index}"], known)
    ]
    return [_as_ticks(text, ticked), *alone] if ticked else alone


def _shared_stem(group: Group) -> str:
    """The words all columns begin with, as far as a ' - ': a question may have that sign itself."""
    pieces = zip(*(part.alone.split(_JOIN) for part in group.parts), strict=False)
    shared = _JOIN.join(piece for piece, *_ in takewhile(lambda same: len(set(same)) == 1, pieces))
    return shared or group.text


def _option(part: Part, stem: str) -> str | None:
    return part.alone.removeprefix(stem + _JOIN) if part.alone.startswith(stem + _JOIN) else part.option


def _as_ticks(text: str, parts: list[Part]) -> SurveyQuestion:
    return SurveyQuestion(text, [part.index for part in parts], [_option(part, text) for part in parts])


def _ticked(parts: list[Part], stem: str, data: pl.DataFrame, known: Collection[str]) -> list[Part]:
    """Columns that only ever repeat their option; else, if all but 'other' hold one mark and blanks, all of those."""
    named = [part for part in parts if part.option]
    says = [part for part in named if _only_says(data[f"c{part.index}"], _option(part, stem))]
    if len(says) >= 2:
        return says
    boxes = [part for part in named if not _OWN_ANSWER.search(part.option)]
    if len(boxes) < 2 or any(normalise(_option(part, stem)) in known for part in boxes):
        return []
    marked = [_marks(data[f"c{part.index}"]) for part in boxes]
    fits = all(marks <= _MARKS | {"", str(place)} for place, marks in enumerate(marked, start=1))
    return boxes if fits and any("" in marks for marks in marked) and any(marks != {""} for marks in marked) else []


def _only_says(cells: pl.Series, option: str) -> bool:
    return all(clean_heading(cell) in ("", option) for cell in cells.unique())


def _marks(cells: pl.Series) -> set[str]:
    return {cell.strip().lower() for cell in cells.unique()}


def only_ticks(cells: pl.Series) -> bool:
    return _marks(cells) <= TICKED | UNTICKED


def _alone(part: Part, row: str | None, cells: pl.Series, known: Collection[str]) -> list[SurveyQuestion]:
    """A column as a question of its own; an order of options is one question for each of them."""
    asked = SurveyQuestion(part.alone, [part.index], [None], row)
    options = [] if any(key in known for key in asked.keys) else ranked_options(cells)
    if not options:
        return [asked]
    return [SurveyQuestion(f"{part.alone}: {o}", [part.index], [None], place_of=o) for o in options]


def _own_words(question: str, option: str) -> str:
    return question if option in ("", "Response", "Open-Ended Response") else f"{question}: {option}"
