"""School periods: in which week, half term, term and year a day falls, and when each begins and ends."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "seeds" / "reference"
Period = tuple[str, str]  # type and name


@cache
def reference(name: str) -> list[dict[str, str]]:
    """The lines of a reference table."""
    with (REFERENCE / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def periods_of(day: date) -> tuple[Period, ...]:
    """The four periods that hold the day; none outside the school years that are known."""
    for row in reference("school_periods"):
        if row["start_date"] <= day.isoformat() <= row["end_date"]:
            year, number, _ = day.isocalendar()
            return (
                ("week", f"{year}-W{number:02d}"),
                ("half_term", f"{row['academic_year']} {row['half_term']}"),
                ("term", f"{row['academic_year']} {row['term']}"),
                ("year", row["academic_year"]),
            )
    return ()


@cache
def spans() -> dict[Period, tuple[date, date]]:
    """First and last day of every period."""
    rows = reference("school_periods")
    day, last = date.fromisoformat(rows[0]["start_date"]), date.fromisoformat(rows[-1]["end_date"])
    found: dict[Period, tuple[date, date]] = {}
    while day <= last:
        for period in periods_of(day):
            found[period] = (found.get(period, (day, day))[0], day)
        day += timedelta(days=1)
    return found
