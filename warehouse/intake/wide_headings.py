"""Headings that are data themselves: a day of a register grid, a session, an attendance code, a total.

A column map marks such headings ``spread``: by name (``Authorised absences`` gives ``counted=authorised``) or by
what they read as (``<date>``, ``<code>``). Dates may stand over AM and PM in two heading records.
"""

import re
from dataclasses import replace
from functools import lru_cache

from warehouse.intake.convert import known_words
from warehouse.intake.dates import DAY_FIRST, MONTH_FIRST, parse_timestamp, serial_date
from warehouse.intake.marks import read_codes
from warehouse.intake.reader import Table
from warehouse.intake.shapes import SPREAD, Rule, Shape, heading_key
from warehouse.intake.text import normalise

BOTH_SESSIONS = "day"
_SESSION = r"(?:am|pm|morning|afternoon|session [12])"
_AROUND_DAY = re.compile(rf"(?:(?P<before>{_SESSION})\W+)?(?P<day>.*?\d.*?)(?:\W+(?P<after>{_SESSION}))?$", re.I)
_CODE = re.compile(r"(?:(?:code|mark)\s+)?(?P<code>[A-Z]\d?|[/\\#])(?:\s*[-:(].*)?$", re.I)


def spread_of(shape: Shape, heading: str) -> Rule | None:
    """The rule by which a heading is data (its ``gives`` filled in), or None where it is an ordinary heading."""
    rule = shape.rules.get(heading_key(heading))
    if rule:
        return rule if rule.treatment == SPREAD else None
    for pattern, pattern_rule in shape.patterns:
        gives = PATTERNS[pattern](heading)
        if gives:
            return Rule(pattern_rule.field, SPREAD, gives)
    return None


@lru_cache(2048)
def day_given(heading: str) -> dict[str, str]:
    """Date and session that a heading names ('Mon 02/09/2024 AM'); both sessions where it names none; else empty."""
    found = _AROUND_DAY.match(heading.strip())
    if not found or (found["before"] and found["after"]):
        return {}
    day = found["day"].strip(" ,-")
    if not _is_day(day):
        return {}
    word = found["before"] or found["after"]
    return {"session_date": day, "session": session_of(word) if word else BOTH_SESSIONS}


def _is_day(text: str) -> bool:
    return bool(serial_date(text) or any(_is_midnight(text, order) for order in (DAY_FIRST, MONTH_FIRST)))


def _is_midnight(text: str, order: str) -> bool:
    """A date with a time of day is a moment, not a day of a register."""
    stamp = parse_timestamp(text, order)
    return stamp is not None and not (stamp.hour or stamp.minute)


def with_sessions(spread: dict[int, Rule]) -> dict[int, Rule]:
    """Columns by their rules, where every day stands exactly twice without a session: the first is its morning."""
    places: dict[str, list[int]] = {}
    for index, rule in spread.items():
        if rule.gives.get("session") == BOTH_SESSIONS:
            places.setdefault(rule.gives["session_date"], []).append(index)
    if not places or any(len(indexes) != 2 for indexes in places.values()):
        return spread
    named = {index: name for indexes in places.values() for index, name in zip(indexes, ("AM", "PM"), strict=True)}
    return {
        index: replace(rule, gives=rule.gives | {"session": named[index]}) if index in named else rule
        for index, rule in spread.items()
    }


def session_of(text: str) -> str | None:
    """AM or PM for a word that says which, else None."""
    return known_words("session").get(normalise(text).removeprefix("session "))


def code_given(heading: str) -> dict[str, str]:
    """What a column headed with an attendance code counts ('I', 'Code O', 'L (late)'); else empty."""
    found = _CODE.match(heading.strip())
    code = found["code"].upper() if found else ""
    return {"counted": f"mark:{code}"} if code in read_codes() else {}


PATTERNS = {"<date>": day_given, "<code>": code_given}


def joined_headings(upper: list[str], lower: list[str]) -> list[str] | None:
    """One heading a column from two records, dates over AM and PM; None where they are not such a pair.

    A date holds for the sessions beneath it up to the next date, as merged cells are exported.
    """
    width = max(len(upper), len(lower))
    above, below = (cells + [""] * (width - len(cells)) for cells in (upper, lower))
    joined, day, sessions = [], "", 0
    for one, other in zip(above, below, strict=True):
        is_session = session_of(other.strip()) is not None
        day = one.strip() if one.strip() else day if is_session else ""
        if is_session and not day_given(day):
            return None
        sessions += is_session
        joined.append(f"{day} {other.strip()}" if is_session else one.strip() or other.strip())
    return joined if sessions > 1 else None


def over_two_records(table: Table) -> tuple[Table, int]:
    """The table under one heading record, and how many more records than one its headings took (0 or 1)."""
    second = [list(row[1:]) for row in table.frame.head(2).rows()][1:]
    joined = joined_headings(table.headings, second[0]) if second else None
    return (replace(table, headings=joined, frame=table.frame.slice(1)), 1) if joined else (table, 0)
