"""A school in which every name, id, telephone number and word somebody typed is one we can look for.

Each holds MARK, or is the one telephone number of this school. Everything goes through the real intake and register.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from warehouse import homes
from warehouse.intake import load_file
from warehouse.register import NewEntry, record_all
from warehouse.release import sign_off
from warehouse.settings import SAMPLE_EXPORTS, Home
from warehouse.worker import run_build, warm_up

MARK, PHONE = "zqxcanary", "07700 955501"
FOUND = re.compile(rb"[0-9a-z_]*zqxcanary[0-9a-z_]*|07700 ?955501", re.IGNORECASE)

IDS = {"Pupil ID": "P", "Parent ID": "R", "Household ID": "H", "Contact ID": "C"}
SAMPLES = (
    "pupils_2025_26.csv",
    "attendance_2025_26.csv",
    "communication_log_2025_26.csv",
    "event_invitations_2025_26.csv",
    "parent_survey_2025_26_summer.csv",
    "pupil_wellbeing_survey_2025_26_summer.csv",
)
WRITTEN = {  # feeds that the samples do not have
    "behaviour.csv": "Pupil ID,Incident date,Behaviour type,Description,Site\n"
    "HV1001,2025-09-19,Merit,Zqxcanary helped,Eastside\nHV1002,2025-09-22,Bullying,Zqxcanary again,Westside\n",
    "assessments.csv": "Pupil ID,Assessment date,Subject,Measure,Result\n"
    "HV1001,2025-09-23,English,Reading age,9.5\nHV1002,2025-09-23,Zqxcanary studies,Standardised score,96\n",
    "totals.csv": "Pupil ID,From,To,Possible,Attended\nHV1001,2025-09-02,2025-12-19,140,80\n",
    "heads.csv": "Event,Event Type,Event Date,Site,Invited,Attended\n"
    "Zqxcanary breakfast,Coffee morning,2025-10-02,Eastside,40,20\n",
}
TYPED = (
    NewEntry("concern", {"concern_id": "n1", "text": "Zqxcanary concern", "raised_by": "parent"}),
    NewEntry("evidence_note", {"note_id": "n1", "about_kind": "step", "about_id": "s", "text": "Zqxcanary note"}),
    NewEntry("matrix_option", {"option_id": "o1", "matrix_id": "m1", "label": "Zqxcanary option"}),
    NewEntry("step_update", {"step_id": "phase_1_step_01", "status": "in_progress", "note": "Zqxcanary note"}),
    NewEntry("review", {"review_id": "r1", "review_date": "2026-01-12", "notes": "Zqxcanary note"}),
)
NAMES = ("Forename", "Surname", "Parent Name", "Logged By", "Template", "Name", "First Name", "Last Name", "Event")


def build(root: Path) -> Home:
    """The school: loaded, built, and its release signed off."""
    home = Home(root)
    warm_up()
    homes.claim(home, homes.OWN)
    files = {name: rewritten((SAMPLE_EXPORTS / name).read_text("utf-8-sig")) for name in SAMPLES}
    for name, text in (files | {name: with_ids(text) for name, text in WRITTEN.items()}).items():
        path = root.parent / name
        path.write_text(text, encoding="utf-8")
        load_file(home, path, filename=f"{MARK}_{name}")
    record_all(home, TYPED, role="slt", client_id="planted")
    run_build(home)
    sign_off(home, "The head")
    return home


def rewritten(text: str) -> str:
    """An export with every id, name, telephone number, address and comment replaced; what identifies stays apart."""
    head, *rows = csv.reader(io.StringIO(text))
    last = len(head) - 1

    def cell(at: int, value: str) -> str:
        name = head[at]
        if name in IDS:
            return _id(IDS[name], value)
        if name == "Parent Phone":
            return PHONE
        if "mail" in name.lower():
            return f"{MARK}{at}@example.org"
        if name in NAMES:
            return f"Zqxcanary {value}".strip()
        if at == last and " " in value and len(head) > 20:  # the comment of a survey
            return f"{value} Zqxcanary said it: transport is hard."
        return value

    return _csv([head, *([cell(at, value) for at, value in enumerate(row)] for row in rows)])


def with_ids(text: str) -> str:
    """A written export with the pupils' ids replaced."""
    return re.sub(r"\bHV\d{4}\b", lambda found: _id("P", found.group()), text)


def _id(kind: str, value: str) -> str:
    return f"ZQXCANARY{kind}{value[1:]}" if value else value


def _csv(rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def find(place: str, content: bytes | str, note: Callable[[str, bytes], None]) -> None:
    """Tell ``note`` of everything planted that is in ``content``."""
    for found in set(FOUND.findall(content.encode() if isinstance(content, str) else content)):
        note(place, found)
