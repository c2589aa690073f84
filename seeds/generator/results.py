"""Assessment results: a first test soon after joining and one at the end of each term. See docs/demo_data.md."""

from collections.abc import Iterator
from datetime import date, timedelta

from seeds.generator.attendance import Mark, is_there
from seeds.generator.chance import stream
from seeds.generator.people import Pupil
from seeds.generator.school_calendar import YEARS, year_of
from seeds.generator.tables import Export, as_csv

HEADER = ("Pupil ID", "Site", "Subject", "Measure", "Assessment date", "Result")
TERM_ENDS = (
    *(date(2024, 12, 9), date(2025, 3, 24), date(2025, 6, 23)),
    *(date(2025, 12, 8), date(2026, 3, 16), date(2026, 6, 15)),
)
WINDOW = timedelta(days=11)  # a pupil who is not there within it is not tested
SETTLED = timedelta(days=7)  # nobody is tested in the first week
READING_A_YEAR = {"2024/25": 0.7, "2025/26": 1.05}  # years of reading age gained in a calendar year
SCORE_SUBJECTS = ("English", "Maths")
Result = tuple[Pupil, str, str, date, float]  # pupil, subject, measure, day, result


def make_results(pupils: list[Pupil], marks: list[Mark]) -> list[Result]:
    """Every result in the order of day and pupil; scores are taken at the start and at the end of a school year."""
    there: dict[str, list[date]] = {}
    for mark in marks:
        if mark.session == "AM" and is_there(mark.code):
            there.setdefault(mark.pupil_id, []).append(mark.day)
    results = [result for pupil in pupils for result in _of_pupil(pupil, there.get(pupil.pupil_id, []))]
    return sorted(results, key=lambda result: (result[3], result[0].pupil_id, result[1]))


def _of_pupil(pupil: Pupil, there: list[date]) -> Iterator[Result]:
    rng = stream(f"results {pupil.pupil_id}")
    first = pupil.joined_on + SETTLED
    age, before = rng.gauss(9.6, 1.7), first
    scores = {subject: rng.gauss(85, 9) for subject in SCORE_SUBJECTS}
    for number, begins in enumerate([first, *(day for day in TERM_ENDS if day > first + WINDOW)]):
        noise, nudges = rng.gauss(0, 0.3), [rng.gauss(0, 3) for _ in SCORE_SUBJECTS]
        day = next((day for day in there if begins <= day <= begins + WINDOW), None)
        if day is None:
            continue
        age += READING_A_YEAR[year_of(day)] * (day - before).days / 365
        before = day
        yield pupil, "Reading", "Reading age", day, round(max(age + noise, 5.0), 1)
        if number == 0 or day.month in (6, 7):
            for (subject, level), nudge in zip(scores.items(), nudges, strict=True):
                yield pupil, subject, "Standardised score", day, round(_within(level + nudge))


def _within(score: float) -> float:
    """Standardised scores end at 69 and 131."""
    return min(max(score, 69), 131)


def result_exports(results: list[Result]) -> list[Export]:
    """One file a year."""
    exports = []
    for year in YEARS:
        rows = [_row(*result) for result in results if year_of(result[3]) == year]
        name = f"assessment_results_{year.replace('/', '_')}.csv"
        exports.append(Export(name, "attainment", f"Assessment results of {year}", as_csv(HEADER, rows)))
    return exports


def _row(pupil: Pupil, subject: str, measure: str, day: date, result: float) -> tuple[object, ...]:
    return (pupil.pupil_id, pupil.site, subject, measure, day.strftime("%d/%m/%Y"), result)
