"""Attendance, session by session: rates, persistence, possible sessions, and how far each pupil has come."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from tests.recomputed import figures
from tests.recomputed.calendar import Period, periods_of, reference
from tests.recomputed.cells import Counted, groups_of_pupils
from tests.recomputed.reading import Mark, School

ENTRY_WEEKS, ENOUGH = 6, 20


def sessions_of(school: School) -> list[tuple[Mark, str, bool]]:
    """One mark a session, with its category and whether it is late: where the pupil was due, then the later file."""
    best: dict[tuple, tuple] = {}
    for mark in school.marks.values():
        category, is_late = _meaning(mark.code, mark.day)
        is_possible = category != "not_possible"
        rank = (is_possible, mark.file, category in ("present", "approved_activity"))
        key = (mark.pupil, mark.day, mark.session)
        if key not in best or rank > best[key][0]:
            best[key] = (rank, mark, category, is_late)
    return [(mark, category, is_late) for _, mark, category, is_late in best.values()]


def _meaning(code: str, day: date) -> tuple[str, bool]:
    row = next(
        r
        for r in reference("attendance_codes")
        if r["mark"] == code and r["valid_from"] <= day.isoformat() <= r["valid_to"]
    )
    return row["category"], row["is_late"] == "true"


def count_attendance(found: Counted, school: School, sessions: list) -> None:
    own: dict[tuple, list[int]] = defaultdict(lambda: [0] * 5)
    for mark, category, is_late in sessions:
        if category == "not_possible":
            continue
        is_there = category in ("present", "approved_activity")
        facts = (1, is_there, not is_there, category == "unauthorised", is_late)
        for period in periods_of(mark.day):
            for group in groups_of_pupils(school, [mark.pupil], mark.site):
                sums = own[period, group, mark.pupil]
                sums[:] = [before + more for before, more in zip(sums, facts, strict=True)]
    rates = ("attendance_rate", "absence_rate", "unauthorised_absence_rate", "late_rate")
    for (period, group, pupil), (possible, *parts) in own.items():
        for indicator, part in zip(rates, parts, strict=True):
            found.add(indicator, period, [group], pupil, part, possible)
    found.finish(figures.of_many)
    for (period, group, pupil), (possible, *_) in own.items():
        found.add("possible_sessions", period, [group], pupil, possible, 1)
    found.finish(lambda people: figures.of_count({pupil: number for pupil, (number, _) in people.items()}))
    for (period, group, pupil), (possible, _, absent, *_) in own.items():
        if possible >= ENOUGH and period[0] != "week":
            found.add("persistent_absence_rate", period, [group], pupil, absent * 10 >= possible, 1)
            found.add("severe_absence_rate", period, [group], pupil, absent * 2 >= possible, 1)
    found.finish_people()


def count_distance(found: Counted, school: School, sessions: list) -> None:
    entry: dict[str, list[bool]] = defaultdict(list)
    since: dict[tuple[str, Period], list[bool]] = defaultdict(list)
    weeks: dict[str, set[date]] = defaultdict(set)
    due = [(mark, category) for mark, category, _ in sessions if category != "not_possible"]
    for mark, _ in due:
        weeks[mark.pupil].add(_monday(mark.day))
    begins = min(min(mondays) for mondays in weeks.values()) - timedelta(weeks=ENTRY_WEEKS)
    starts = school.on_roll_from
    for mark, category in due:
        if starts[mark.pupil] < begins:
            continue
        is_there = category in ("present", "approved_activity")
        if _monday(mark.day) in sorted(weeks[mark.pupil])[:ENTRY_WEEKS]:
            entry[mark.pupil].append(is_there)
            continue
        for period in periods_of(mark.day):
            since[mark.pupil, period].append(is_there)
    for (pupil, period), then in since.items():
        first = entry[pupil]
        if len(first) >= ENOUGH and len(then) >= ENOUGH and period[0] != "week":
            moved = Fraction(sum(then), len(then)) - Fraction(sum(first), len(first))
            found.add("distance_travelled", period, groups_of_pupils(school, [pupil]), pupil, moved, 1)
    found.finish(lambda people: figures.of_mean(people, per=100))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
