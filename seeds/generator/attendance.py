"""Session marks of every pupil on roll, morning and afternoon of each school day."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from seeds.generator.actions import NUDGE_SAVES, Actions
from seeds.generator.chance import stream, weighted
from seeds.generator.levels import chance_of_absence, yearly_levels
from seeds.generator.people import Pupil
from seeds.generator.school_calendar import SCHOOL_DAYS, SITE_CLOSED, TRAINING_DAYS, year_of

SESSIONS = ("AM", "PM")
PRESENT = {"AM": "/", "PM": "\\"}
ABSENT = "ICMEGNOURS"
ATTENDING_ELSEWHERE = {"B": 0.5, "P": 0.15, "V": 0.2, "K": 0.15}


@dataclass(frozen=True)
class Mark:
    """One session of one pupil at one site with its code."""

    pupil_id: str
    site: str
    day: date
    session: str
    code: str


def is_there(code: str) -> bool:
    """Whether a session with this mark is spent at the centre, or where the centre sent the pupil."""
    return code in {*PRESENT.values(), "L", *ATTENDING_ELSEWHERE}


def make_marks(pupils: list[Pupil], actions: Actions) -> list[Mark]:
    """All marks in the order of day, site, pupil and session."""
    levels = yearly_levels(pupils)
    marks: list[Mark] = []
    for pupil in pupils:
        rng, rescue = stream(f"marks {pupil.pupil_id}"), stream(f"nudge {pupil.pupil_id}")
        for half_term, day in SCHOOL_DAYS:
            if not pupil.is_on_roll(day):
                continue
            level = levels[pupil.pupil_id, half_term.academic_year]
            codes = _day(rng, pupil, day, chance_of_absence(level, half_term.name, day.weekday()), level)
            if actions.is_reached(pupil, day):
                codes = tuple(_nudged(rescue, session, code) for session, code in zip(SESSIONS, codes, strict=True))
            marks += _as_marks(pupil, day, codes)
    return sorted(marks, key=lambda mark: (mark.day, mark.site, mark.pupil_id, mark.session))


def _day(rng: Random, pupil: Pupil, day: date, chance: float, level: float) -> tuple[str, str]:
    """The two codes of a day: closures first, then days elsewhere, then absence, then part-time afternoons."""
    half = min(0.4 * chance, 1.8 * (1 - chance))
    draw, code = rng.random(), _absence_code(rng, pupil, day, level)
    late_part = rng.random() < 0.7
    present = tuple(_present_code(rng, session) for session in SESSIONS)
    if day in TRAINING_DAYS:
        return "#", "#"
    if (pupil.site, day) in SITE_CLOSED:
        return "Y4", "Y4"
    if day.weekday() in pupil.away_weekdays:
        return "D", "D"
    if draw < chance - half / 2:
        codes = (code, code)
    elif draw < chance + half / 2:
        codes = (present[0], code) if late_part else (code, present[1])
    else:
        codes = present
    return (codes[0], "C2") if _is_part_time(pupil, day) else codes


def _is_part_time(pupil: Pupil, day: date) -> bool:
    return pupil.part_time is not None and pupil.part_time[0] <= day <= pupil.part_time[1] and day.weekday() >= 3


def _absence_code(rng: Random, pupil: Pupil, day: date, level: float) -> str:
    """Illness leads among pupils who miss little, absence without leave among those who miss much."""
    weights = {"I": 0.42 - 0.2 * level, "M": 0.06, "C": 0.07, "E": 0.07, "R": 0.003, "G": 0.015, "N": 0.03, "U": 0.05}
    weights["O"] = 0.1 + 0.75 * level
    if pupil.year_group(year_of(day)) == 11 and day.month == 6:
        weights["S"] = 0.5
    return weighted(rng, weights)


def _present_code(rng: Random, session: str) -> str:
    draw = rng.random()
    if draw < 0.06 and session == "AM":
        return "L"
    return weighted(rng, ATTENDING_ELSEWHERE) if draw > 0.955 else PRESENT[session]


def _nudged(rng: Random, session: str, code: str) -> str:
    """The planted effect: some absences of a reached pupil become attendance."""
    return PRESENT[session] if rng.random() < NUDGE_SAVES and code in ABSENT else code


def _as_marks(pupil: Pupil, day: date, codes: tuple[str, str]) -> list[Mark]:
    """Marks of a day; a pupil of two sites has D in the own register on the day at the other site."""
    own = [Mark(pupil.pupil_id, pupil.site, day, s, code) for s, code in zip(SESSIONS, codes, strict=True)]
    other = "Eastside" if pupil.site == "Westside" else "Westside"
    is_closed = day in TRAINING_DAYS or not {(pupil.site, day), (other, day)}.isdisjoint(SITE_CLOSED)
    if day.weekday() != pupil.other_site_weekday or is_closed:
        return own
    return [replace(mark, code="D") for mark in own] + [replace(mark, site=other) for mark in own]
