"""The communication log: calls, texts, e-mails, letters, visits, app messages and meetings with each household."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from seeds.generator.actions import NUDGE_START, Actions
from seeds.generator.chance import stream, weighted
from seeds.generator.people import Pupil
from seeds.generator.school_calendar import SCHOOL_DAYS, YEARS, year_of
from seeds.generator.tables import Export, as_csv

HEADER = (
    *("Contact ID", "Date and Time", "Site", "Pupil ID", "Parent ID", "Method", "Direction", "Purpose"),
    *("Template", "Outcome", "Logged By"),
)
METHODS = {
    "Phone call": 0.4,
    "Text": 0.18,
    "Email": 0.2,
    "App": 0.12,
    "Letter": 0.05,
    "Home visit": 0.03,
    "Meeting": 0.02,
}
PURPOSES = {"Attendance": 0.3, "Concern": 0.22, "Positive": 0.2, "Information": 0.18, "Welfare": 0.08, "Other": 0.02}
OUTCOMES = {
    "Phone call": {"Answered": 0.5, "No answer": 0.27, "Left message": 0.23},
    "Text": {"Delivered": 0.63, "Replied": 0.29, "Failed": 0.08},
    "Email": {"Delivered": 0.45, "Read": 0.3, "Replied": 0.22, "Failed": 0.03},
    "App": {"Delivered": 0.3, "Read": 0.48, "Replied": 0.22},
    "Letter": {"": 1.0},
    "Home visit": {"Answered": 0.7, "No answer": 0.3},
    "Meeting": {"Answered": 1.0},
}
NUDGES = (("Nudge 1: welcome", "Positive", 0), ("Nudge 2: attendance and achievement", "Attendance", 2))  # weekday
WEEKLY = {"Westside": 0.85, "Eastside": 0.62}  # contacts a week with a household, on average, beside the pilot
QUIET = 0.14  # share of households that hardly hear from the centre
OPEN_DAYS = frozenset(day for _, day in SCHOOL_DAYS)
LOGGED_BY = ("Tutor", "Family support worker", "Attendance officer", "Pastoral lead", "Office")


@dataclass(frozen=True)
class Contact:
    """One communication with a parent."""

    at: datetime
    pupil: Pupil
    parent_id: str
    method: str
    direction: str
    purpose: str
    template: str
    outcome: str
    logged_by: str


def make_contacts(pupils: list[Pupil], actions: Actions) -> list[Contact]:
    """All contacts in the order of time; siblings' homes are contacted about the elder."""
    contacts: list[Contact] = []
    for pupil in first_of_each_household(pupils):
        contacts += _everyday(stream(f"contacts {pupil.pupil_id}"), pupil)
        if pupil.household.household_id in actions.texted:
            contacts += _nudges(pupil, pupil.household.household_id in actions.unreached)
    return sorted(contacts, key=lambda contact: (contact.at, contact.pupil.pupil_id))


def first_of_each_household(pupils: list[Pupil]) -> list[Pupil]:
    """The first pupil of each household."""
    firsts: dict[str, Pupil] = {}
    for pupil in pupils:
        firsts.setdefault(pupil.household.household_id, pupil)
    return list(firsts.values())


def _mondays() -> list[date]:
    return sorted({day - timedelta(days=day.weekday()) for _, day in SCHOOL_DAYS})


def _everyday(rng: Random, pupil: Pupil) -> Iterator[Contact]:
    """Contacts beside the pilot: the centre calls more often from the second year on, and more often with good news."""
    rate = WEEKLY[pupil.site] * (0.12 if rng.random() < QUIET else rng.uniform(0.7, 1.5))
    for monday in _mondays():
        growth = 1.0 if year_of(monday) == YEARS[0] else 1.2
        for _ in range(sum(rng.random() < rate * growth / 3 for _ in range(3))):
            day = monday + timedelta(days=rng.randrange(5))
            contact = _one(rng, pupil, datetime.combine(day, time(8 + rng.randrange(9), rng.randrange(60))))
            if pupil.is_on_roll(day) and day in OPEN_DAYS:
                yield contact


def _one(rng: Random, pupil: Pupil, at: datetime) -> Contact:
    purposes = dict(PURPOSES)
    if year_of(at.date()) == YEARS[1]:
        purposes["Positive"] += 0.1
    method, purpose = weighted(rng, METHODS), weighted(rng, purposes)
    is_inbound = rng.random() < 0.13 and method in ("Phone call", "Text", "Email", "App")
    parents = pupil.household.parents
    parent = parents[0] if rng.random() < 0.8 else parents[-1]
    return Contact(
        at=at,
        pupil=pupil,
        parent_id=parent.parent_id if rng.random() > 0.03 else "",
        method=method,
        direction="Inbound" if is_inbound else "Outbound",
        purpose=purpose if not is_inbound else weighted(rng, {"Information": 0.5, "Concern": 0.3, "Welfare": 0.2}),
        template="",
        outcome="Answered"
        if is_inbound and method == "Phone call"
        else ""
        if is_inbound
        else weighted(rng, OUTCOMES[method]),
        logged_by=rng.choice(LOGGED_BY),
    )


def _nudges(pupil: Pupil, is_unreached: bool) -> Iterator[Contact]:
    """The pilot: a welcome every Monday, and every second Wednesday a text on attendance and achievement."""
    rng = stream(f"nudge texts {pupil.pupil_id}")
    for week, monday in enumerate(monday for monday in _mondays() if monday >= NUDGE_START):
        for template, purpose, weekday in NUDGES[: 1 + week % 2]:
            day = monday + timedelta(days=weekday)
            outcome = "Failed" if is_unreached else weighted(rng, {"Delivered": 0.84, "Replied": 0.16})
            if pupil.is_on_roll(day) and day in OPEN_DAYS:
                parent = pupil.household.parents[0].parent_id
                at = datetime.combine(day, time(7, 30))
                yield Contact(at, pupil, parent, "Text", "Outbound", purpose, template, outcome, "Text service")


def contact_exports(contacts: list[Contact]) -> list[Export]:
    """One log a year; dates and times in ISO form."""
    exports = []
    numbered = list(enumerate(contacts, start=50001))
    for year in YEARS:
        rows = [_row(number, contact) for number, contact in numbered if year_of(contact.at.date()) == year]
        name = f"communication_log_{year.replace('/', '_')}.csv"
        exports.append(Export(name, "contacts", f"Contacts with parents in {year}", as_csv(HEADER, rows)))
    return exports


def _row(number: int, contact: Contact) -> tuple[object, ...]:
    return (
        *(f"C{number}", contact.at.strftime("%Y-%m-%d %H:%M"), contact.pupil.site, contact.pupil.pupil_id),
        *(contact.parent_id, contact.method, contact.direction, contact.purpose, contact.template),
        *(contact.outcome, contact.logged_by),
    )
