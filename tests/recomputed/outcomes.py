"""Behaviour and attainment: entries in a hundred possible sessions, who was sent home, change since the first."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from tests.recomputed import figures
from tests.recomputed.calendar import Period, periods_of, spans
from tests.recomputed.cells import Counted, groups_of_pupils
from tests.recomputed.reading import School

UNKIND = {"Bullying", "Online bullying", "Racist incident"}
POOR = UNKIND | {"Disruption", "Defiance", "Verbal abuse", "Damage", "Physical assault"}
PRAISE, SENT_HOME = {"Positive", "Merit", "Achievement"}, {"Suspension"}
IDS = {"Reading age": "reading_age", "Standardised score": "standardised_score", "Percentage": "percent"}


def count_behaviour(found: Counted, school: School, sessions: list) -> None:
    possible: dict[tuple[str, Period], int] = defaultdict(int)
    for mark, category, _ in sessions:
        for period in periods_of(mark.day):
            possible[mark.pupil, period] += category != "not_possible"
    entries: dict[tuple[str, Period], list[str]] = defaultdict(list)
    days = [day for _, day, _ in school.behaviour]
    for (pupil, day, kind), number in school.behaviour.items():
        for period in periods_of(day):
            entries[pupil, period] += [kind] * number
    known = {
        key: sessions for key, sessions in possible.items() if sessions and _is_logged(key[1], min(days), max(days))
    }
    for indicator, kinds in (("incident_rate", POOR), ("bullying_rate", UNKIND), ("positive_behaviour_rate", PRAISE)):
        for (pupil, period), due in known.items():
            met = sum(kind in kinds for kind in entries[pupil, period])
            found.add(indicator, period, groups_of_pupils(school, [pupil]), pupil, met, due)
    found.finish(lambda people: figures.of_ratio(people, per=100))
    for pupil, period in known:
        is_sent = any(kind in SENT_HOME for kind in entries[pupil, period])
        found.add("suspended_share", period, groups_of_pupils(school, [pupil]), pupil, is_sent, 1)
    found.finish_people()


def _is_logged(period: Period, first: date, last: date) -> bool:
    begins, ends = spans()[period]
    return ends >= first and begins <= last


def count_attainment(found: Counted, school: School) -> None:
    by_subject: dict[tuple[str, str, str], list[tuple[date, Fraction]]] = defaultdict(list)
    for (pupil, subject, measure, day), result in school.results.items():
        if measure in IDS:
            by_subject[pupil, subject, measure].append((day, Fraction(result)))
    changes: dict[tuple[str, str, Period], list[Fraction]] = defaultdict(list)
    for (pupil, _, measure), results in by_subject.items():
        first, *later = sorted(results)
        last = {period: result - first[1] for day, result in later for period in periods_of(day) if period[0] != "week"}
        for period, change in last.items():
            changes[pupil, measure, period].append(change)
    for (pupil, measure, period), moved in changes.items():
        mean = sum(moved) / len(moved)
        indicator = f"attainment_change__{IDS[measure]}"
        found.add(indicator, period, groups_of_pupils(school, [pupil]), pupil, mean, 1)
    found.finish(lambda people: figures.of_mean(people, per=1))
