"""Writes seeds/reference/school_periods.csv: half terms that leave no day out.

Run from the project's root: ``python dbt_project/scripts/school_periods.py``. Dates are a rule, not a council's
calendar: holidays belong to the half term before them, so every date falls in exactly one row.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

FIRST_YEAR, LAST_YEAR = 2017, 2031
TARGET = Path(__file__).resolve().parents[2] / "seeds" / "reference" / "school_periods.csv"
HALF_TERMS = ("autumn 1", "autumn 2", "spring 1", "spring 2", "summer 1", "summer 2")


def monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def easter_monday(year: int) -> date:
    """The day after Easter Sunday of the Gregorian calendar (the reckoning known as Gauss's, corrected)."""
    century, golden = divmod(year, 100)[0], year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1) + timedelta(days=1)


def last_days(year: int) -> list[date]:
    """Last day of each of the six half terms of the school year that begins on 1 September of `year`."""
    following = year + 1
    last_monday_in_may = monday_on_or_after(date(following, 5, 25))
    return [
        date(year, 10, 31),
        date(year, 12, 31),
        monday_on_or_after(date(following, 2, 12)) + timedelta(days=6),
        easter_monday(following),
        last_monday_in_may + timedelta(days=6),
        date(following, 8, 31),
    ]


def rows() -> list[tuple[str, str, str, str, str]]:
    """(academic_year, term, half_term, start_date, end_date), in order of time."""
    found, start = [], date(FIRST_YEAR, 9, 1)
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for half_term, end in zip(HALF_TERMS, last_days(year), strict=True):
            academic_year = f"{year}/{(year + 1) % 100:02d}"
            found.append((academic_year, half_term.split()[0], half_term, start.isoformat(), end.isoformat()))
            start = end + timedelta(days=1)
    return found


if __name__ == "__main__":
    with TARGET.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("academic_year", "term", "half_term", "start_date", "end_date"))
        writer.writerows(rows())
