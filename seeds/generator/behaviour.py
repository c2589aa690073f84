"""The behaviour log: praise, poor behaviour and suspensions of the pupils who were there. See docs/demo_data.md."""

from dataclasses import dataclass
from datetime import date
from random import Random

from seeds.generator.attendance import SESSIONS, Mark, is_there
from seeds.generator.chance import stream, weighted
from seeds.generator.people import Pupil
from seeds.generator.school_calendar import YEARS, year_of
from seeds.generator.tables import Export, as_csv

HEADER = ("Pupil ID", "Site", "Incident date", "Behaviour type", "Location", "Points", "Recorded by")
# Chance of an entry on a day on which a pupil of average temper is there.
POOR, POOR_IN = 0.13, {("Westside", "2025/26"): 0.085}
PRAISE = {"2024/25": 0.09, "2025/26": 0.14}
LOGGED_AS_SUSPENSION = {"2024/25": 0.12, "2025/26": 0.08}  # of whole days with mark E; the log holds some of them
POOR_KINDS = {
    **{"Disruption": 0.4, "Defiance": 0.22, "Verbal abuse": 0.2, "Damage": 0.06, "Physical assault": 0.04},
    **{"Bullying": 0.05, "Racist incident": 0.02, "Online bullying": 0.01},
}
PRAISE_KINDS = {"Achievement": 0.6, "Merit": 0.4}
POINTS = {"Achievement": 2, "Merit": 5, "Suspension": -20, "Physical assault": -10}
POOR_POINTS = -3
PLACES = {"Classroom": 0.62, "Corridor": 0.16, "Outside": 0.14, "Dining room": 0.08}
RECORDED_BY = ("Tutor", "Pastoral lead", "Teaching assistant", "Site lead")


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    pupil_id: str
    site: str
    day: date
    kind: str
    place: str
    recorded_by: str


def make_entries(pupils: list[Pupil], marks: list[Mark]) -> list[Entry]:
    """All entries in the order of day and pupil; whoever is absent neither shines nor offends."""
    days: dict[str, dict[date, list[Mark]]] = {}
    for mark in marks:
        days.setdefault(mark.pupil_id, {}).setdefault(mark.day, []).append(mark)
    entries: list[Entry] = []
    for pupil in pupils:
        rng = stream(f"behaviour {pupil.pupil_id}")
        temper = rng.uniform(0.2, 1.8)
        for day, of_day in days.get(pupil.pupil_id, {}).items():
            entries += _of_day(rng, pupil, day, [mark.code for mark in of_day], temper)
    return sorted(entries, key=lambda entry: (entry.day, entry.pupil_id, entry.kind))


def _of_day(rng: Random, pupil: Pupil, day: date, codes: list[str], temper: float) -> list[Entry]:
    """What is written of one day: one suspension, or praise and poor behaviour, each or neither."""
    year, draws = year_of(day), (rng.random(), rng.random())
    kinds = []
    if codes == ["E"] * len(SESSIONS):
        kinds = ["Suspension"] if draws[0] < LOGGED_AS_SUSPENSION[year] else []
    elif any(is_there(code) for code in codes):
        if draws[0] < POOR_IN.get((pupil.site, year), POOR) * temper:
            kinds.append(weighted(rng, POOR_KINDS))
        if draws[1] < PRAISE[year] * (2 - temper):
            kinds.append(weighted(rng, PRAISE_KINDS))
    return [
        Entry(pupil.pupil_id, pupil.site, day, kind, weighted(rng, PLACES), rng.choice(RECORDED_BY)) for kind in kinds
    ]


def behaviour_exports(entries: list[Entry]) -> list[Export]:
    """One log a year."""
    exports = []
    for year in YEARS:
        rows = [_row(entry) for entry in entries if year_of(entry.day) == year]
        name = f"behaviour_log_{year.replace('/', '_')}.csv"
        exports.append(Export(name, "behaviour", f"Behaviour log of {year}", as_csv(HEADER, rows)))
    return exports


def _row(entry: Entry) -> tuple[object, ...]:
    points = POINTS.get(entry.kind, POOR_POINTS)
    day = entry.day.strftime("%d/%m/%Y")
    return (entry.pupil_id, entry.site, day, entry.kind, entry.place, points, entry.recorded_by)
