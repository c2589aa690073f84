"""Who a file names: columns that reach or place a person are left out, some files are stopped, words are masked.

``column_maps/identity.csv`` is the table of rules: a heading (normalised) or most values say what a
column holds, ``stop`` refuses the file, ``drop`` leaves the column out. No value is ever told.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import polars as pl

from warehouse.errors import FileRefused
from warehouse.intake.keys import NAME
from warehouse.intake.reader import Table
from warehouse.intake.results import Column
from warehouse.intake.shapes import IGNORED, MAPS, PERSONAL, QUESTION, read_rows
from warehouse.intake.text import clean_heading, counted, normalise

STOP, MOST_HEADING = "stop", 80
SAMPLE, MOSTLY, FEW, SOME = 2000, 0.5, 3, 0.05
GROWN_UP = 20
MASK = "(left out)"
NAME_LIKE = r"^\s*[\p{Lu}][\p{L}'’-]+(,? +[\p{Lu}][\p{L}'’.-]*){1,4}\s*$"
_BIRTH = re.compile(r"\b(dob|date of birth|birth ?date|birthday)\b")
_YEAR = r"\b((?:19|20)\d\d)\b"


@dataclass(frozen=True)
class Rule:
    """What a column of one kind is headed with (whole heading, normalised) and holds (whole cell), as patterns."""

    kind: str
    is_stopped: bool
    says: str
    heading: re.Pattern[str]
    value: str

    def names(self, heading: str) -> bool:
        return len(heading) <= MOST_HEADING and bool(self.heading.fullmatch(normalise(heading)))


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, those that stop a file first."""
    rows = read_rows(MAPS / "identity.csv")
    return tuple(
        Rule(row["kind"], row["action"] == STOP, row["says"], re.compile(row["heading"]), row["value"]) for row in rows
    )


def sample(frame: pl.DataFrame) -> pl.DataFrame:
    """At most ``SAMPLE`` records, evenly spread: enough to tell what a column holds."""
    return frame.gather_every(max(1, -(-frame.height // SAMPLE)))


def filled(cells: pl.Series) -> pl.Series:
    trimmed = cells.drop_nulls().str.strip_chars()
    return trimmed.filter(trimmed != "")


def share(there: pl.Series, pattern: str) -> float:
    """Share of filled cells that a pattern is the whole of; 0 where there is none."""
    return float(there.str.contains(f"(?i)^(?:{pattern})$").mean() or 0.0)


def stop_forbidden(headings: list[str], frame: pl.DataFrame) -> None:
    """Refuse a file that holds what nobody should upload. ``frame``: c0, c1 … of its records (a sample will do).

    Raises FileRefused naming the column and what it holds, never a value.
    """
    cells = sample(frame)
    for index, heading in enumerate(headings):
        there = filled(cells[f"c{index}"])
        rule = next((rule for rule in rules() if rule.is_stopped and _is_of(rule, heading, there)), None)
        if rule or _adults_were_born(heading, cells[f"c{index}"]):
            says = rule.says if rule else "adults' dates of birth"
            raise FileRefused(
                f"{_named(index, heading)} holds {says}, which must not be uploaded; nothing was stored. "
                "Take the column out and export the file again."
            )


def _is_of(rule: Rule, heading: str, there: pl.Series) -> bool:
    """By its heading (an empty column harms nobody), or by its filled cells: a few, or one in twenty."""
    if there.is_empty():
        return False
    if rule.names(heading):
        return True
    part = share(there, rule.value) if rule.value else 0.0
    return part >= SOME or part * there.len() >= FEW


def _adults_were_born(heading: str, cells: pl.Series) -> bool:
    """Whether most dates of birth are those of people who had grown up by now."""
    if not _BIRTH.search(normalise(heading)):
        return False
    years = cells.str.extract(_YEAR, 1).cast(pl.Int64).drop_nulls()
    return bool(years.len()) and float((years < date.today().year - GROWN_UP).mean()) > MOSTLY  # noqa: DTZ011


def _named(index: int, heading: str) -> str:
    """The column by its heading, by its number where the heading itself may be a value."""
    said = clean_heading(heading)
    if any(rule.value and re.fullmatch(rule.value, said, re.I) for rule in rules()):
        return f"Column {index + 1}"
    return f"The column '{said[:MOST_HEADING]}'"


def without_personal(columns: list[Column], frame: pl.DataFrame) -> list[Column]:
    """Columns in which those not used, or taken for questions, are left out where they name or reach a person."""
    cells = sample(frame)
    return [_left_out_if_personal(column, cells[f"c{index}"]) for index, column in enumerate(columns)]


def _left_out_if_personal(column: Column, cells: pl.Series) -> Column:
    if column.treatment not in (IGNORED, QUESTION) or column.why == "said by hand":
        return column
    says = _says_by_values(filled(cells)) or _says_by_heading(column, cells)
    return replace(column, field=None, treatment=PERSONAL, why=f"holds {says}") if says else column


def _says_by_values(there: pl.Series) -> str | None:
    """What most cells are, of any kind together (some give a number, some an address): the commonest kind."""
    shares = {rule.says: share(there, rule.value) for rule in rules() if rule.value}
    return max(shares, key=lambda says: shares[says]) if sum(shares.values()) > MOSTLY else None


def _says_by_heading(column: Column, cells: pl.Series) -> str | None:
    """A question is no heading of an address, and a heading that asks for a name may ask for a school's."""
    for rule in rules():
        if rule.names(column.header) and (holds_names(cells) if rule.kind == NAME else column.treatment == IGNORED):
            return rule.says
    return None


def holds_names(cells: pl.Series) -> bool:
    """Whether most distinct cells are written as people's names are: 'Smith, Jo', 'Jo Smith'."""
    there = filled(cells).unique()
    return bool(there.len()) and float(there.str.contains(NAME_LIKE).mean()) > MOSTLY


def masked(table: Table, columns: list[Column]) -> tuple[Table, int]:
    """The table with addresses and numbers inside questions' answers masked, and how many answers held one.

    A column without a heading may be an option of the question before it.
    """
    asked = [column.treatment == QUESTION or not column.header.strip() for column in columns]
    names = [f"c{index}" for index, is_asked in enumerate(asked) if is_asked]
    holds = {name: table.frame[name].str.contains(_INSIDE) for name in names}
    touched = [name for name, found in holds.items() if found.any()]
    frame = table.frame.with_columns(pl.col(name).str.replace_all(_INSIDE, MASK) for name in touched)
    return replace(table, frame=frame), sum(int(holds[name].sum()) for name in touched)


def masked_note(answers: int) -> str:
    return f"Addresses or numbers of people were left out of {counted(answers, 'answer')}."


# Inside a sentence only what can hardly be anything else.
_INSIDE = (
    r"(?i)[^\s@,;<>()]+@[^\s@,;<>()]+\.[a-z]{2,}"
    r"|(?:\+44|\b0044)[ ()-]{0,3}\d(?:[ ()-]{0,2}\d){8,10}\b|\(?\b0\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}\b"
    r"|\b(?:[a-ceghj-prtw-z][a-ceghj-nprtw-z]|qq) ?\d\d ?\d\d ?\d\d ?[a-d]\b"
    r"|\b[a-z]\d{11}[a-z\d]\b"
)
