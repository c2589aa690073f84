"""The centre's school days in two academic years; docs/demo_data.md lists the holidays."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class HalfTerm:
    """Days from start to end (both included) on which the centre may be open."""

    academic_year: str
    name: str
    start: date
    end: date


HALF_TERMS = (
    HalfTerm("2024/25", "autumn 1", date(2024, 9, 2), date(2024, 10, 25)),
    HalfTerm("2024/25", "autumn 2", date(2024, 11, 4), date(2024, 12, 20)),
    HalfTerm("2024/25", "spring 1", date(2025, 1, 6), date(2025, 2, 14)),
    HalfTerm("2024/25", "spring 2", date(2025, 2, 24), date(2025, 4, 4)),
    HalfTerm("2024/25", "summer 1", date(2025, 4, 22), date(2025, 5, 23)),
    HalfTerm("2024/25", "summer 2", date(2025, 6, 2), date(2025, 7, 18)),
    HalfTerm("2025/26", "autumn 1", date(2025, 9, 2), date(2025, 10, 24)),
    HalfTerm("2025/26", "autumn 2", date(2025, 11, 3), date(2025, 12, 19)),
    HalfTerm("2025/26", "spring 1", date(2026, 1, 5), date(2026, 2, 13)),
    HalfTerm("2025/26", "spring 2", date(2026, 2, 23), date(2026, 3, 27)),
    HalfTerm("2025/26", "summer 1", date(2026, 4, 13), date(2026, 5, 22)),
    HalfTerm("2025/26", "summer 2", date(2026, 6, 1), date(2026, 7, 17)),
)
BANK_HOLIDAYS = frozenset({date(2025, 5, 5), date(2026, 5, 4)})
TRAINING_DAYS = frozenset({date(2025, 1, 6), date(2026, 1, 5)})  # marked '#': closed to pupils, as planned
SITE_CLOSED = {("Eastside", date(2024, 11, 28))}  # marked 'Y4': the heating failed
FIRST_DAY, LAST_DAY = HALF_TERMS[0].start, HALF_TERMS[-1].end
YEARS = ("2024/25", "2025/26")


def days_of(half_term: HalfTerm) -> list[date]:
    """Weekdays of a half term without bank holidays, in order."""
    span = (half_term.end - half_term.start).days + 1
    days = (half_term.start + timedelta(days=n) for n in range(span))
    return [day for day in days if day.weekday() < 5 and day not in BANK_HOLIDAYS]


SCHOOL_DAYS = tuple((half_term, day) for half_term in HALF_TERMS for day in days_of(half_term))


def year_of(day: date) -> str:
    """The academic year of a date: it begins on 1 September."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"
