"""School periods as exports name them: a year, a term, a half term, or two dates; of the reference seed's calendar."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from warehouse.intake.dates import DAY_FIRST, MONTH_FIRST, parse_date
from warehouse.intake.shapes import read_rows
from warehouse.settings import REFERENCE_SEEDS

DATES = "dates"
# Terms begin with a day or two of training, years in the first days of September.
LATE_START = dt.timedelta(days=14)
SHOWN_YEARS = 3
_YEAR = re.compile(r"\b(20\d\d)\s*[/-]\s*(?:20)?(\d\d)\b")
_CALENDAR_YEAR = re.compile(r"\b(20\d\d)\b")
_TERM = re.compile(r"\b(autumn|spring|summer)\b(?:\s*(?:half\s*)?(?:term)?\s*([12])\b(?!\d))?", re.I)
_DAY = re.compile(
    r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\s+\d{4})\b",
    re.I,
)


@dataclass(frozen=True)
class Period:
    """A stretch of school time, both days included. ``period_id`` is None where it is two dates and nothing more."""

    period_type: str
    period_id: str | None
    first: dt.date
    last: dt.date


@cache
def periods() -> dict[str, Period]:
    """Every year, term and half term of the calendar by its id ('2024/25', '2024/25 autumn', '2024/25 autumn 1')."""
    spans: dict[str, tuple[str, list[dt.date]]] = {}
    for row in read_rows(REFERENCE_SEEDS / "school_periods.csv"):
        year = row["academic_year"]
        days = [dt.date.fromisoformat(row[name]) for name in ("start_date", "end_date")]
        ids = (("year", year), ("term", f"{year} {row['term']}"), ("half_term", f"{year} {row['half_term']}"))
        for period_type, period_id in ids:
            spans.setdefault(period_id, (period_type, []))[1].extend(days)
    return {name: Period(kind, name, min(days), max(days)) for name, (kind, days) in spans.items()}


@cache
def period_named(text: str) -> Period | None:
    """The period a text names: '2024/25 autumn', 'Autumn Term 1 2024-2025', 'Spring 2025', '2024/2025'; else None."""
    term = _TERM.search(text)
    year = _first_year(text, term[1].lower() if term else None)
    if year is None:
        return None
    parts = [f"{year}/{(year + 1) % 100:02d}", term[1].lower() if term else "", (term[2] or "") if term else ""]
    return periods().get(" ".join(part for part in parts if part))


def _first_year(text: str, term: str | None) -> int | None:
    """The calendar year in which the school year begins; 'Spring 2025' is of the year that began in 2024."""
    found = _YEAR.search(text)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return int(found[1])
    calendar = _CALENDAR_YEAR.search(text)
    if not calendar or not term:
        return None
    return int(calendar[1]) - (term != "autumn")


@cache
def period_between(first: dt.date, last: dt.date) -> Period:
    """The shortest period that holds both days and begins when the first one does; else the two dates themselves.

    Totals up to a day inside a term are that term's so far. Totals from the middle of one are no period's.
    """
    holding = [p for p in periods().values() if p.first <= first <= last <= p.last and first - p.first <= LATE_START]
    if not holding:
        return Period(DATES, None, first, last)
    shortest = min(holding, key=lambda period: period.last - period.first)
    return Period(shortest.period_type, shortest.period_id, shortest.first, last)


def period_said(texts: list[str]) -> str | None:
    """What titles say of a period, as ``period_of_text`` reads it: its name, or the only two dates among them."""
    named = next((text for text in texts if period_named(text)), None)
    if named:
        return named
    days = [day for text in texts for day in _DAY.findall(text)]
    readings = {tuple(parse_date(day, order) for day in days) for order in (DAY_FIRST, MONTH_FIRST)}
    sound = [reading for reading in readings if len(reading) == 2 and all(reading)]
    return " to ".join(day.isoformat() for day in sorted(sound[0])) if len(sound) == 1 else None


@cache
def period_of_text(text: str) -> Period | None:
    """The period of a name, or of two ISO dates ('2024-09-02 to 2024-12-20'); None where it is neither."""
    days = [parse_date(day, None) for day in text.split(" to ")] if " to " in text else []
    if len(days) == 2 and all(days):
        return period_between(min(days), max(days))
    return period_named(text)


def choices(today: dt.date) -> tuple[str, ...]:
    """Ids of the periods of the last school years that have begun, newest first, for a question."""
    begun = [period for period in periods().values() if period.first <= today]
    years = sorted({period.period_id[:7] for period in begun}, reverse=True)[:SHOWN_YEARS]
    newest = sorted(begun, key=lambda period: (period.first, period.last), reverse=True)
    return tuple(period.period_id for period in newest if period.period_id[:7] in years)
