"""Dates and times as exports write them, read one way for the whole file.

Numeric dates are day first or month first for a file as a whole: its own values decide, and where
they cannot, the person is asked. Years outside 2000 to 2100 are refused (a two-digit year in a
four-digit place would otherwise become the year 26). Times with a zone become local school time.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
LOCAL = ZoneInfo("Europe/London")
FIRST_YEAR, LAST_YEAR = 2000, 2100
# A spreadsheet counts days from 30 December 1899; five figures are the days from 2000 to 2100.
_EPOCH, _SERIAL = dt.datetime(1899, 12, 30), re.compile(r"\d{5}(?:\.\d+)?$")  # noqa: DTZ001 - local time, as read
# Where a few values contradict the rest they are the mistakes; where many do, nobody knows.
STRAY_SHARE = 0.05

_MONTHS = {name: month for month, name in enumerate(calendar.month_abbr) if name}
_TIME = r"(?:[T ,]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*(?:[AaPp]\.?[Mm]\.?)?))?"
_ZONE = r"\s*(?P<zone>Z|UTC|BST|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|GMT)?"
_DAY_NAME = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
_END = _TIME + _ZONE + r"$"
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _END)
_PACKED = re.compile(r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})$")
_NUMERIC = re.compile(r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _END)
_DAY_MONTH = re.compile(
    _DAY_NAME + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[-\s]+(?P<name>[a-z]{3,9})\.?[-,\s]+(?P<year>\d{4}|\d{2})" + _END,
    re.I,
)
_MONTH_DAY = re.compile(
    _DAY_NAME + r"(?P<name>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + _END, re.I
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp])?\.?(?:[Mm]\.?)?$")
_OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?$")


def order_of(texts: Iterable[tuple[str, int]]) -> tuple[str | None, bool]:
    """Date order that texts prove ('dmy', 'mdy' or None), and whether the file leaves it open.

    Each text comes with how many records say it. None and not open: no text needs an order (all ISO,
    written out, or the same either way).
    """
    day_first = month_first = either = 0
    for text, records in texts:
        found = _NUMERIC.match(text.strip())
        if not found:
            continue
        first, second = int(found["first"]), int(found["second"])
        day_first += records * (first > 12)
        month_first += records * (second > 12 >= first)
        either += first <= 12 and second <= 12 and first != second
    proofs = day_first + month_first
    if not proofs:
        return None, either > 0
    if min(day_first, month_first) > STRAY_SHARE * proofs:
        return None, True
    return (DAY_FIRST if day_first > month_first else MONTH_FIRST), False


def parse_timestamp(text: str, order: str | None) -> dt.datetime | None:
    """Local date and time of a text, without zone; midnight where no time is given; None if it is none."""
    text = text.strip()
    parts = _date_parts(text, order or DAY_FIRST)
    if not parts:
        return None
    year, month, day, found = parts
    clock = parse_time(found["time"]) if found.get("time") else dt.time()
    try:
        stamp = dt.datetime.combine(dt.date(year, month, day), clock) if clock is not None else None
    except ValueError:
        return None
    if stamp is None or not FIRST_YEAR <= stamp.year <= LAST_YEAR:
        return None
    return _to_local(stamp, found.get("zone"))


def serial_date(text: str) -> dt.datetime | None:
    """Local date and time of a spreadsheet's count of days ('45537' is 2 September 2024), to the second; else None."""
    if not _SERIAL.match(text.strip()):
        return None
    stamp = _EPOCH + dt.timedelta(seconds=round(float(text) * 86_400))
    return stamp if FIRST_YEAR <= stamp.year <= LAST_YEAR else None


def are_serials(values: Iterable[str | None]) -> bool:
    """Whether a column holds a spreadsheet's counts of days and nothing else; blanks say nothing."""
    filled = [value for value in values if value and value.strip()]
    return bool(filled) and all(serial_date(value) for value in filled)


def parse_date(text: str, order: str | None) -> dt.date | None:
    """Date of a text, None if it is none. A time of day beside it is let go."""
    stamp = parse_timestamp(text, order)
    return stamp.date() if stamp else None


def parse_time(text: str) -> dt.time | None:
    """Time of day of '9:05', '21:05:30' or '9:05 PM'; None if it is none."""
    found = _CLOCK.match(text.strip())
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[5]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[5].lower() == "p" else 0)
    fraction = int((found[4] or "0").ljust(6, "0")[:6])
    return dt.time(hour, minute, second, fraction) if hour < 24 and minute < 60 and second < 60 else None


def _date_parts(text: str, order: str) -> tuple[int, int, int, dict[str, str | None]] | None:
    if found := _ISO.match(text) or _PACKED.match(text):
        return int(found["year"]), int(found["month"]), int(found["day"]), found.groupdict()
    if found := _NUMERIC.match(text):
        first, second = int(found["first"]), int(found["second"])
        day, month = (first, second) if order == DAY_FIRST else (second, first)
        return _year(found["year"]), month, day, found.groupdict()
    if found := _DAY_MONTH.match(text) or _MONTH_DAY.match(text):
        month = _MONTHS.get(found["name"][:3].title(), 0)
        return _year(found["year"]), month, int(found["day"]), found.groupdict()
    return None


def _year(text: str) -> int:
    return 2000 + int(text) if len(text) == 2 else int(text)


def _to_local(stamp: dt.datetime, zone: str | None) -> dt.datetime | None:
    if not zone:
        return stamp
    offset = _OFFSET.match(zone)
    minutes = 60 if zone == "BST" else 0
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        minutes *= -1 if offset[1] == "-" else 1
    if abs(minutes) > 14 * 60:
        return None
    aware = stamp.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
    return aware.astimezone(LOCAL).replace(tzinfo=None)
