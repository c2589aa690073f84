"""A first upload of each feed, with one wrong heading and two bad rows, put right and undone: keyboard only."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.app.conftest import serving, settled
from tests.app.keyboard import Keyboard
from warehouse import homes, landing
from warehouse.intake.rejects import unsettled
from warehouse.settings import Home

pytestmark = pytest.mark.browser
BUILD = 400_000
WEEK = [f"{day}/09/2025" for day in range(15, 20)]


@dataclass(frozen=True)
class Case:
    """One feed's file: its records, how its heading is put right, and what is typed over its two bad cells.

    ``heading`` is the list to go to and the answer to choose; without an answer it is the button that confirms it.
    """

    name: str
    records: list[str]
    heading: tuple[str, str | None]
    cells: tuple[tuple[str, str], tuple[str, str]]


CASES = (
    Case(
        "attendance.csv",
        [
            "Learner,Site,Date,Session,Mark",
            *(f"P{p},Westside,{day},{half},/" for p in (1, 2) for day in WEEK for half in ("AM", "PM")),
            "P4,Westside,15/09/2025,AM,@",
            "P4,Westside,31/02/2026,AM,/",
        ],
        ("No heading was recognised as the pupil's number", "the column 'Learner'"),
        (("Mark, record 22", "/"), ("Date, record 23", "16/09/2025")),
    ),
    Case(
        "contacts.csv",
        [
            "When they spoke,Pupil ID,Parent ID,Method,Direction,Purpose,Outcome",
            *(f"{day} 09:00,P{p},R{p},Phone call,Outbound,Attendance,Answered" for p in (1, 2) for day in WEEK),
            "31/02/2026 10:00,P4,R4,Phone call,Outbound,Attendance,Answered",
            "15/09/2025 10:00,P4,R4,Phone call,Sideways,Attendance,Answered",
        ],
        ("No heading was recognised as when it happened", "the column 'When they spoke'"),
        (("When they spoke, record 12", "16/09/2025 10:00"), ("Direction, record 13", "Inbound")),
    ),
    Case(
        "events.csv",
        [
            "Evnt,Event Type,Event Date,Site,Pupil ID,Parent ID,Invited,Attended",
            *(f"Coffee,Coffee morning,25 Sep 2025,Westside,P{p},R{p},Yes,No" for p in range(1, 9)),
            "Coffee,Coffee morning,31 Feb 2026,Westside,P9,R9,Yes,No",
            "Coffee,Coffee morning,25 Sep 2025,Westside,P10,R10,Yes,Perhaps",
        ],
        ("It is right", None),
        (("Event Date, record 10", "25 Sep 2025"), ("Attended, record 11", "Yes")),
    ),
    Case(
        "pupils.csv",
        [
            "Pupil ID,Site,Yaer Group,Gender,SEN Status,Date Joined,Household ID,Parent ID",
            *(f"P{p},Westside,Year 9,Female,None,02/09/2024,H{p},R{p}" for p in range(1, 9)),
            "P9,Westside,Year 90,Female,None,02/09/2024,H9,R9",
            "P10,Westside,Year 9,Female,None,32/09/2024,H10,R10",
        ],
        ("It is right", None),
        (("Yaer Group, record 10", "Year 9"), ("Date Joined, record 11", "02/09/2024")),
    ),
    Case(
        "survey.csv",
        [
            "ID,Start time,Completion time,Email,Name,I feel confident helping my child on a hard day.,"
            "The school tells me when my child has done well.",
            *(f"{n},13/11/2024 16:0{n},13/11/2024 16:1{n},anonymous,,Agree,Agree" for n in range(1, 9)),
            "9,13/11/2024 16:09,31/11/2024 16:19,anonymous,,Agree,Agree",
            "10,13/11/2024 16:10,13/11/2024 16:20,anonymous,,Agree,Agree,oops",
        ],
        ("I feel confident helping my child", "I feel sure of myself when I support"),
        (("Completion time, record 10", "13/11/2024 16:19"), ("beyond the headings 1, record 11", "")),
    ),
    Case(
        "published.csv",
        [
            "time_period,kind of place,country_code,country_name,new_la_code,la_name,education_phase,"
            "possible_sessions,attendance_perc",
            *(f"202526,Local authority,E92000001,England,E0900003{n},Town {n},Primary,640,94.1" for n in range(8)),
            "202526,Local authority,E92000001,England,E09000038,Town 8,Primary,many,94.1",
            "202526,Somewhere,E92000001,England,E09000039,Town 9,Primary,640,94.1",
        ],
        ("No heading was recognised as the area level", "the column 'kind of place'"),
        (("possible_sessions, record 10", "640"), ("kind of place, record 11", "Local authority")),
    ),
)
SHARED = ("choosing the file", "loading", "loading what was put right", "undoing")


@pytest.fixture
def own_school(tmp_path) -> Path:
    homes.claim(Home(tmp_path / "own"), homes.OWN)
    return tmp_path / "own"


@pytest.fixture
def exports(tmp_path) -> list[Path]:
    for case in CASES:
        (tmp_path / case.name).write_text("\n".join(case.records) + "\n", encoding="utf-8")
    return [tmp_path / case.name for case in CASES]


def put_heading_right(keyboard: Keyboard, case: Case) -> None:
    label, answer = case.heading
    if answer:
        keyboard.choose(label, answer)
    else:
        keyboard.to(label)
        keyboard.press("Enter")
    settled(keyboard.page)


def press_and_wait(keyboard: Keyboard, button: str) -> None:
    keyboard.to(button)
    keyboard.press("Enter")
    keyboard.page.get_by_role("progressbar").wait_for()
    keyboard.page.get_by_role("progressbar").wait_for(state="detached", timeout=BUILD)
    settled(keyboard.page)


def from_the_top(keyboard: Keyboard) -> None:
    keyboard.to("Skip to main content")
    keyboard.press("Enter")


def test_a_first_upload_of_each_feed_is_put_right_and_undone_without_a_mouse(own_school, exports, page):
    home, keyboard = Home(own_school), Keyboard(page)
    with serving(own_school) as running:
        page.goto(f"{running.url}/upload?role=staff")
        page.get_by_role("heading", name="Upload", level=1).wait_for()
        settled(page)
        keyboard.begin(SHARED[0])
        from_the_top(keyboard)
        keyboard.drop(*exports)
        for case in CASES:  # they arrive in any order, and each draws the page anew
            page.get_by_role("heading", name=case.name).wait_for(timeout=BUILD)
        settled(page)
        for case in CASES:
            keyboard.begin(case.name)
            put_heading_right(keyboard, case)
        keyboard.begin(SHARED[1])
        press_and_wait(keyboard, f"Load these {len(CASES)} files")
        assert unsettled(home) == {entry["upload_id"]: 2 for entry in landing.read_manifest(home)}
        from_the_top(keyboard)
        for case in CASES:
            keyboard.begin(case.name)
            for label, text in case.cells:
                keyboard.to(label)
                keyboard.type(text)
        keyboard.begin(SHARED[2])
        press_and_wait(keyboard, "Load what I put right")
        entries = landing.read_manifest(home)
        assert unsettled(home) == {} and [entry["accepted"] for entry in entries[len(CASES) :]] == [2] * len(CASES)
        keyboard.begin(SHARED[3])
        press_and_wait(keyboard, "Undo this load")
        keyboard.begin("")
        assert not any(entry["is_active"] for entry in landing.read_manifest(home))
        assert page.get_by_text("Taken out again").count() == 2 * len(CASES)
    told(keyboard)


def told(keyboard: Keyboard) -> None:
    """Print the keys of each feed on its own: its own and those that one file needs too."""
    shared = sum(keyboard.keys[task] for task in SHARED)
    for case in CASES:
        seconds = keyboard.seconds[case.name]
        print(f"{case.name}: {keyboard.keys[case.name] + shared} keys, {seconds:.0f} s of choosing and typing")
    print(f"all: {sum(keyboard.keys.values())} keys, {sum(keyboard.seconds.values()) / 60:.1f} minutes with 3 builds")
