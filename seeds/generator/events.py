"""Events for parents: who was invited and who came, one row for each invitation."""

from dataclasses import dataclass
from datetime import date
from random import Random

from seeds.generator.actions import CLASS_DATES, Actions
from seeds.generator.chance import stream
from seeds.generator.contacts import first_of_each_household
from seeds.generator.people import Pupil
from seeds.generator.school_calendar import YEARS, year_of
from seeds.generator.tables import Export, as_csv

HEADER = ("Event", "Event Type", "Event Date", "Site", "Pupil ID", "Parent ID", "Invited", "Attended")


@dataclass(frozen=True)
class Event:
    """One event; `share` of households on roll at `site` (or at both) are invited, `turnout` of them come."""

    name: str
    kind: str
    day: date
    site: str
    share: float
    turnout: float
    not_recorded: float = 0.0


EVENTS = (
    Event("Welcome coffee morning", "Coffee morning", date(2024, 9, 25), "Westside", 1.0, 0.3),
    Event("Welcome coffee morning", "Coffee morning", date(2024, 9, 26), "Eastside", 1.0, 0.2, 0.1),
    Event("Autumn parents' evening", "Parents' evening", date(2024, 11, 14), "Westside", 1.0, 0.52),
    Event("Autumn parents' evening", "Parents' evening", date(2024, 11, 21), "Eastside", 1.0, 0.38),
    Event("Spring review meetings", "Review meeting", date(2025, 2, 11), "Westside", 0.6, 0.66, 0.05),
    Event("Spring review meetings", "Review meeting", date(2025, 2, 12), "Eastside", 0.6, 0.58, 0.15),
    *(
        Event(f"Psycho-education class {number}", "Workshop", day, "Westside" if number % 2 else "Eastside", 0.0, 0.0)
        for number, day in enumerate(CLASS_DATES, start=1)
    ),
    Event("Summer celebration", "Celebration", date(2025, 7, 10), "Westside", 1.0, 0.44),
    Event("Autumn parents' evening", "Parents' evening", date(2025, 11, 13), "Westside", 1.0, 0.58),
    Event("Autumn parents' evening", "Parents' evening", date(2025, 11, 20), "Eastside", 1.0, 0.4),
    Event("Spring review meetings", "Review meeting", date(2026, 2, 3), "Westside", 0.6, 0.7, 0.05),
    Event("Spring review meetings", "Review meeting", date(2026, 2, 4), "Eastside", 0.6, 0.6, 0.1),
    Event("Coffee morning at the library cafe", "Coffee morning", date(2026, 4, 22), "Eastside", 1.0, 0.34),
    Event("Westside parent forum", "Parent forum", date(2026, 6, 10), "Westside", 1.0, 0.31),
    Event("Summer celebration", "Celebration", date(2026, 7, 9), "Eastside", 1.0, 0.42, 0.08),
)
Invitation = tuple[Event, Pupil, str, str]  # event, pupil, parent_id, attended: Yes, No or nothing


def make_invitations(pupils: list[Pupil], actions: Actions) -> list[Invitation]:
    """Every invitation in the order of events. A household that comes to things comes more often than others."""
    homes = first_of_each_household(pupils)
    keen = {pupil.household.household_id: stream(f"keen {pupil.pupil_id}").uniform(-0.3, 0.3) for pupil in homes}
    invitations: list[Invitation] = []
    for event in EVENTS:
        rng = stream(f"event {event.name} {event.day}")
        invited = _invited(rng, event, [pupil for pupil in homes if pupil.is_on_roll(event.day)], actions)
        for pupil in invited:
            home = pupil.household.household_id
            chance = event.turnout + keen[home] if event.share else 0.8 * (home in actions.came)
            attended = "" if rng.random() < event.not_recorded else "Yes" if rng.random() < chance else "No"
            invitations.append((event, pupil, pupil.household.parents[0].parent_id, attended))
    return invitations


def _invited(rng: Random, event: Event, here: list[Pupil], actions: Actions) -> list[Pupil]:
    """Those invited to an event; the classes invite the same households of both sites each time."""
    if not event.share:
        return [pupil for pupil in here if pupil.household.household_id in actions.invited]
    return [pupil for pupil in here if pupil.site == event.site and rng.random() < event.share]


def event_exports(invitations: list[Invitation]) -> list[Export]:
    """One file a year; dates with the month as a word."""
    exports = []
    for year in YEARS:
        rows = [_row(*invitation) for invitation in invitations if year_of(invitation[0].day) == year]
        name = f"event_invitations_{year.replace('/', '_')}.csv"
        exports.append(Export(name, "events", f"Invitations and turn-out in {year}", as_csv(HEADER, rows)))
    return exports


def _row(event: Event, pupil: Pupil, parent_id: str, attended: str) -> tuple[object, ...]:
    day = event.day.strftime("%d %b %Y")
    return (event.name, event.kind, day, event.site, pupil.pupil_id, parent_id, "Yes", attended)
