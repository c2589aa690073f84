"""Attendance sums in plain Python over the committed files, independent of the warehouse and of the generator."""

import csv
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

SAMPLES = Path(__file__).resolve().parents[2] / "seeds" / "sample_exports"
ABSENT = frozenset({"C", "C1", "C2", "E", "G", "I", "J1", "M", "N", "O", "R", "S", "T", "U"})
NOT_POSSIBLE = frozenset({"D", "X", "Z", "#", *(f"Y{n}" for n in range(1, 8))})
ATTENDANCE_FILES = ("attendance_2024_25.csv", "attendance_2025_26.csv", "attendance_2026_06_corrected.csv")


class Sessions(NamedTuple):
    """Sessions missed and sessions possible."""

    absent: int
    possible: int

    @property
    def absence(self) -> float:
        return self.absent / self.possible


def read(name: str) -> list[dict[str, str]]:
    """Rows of a committed file whose first record is its header."""
    with (SAMPLES / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@cache
def current_marks() -> dict[tuple[str, str, date, str], str]:
    """Mark by (pupil_id, site, date, session); a later file replaces what an earlier one said. Never write into it."""
    marks = {}
    for name in ATTENDANCE_FILES:
        for row in read(name):
            marks[row["Pupil ID"], row["Site"], _day(row["Date"]), row["Session"]] = row["Mark"]
    return marks


@cache
def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a date has no time zone


def sessions_by(marks: dict, group_of: Callable[[str, date], object]) -> dict[object, Sessions]:
    """Possible sessions by `group_of(pupil_id, date)`; those of group None are left out."""
    absent, possible = defaultdict(int), defaultdict(int)
    for (pupil_id, _, day, _), mark in marks.items():
        group = group_of(pupil_id, day)
        if group is not None and mark not in NOT_POSSIBLE:
            absent[group] += mark in ABSENT
            possible[group] += 1
    return {group: Sessions(absent[group], count) for group, count in possible.items()}
