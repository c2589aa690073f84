"""Columns of text to typed columns; each rule is decided once per distinct value, then looked up.

A value that breaks a rule marks its record, never the file. What is left over per record is one
lookup, so the cost follows the number of distinct values.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.intake import dates
from warehouse.intake.feeds import Field
from warehouse.intake.shapes import read_rows
from warehouse.intake.text import normalise

WORDS = Path(__file__).parent / "words.csv"
WITHHELD = frozenset({"c", "z", "x", ":", "~", "na", "n/a"})

BLANK, BAD = object(), object()
Rule = Callable[[str], Any]

POLARS_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "word": pl.String(),
    "mark": pl.String(),
    "year": pl.String(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "time": pl.Time(),
    "boolean": pl.Boolean(),
    "number": pl.Float64(),
    "count": pl.Int64(),
    "percent": pl.Float64(),
}
# Code and message of a value that breaks the rule of its kind; the value itself is never named.
TROUBLES: dict[str, tuple[str, str]] = {
    "date": ("bad_date", "is not a date from 2000 to 2100"),
    "timestamp": ("bad_date", "is not a date and time from 2000 to 2100"),
    "time": ("bad_time", "is not a time of day"),
    "boolean": ("bad_boolean", "is neither yes nor no"),
    "number": ("bad_number", "is not a number"),
    "count": ("bad_number", "is not a whole number"),
    "percent": ("bad_number", "is not a percentage from 0 to 100"),
    "word": ("unknown_value", "holds a word that is not known here"),
    "year": ("bad_year_group", "is not a year group"),
}
_YEAR_GROUP = re.compile(r"(?:national curriculum |nc )?(?:year|yr|y)?\s*(?:group)?\s*0*(\d{1,2})$")


@dataclass(frozen=True)
class Typed:
    """One typed column, the records whose value breaks the rule, and how many became the catch-all word."""

    values: pl.Series
    is_bad: pl.Series
    unknown_words: int = 0


@cache
def known_words(field: str) -> dict[str, str]:
    """Normalised text to vocabulary word for one field, from words.csv."""
    return {row["text"]: row["value"] for row in read_rows(WORDS) if row["field"] == field}


def to_typed(text: pl.Series, field: Field, order: str | None) -> Typed:
    """A column of text as the field's type. Blank is null and never bad here; required fields are checked later."""
    distinct = text.unique()
    rule = _serial_rule(field) if is_serial(distinct, field) else rule_for(field, order)
    decided = [BLANK if value is None or not value.strip() else rule(value.strip()) for value in distinct]
    bad = [value is BAD for value in decided]
    other = (
        [
            value == field.or_else and normalise(raw or "") not in _plain_other(field)
            for value, raw in zip(decided, distinct, strict=True)
        ]
        if field.or_else
        else [False] * len(decided)
    )
    values = [None if value is BAD or value is BLANK else value for value in decided]
    return Typed(
        values=_look_up(text, distinct, values, POLARS_TYPES[field.kind]),
        is_bad=_look_up(text, distinct, bad, pl.Boolean()),
        unknown_words=int(_look_up(text, distinct, other, pl.Boolean()).sum()),
    )


def _plain_other(field: Field) -> set[str]:
    return {text for text, word in known_words(field.name).items() if word == field.or_else} | {field.or_else or ""}


def _look_up(text: pl.Series, distinct: pl.Series, values: list[Any], dtype: pl.DataType) -> pl.Series:
    if text.is_empty():
        return pl.Series(text.name, [], dtype=dtype)
    return text.replace_strict(distinct, pl.Series(values, dtype=dtype, strict=False), return_dtype=dtype)


def rule_for(field: Field, order: str | None) -> Rule:
    """The rule of a field's kind: a trimmed, filled text in; a value or BAD out."""
    rules: dict[str, Rule] = {
        "text": lambda value: value,
        "date": lambda value: dates.parse_date(value, order) or BAD,
        "timestamp": lambda value: dates.parse_timestamp(value, order) or BAD,
        "time": lambda value: _or_bad(dates.parse_time(value)),
        "boolean": _boolean,
        "number": _number,
        "count": _count,
        "percent": _percent,
        "word": lambda value: _word(value, field),
        "mark": lambda value: known_words("mark").get(normalise(value), value.upper()),
        "year": _year_group,
    }
    return rules[field.kind]


def is_serial(values: pl.Series, field: Field) -> bool:
    """Whether a date column was exported as a spreadsheet counts days (45537) and not as dates."""
    return field.kind in ("date", "timestamp") and dates.are_serials(values)


def _serial_rule(field: Field) -> Rule:
    if field.kind == "date":
        return lambda value: dates.serial_date(value).date()
    return dates.serial_date


def _or_bad(value: Any) -> Any:
    return BAD if value is None else value


def _boolean(value: str) -> Any:
    word = known_words("boolean").get(normalise(value))
    return BAD if word is None else word == "true"


def _number(value: str) -> Any:
    if value.lower() in WITHHELD:
        return BLANK
    try:
        number = float(value.replace(",", ""))
    except ValueError:
        return BAD
    return number if 0 <= number < 1e15 else BAD


def _count(value: str) -> Any:
    number = _number(value)
    return number if number is BLANK or number is BAD else int(number) if number == int(number) else BAD


def _percent(value: str) -> Any:
    number = _number(value.removesuffix("%"))
    if number is BLANK or number is BAD:
        return number
    return number / 100 if number <= 100 else BAD


def _word(value: str, field: Field) -> Any:
    """The vocabulary word of a text: its own, a known way to say it, or the longest known phrase inside it."""
    key, known = normalise(value), known_words(field.name)
    plain = {normalise(word): word for word in field.words}
    if key in plain or key in known:
        return plain.get(key) or known[key]
    inside = [phrase for phrase in known if len(phrase) > 1 and f" {phrase} " in f" {key} "]
    if inside:
        return known[max(inside, key=len)]
    return field.or_else or BAD


def _year_group(value: str) -> Any:
    text = normalise(value)
    found = _YEAR_GROUP.match(text)
    if found and int(found[1]) <= 14:
        return f"Year {int(found[1])}"
    return "Year 0" if text in ("reception", "r", "year r") else BAD
