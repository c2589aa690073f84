"""Attendance marks by date: the codes of the reference seed, with sub-codes of schools (I02 is an I).

A mark is decided once per distinct mark; what is left per record is a comparison of dates.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from warehouse.intake.shapes import read_rows
from warehouse.settings import REFERENCE_SEEDS

UNRECORDED = frozenset({"", "-", "--", "?", "NA", "N/A"})
STATUSES = frozenset({"authorised", "unauthorised"})
_SUB_CODE = re.compile(r"([A-Z])\d{1,2}$")


@dataclass(frozen=True)
class Span:
    """Days on which a mark means something, both included."""

    first: dt.date
    last: dt.date


@cache
def read_codes() -> dict[str, list[Span]]:
    """Mark to the spans in which it is valid, from the attendance_codes seed."""
    codes: dict[str, list[Span]] = {}
    for row in read_rows(REFERENCE_SEEDS / "attendance_codes.csv"):
        first = dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else dt.date.min
        last = dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else dt.date.max
        codes.setdefault(row["mark"], []).append(Span(first, last))
    return codes


@cache
def _categories() -> dict[str, str]:
    return {row["mark"]: row["category"] for row in read_rows(REFERENCE_SEEDS / "attendance_codes.csv")}


def lists_absences_alone(marks: Iterable[str | None]) -> bool:
    """Whether marks hold absences and not a single session attended; sub-codes count as their letter."""
    codes = [(mark or "").strip().upper() for mark in marks]
    found = {_categories().get(code) or _categories().get(code[:1]) for code in codes if code}
    return bool(found & {"authorised", "unauthorised"}) and not found & {"present", "approved_activity"}


def spans_of(mark: str, codes: dict[str, list[Span]]) -> list[Span]:
    """Spans in which a mark is valid: its own, or those of the letter a sub-code begins with."""
    if mark in STATUSES:
        return [Span(dt.date.min, dt.date.max)]
    if mark in codes:
        return codes[mark]
    base = _SUB_CODE.match(mark)
    return codes.get(base[1], []) if base else []
