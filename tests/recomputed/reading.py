"""A school read from its export files, in the order in which they are loaded: a later file goes before an earlier."""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from tests.recomputed.surveys import Response, responses_of

GROUPS = ("site", "year_group", "pupil_premium", "send", "eal", "sex")
UNKNOWN = "not known"
SEN = {"None": "none", "SEN support": "support", "EHC plan": "ehcp"}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
FEED_KINDS = {  # kinds that count as one when a later log replaces an earlier one
    **{"Positive": "positive", "Merit": "positive", "Achievement": "positive", "Disruption": "negative"},
    **dict.fromkeys(("Verbal abuse", "Defiance", "Damage", "Physical assault"), "negative"),
    **{"Bullying": "bullying", "Online bullying": "bullying", "Racist incident": "prejudice"},
    **{"Suspension": "suspension", "Lateness": "other"},
}
METHODS = {"Text", "Email", "App"}  # what counts as a message


@dataclass
class Pupil:
    """What the lists say of a pupil, the latest that says anything."""

    groups: dict[str, str] = field(default_factory=lambda: dict.fromkeys(GROUPS, UNKNOWN))
    joined: date | None = None
    left: date | None = None
    homes: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Mark:
    pupil: str
    site: str
    day: date
    session: str
    code: str
    file: int


@dataclass(frozen=True)
class Contact:
    number: str
    day: date
    site: str
    pupil: str
    parent: str
    method: str
    direction: str
    purpose: str
    outcome: str


@dataclass(frozen=True)
class Invitation:
    event: str
    kind: str
    day: date
    site: str
    pupil: str
    parent: str
    attended: bool | None


@dataclass
class School:
    """Everything the files say, each thing once."""

    pupils: dict[str, Pupil] = field(default_factory=dict)
    parents: dict[str, set[str]] = field(default_factory=dict)  # parent to pupils
    marks: dict[tuple, Mark] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    invitations: dict[tuple, Invitation] = field(default_factory=dict)
    responses: list[Response] = field(default_factory=list)
    steps: dict[str, dict[str, str]] = field(default_factory=dict)
    behaviour: dict[tuple, int] = field(default_factory=dict)  # pupil, day and kind to how many
    results: dict[tuple, str] = field(default_factory=dict)  # pupil, subject, measure and day to the result

    @cached_property
    def on_roll_from(self) -> dict[str, date]:
        """First day on roll: as the list says, else of the first mark; the first day of all where neither is known."""
        first: dict[str, date] = {}
        for mark in self.marks.values():
            first[mark.pupil] = min(mark.day, first.get(mark.pupil, mark.day))
        return {number: pupil.joined or first.get(number, date.min) for number, pupil in self.pupils.items()}


def read_school(folder: Path, files: list[tuple[str, str]]) -> School:
    """``files`` are name and feed in the order of loading; other feeds are left out."""
    school = School()
    readers = {"pupils": _pupils, "attendance": _marks, "contacts": _contacts, "events": _events} | {
        "behaviour": _behaviour,
        "attainment": _results,
    }
    for number, (name, feed) in enumerate(files):
        content = (folder / name).read_text(encoding="utf-8-sig")
        if feed == "surveys":
            school.responses += responses_of(name, content)
        elif name == "phase_1_progress.csv":
            school.steps |= {row["step_id"]: row for row in _rows(content)}
        elif feed in readers:
            readers[feed](school, _rows(content), number)
    return school


def _rows(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content, newline="")))


def _day(text: str) -> date | None:
    day, month, year = text.split("/") if text else ("", "", "")
    return date(int(year), int(month), int(day)) if text else None


def _pupils(school: School, rows: list[dict[str, str]], _: int) -> None:
    yes_no = {"Yes": "yes", "No": "no"}
    for row in rows:
        pupil = school.pupils.setdefault(row["Pupil ID"], Pupil())
        said = {
            "site": row["Site"],
            "year_group": row["Year Group"],
            "pupil_premium": yes_no.get(row["Pupil Premium"], ""),
            "send": SEN.get(row["SEN Status"], ""),
            "eal": yes_no.get(row["EAL"], ""),
            "sex": row["Gender"].lower(),
        }
        pupil.groups |= {name: value for name, value in said.items() if value}
        pupil.joined = _day(row["Date Joined"]) or pupil.joined
        pupil.left = _day(row["Date Left"]) or pupil.left
        pupil.homes.add(row["Household ID"])
        school.parents.setdefault(row["Parent ID"], set()).add(row["Pupil ID"])


def _marks(school: School, rows: list[dict[str, str]], number: int) -> None:
    for row in rows:
        mark = Mark(row["Pupil ID"], row["Site"], _day(row["Date"]), row["Session"], row["Mark"], number)
        school.marks[mark.pupil, mark.site, mark.day, mark.session] = mark
        school.pupils.setdefault(mark.pupil, Pupil())


def _contacts(school: School, rows: list[dict[str, str]], _: int) -> None:
    for row in rows:
        day = date.fromisoformat(row["Date and Time"][:10])
        who = (row["Site"], row["Pupil ID"], row["Parent ID"])
        what = (row["Method"], row["Direction"], row["Purpose"], row["Outcome"])
        school.contacts[row["Contact ID"]] = Contact(row["Contact ID"], day, *who, *what)
        if row["Pupil ID"]:
            school.pupils.setdefault(row["Pupil ID"], Pupil())


def _events(school: School, rows: list[dict[str, str]], _: int) -> None:
    for row in rows:
        number, month, year = row["Event Date"].split()
        day = date(int(year), MONTHS.index(month) + 1, int(number))
        kind = row["Event Type"].lower().replace("'", "").replace(" ", "_")
        attended = {"Yes": True, "No": False}.get(row["Attended"])
        key = (row["Event"], day, row["Pupil ID"], row["Parent ID"])
        school.invitations[key] = Invitation(
            row["Event"], kind, day, row["Site"], row["Pupil ID"], row["Parent ID"], attended
        )


def _behaviour(school: School, rows: list[dict[str, str]], _: int) -> None:
    """A later log says anew how many entries of a kind a pupil has on a day."""
    said = Counter((row["Pupil ID"], _day(row["Incident date"]), row["Behaviour type"]) for row in rows)
    for pupil, day, kind in said:
        of_kind = (pupil, day, FEED_KINDS[kind])
        school.behaviour = {k: n for k, n in school.behaviour.items() if (*k[:2], FEED_KINDS[k[2]]) != of_kind}
    school.behaviour |= said


def _results(school: School, rows: list[dict[str, str]], _: int) -> None:
    for row in rows:
        key = (row["Pupil ID"], row["Subject"], row["Measure"], _day(row["Assessment date"]))
        school.results[key] = row["Result"]
