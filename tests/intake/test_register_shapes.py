r"""Attendance in every shape registers are exported in: as a grid, as one mark a day, as two marks a cell.

The files are written here as those systems write them; the counts were worked out by hand.
"""

import datetime as dt
from collections import Counter

import pytest

from tests.intake.conftest import landed
from warehouse.intake import Options, inspect_file, load_file

FRIDAY, MONDAY = dt.date(2024, 9, 13), dt.date(2024, 9, 16)
# P1: present Friday, ill Monday; P2: late Friday morning, no mark on Friday afternoon, unauthorised Monday.
MARKS = {
    ("P1", FRIDAY, "AM"): "/",
    ("P1", FRIDAY, "PM"): "\\",
    ("P1", MONDAY, "AM"): "I",
    ("P1", MONDAY, "PM"): "I",
    ("P2", FRIDAY, "AM"): "L",
    ("P2", MONDAY, "AM"): "O",
    ("P2", MONDAY, "PM"): "O",
}
GRIDS = {
    "a column a session": (
        "Adm No,Pupil Name,13/09/2024 AM,13/09/2024 PM,16/09/2024 AM,16/09/2024 PM\n"
        "P1,Zebedee,/,\\,I,I\nP2,Florence,L,,O,O\n"
    ),
    "the session before the day": (
        "Admission Number,AM 13/09/2024,PM 13/09/2024,AM 16/09/2024,PM 16/09/2024\nP1,/,\\,I,I\nP2,L,-,O,O\n"
    ),
    "dates over sessions": "Adm No,13/09/2024,,16/09/2024,\n,AM,PM,AM,PM\nP1,/,\\,I,I\nP2,L,,O,O\n",
    "dates over sessions beneath a title": (
        "Register report,,,,\nAdm No,Fri 13 Sep 2024,,Mon 16 Sep 2024,\n,AM,PM,AM,PM\nP1,/,\\,I,I\nP2,L,,O,O\n"
    ),
    "sessions beneath dates, the pupil in the second record": (
        ",,13/09/2024,,16/09/2024,\nPupil ID,Surname,AM,PM,AM,PM\nP1,Zebedee,/,\\,I,I\nP2,Florence,L,,O,O\n"
    ),
    "each date twice": "Student ID,13/09/2024,13/09/2024,16/09/2024,16/09/2024\nP1,/,\\,I,I\nP2,L,?,O,O\n",
    "two marks a cell": "Pupil ID,Fri 13 Sep 2024,Mon 16 Sep 2024\nP1,/\\,II\nP2,L-,O O\n",
    "dates as a spreadsheet counts them": "Pupil ID,45548,45551\nP1,/\\,II\nP2,L-,OO\n",
    "a morning and an afternoon column": (
        "Pupil ID,Date,AM,PM\nP1,13/09/2024,/,\\\nP1,16/09/2024,I,I\nP2,13/09/2024,L,\nP2,16/09/2024,O,O\n"
    ),
}


def marks_of(rows) -> dict:
    return {(pupil, day, session): mark for pupil, day, session, mark in rows}


def landed_marks(home) -> dict:
    rows = landed(home, "attendance").select("pupil_id", "session_date", "session", "mark").rows()
    assert len(rows) == len(marks_of(rows))
    return marks_of(rows)


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS.keys())
def test_every_way_to_lay_out_a_register_gives_the_same_marks(grid, export, home):
    result = load_file(home, export(grid))
    assert landed_marks(home) == MARKS
    assert (result.quarantined, result.duplicates) == (0, 0)
    assert result.accepted == result.data_records == grid.count("\nP1,") + grid.count("\nP2,")
    assert "Zebedee" not in landed(home, "attendance").write_csv()


def test_every_long_row_keeps_the_number_of_its_record(export, home):
    load_file(home, export(GRIDS["dates over sessions beneath a title"]))
    assert Counter(landed(home, "attendance")["record_no"].to_list()) == {4: 4, 5: 3}


def test_a_mark_that_is_not_known_sets_its_record_aside_and_names_the_column(export):
    found = inspect_file(export("Pupil ID,13/09/2024 AM,13/09/2024 PM\nP1,/,8\nP2,/,\\\nP3,J,\\\n"))
    assert [(p.record, p.column, p.code) for p in found.quarantined_records] == [
        (2, "13/09/2024 PM", "unknown_mark"),
        (4, "13/09/2024 AM", "unknown_mark"),
    ]
    assert found.accepted == 1


def test_a_pupil_without_any_mark_is_set_aside_and_blank_cells_are_counted(export):
    found = inspect_file(export("Pupil ID,13/09/2024 AM,13/09/2024 PM\nP1,,-\nP2,/,\n"))
    assert [(p.record, p.code) for p in found.quarantined_records] == [(2, "blank_required")]
    assert "3 blank cells passed over." in found.notes


def test_a_pupil_that_stands_twice_with_other_marks_is_set_aside_and_a_copy_counts_once(export):
    head = "Pupil ID,Teacher,13/09/2024 AM,13/09/2024 PM\n"
    found = inspect_file(export(head + "P1,A,/,\\\nP1,B,/,O\nP2,A,/,\\\nP2,B,/,\\\n"))
    assert [(p.record, p.column, p.code) for p in found.quarantined_records] == [
        (2, "13/09/2024 PM", "conflicting_marks"),
        (3, "13/09/2024 PM", "conflicting_marks"),
    ]
    assert (found.accepted, found.duplicates) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Pupil ID,Date,Mark\nP1,13/09/2024,/\nP1,16/09/2024,I\n",
        "Pupil ID,13/09/2024,16/09/2024\nP1,/,I\n",
        "Pupil ID,Date,Session,Mark\nP1,13/09/2024,All day,/\nP1,16/09/2024,Full day,I\n",
    ],
    ids=["a row a day", "a column a day", "a word for the day"],
)
def test_one_mark_a_day_counts_for_both_sessions_and_says_so(text, export, home):
    result = load_file(home, export(text))
    assert landed_marks(home) == {key: mark for key, mark in MARKS.items() if key[0] == "P1"}
    assert "2 marks given for a whole day: each was counted for the morning and the afternoon." in result.warnings


def test_among_cells_of_two_marks_a_lone_stroke_is_one_session_only(export, home):
    load_file(home, export("Pupil ID,13/09/2024,16/09/2024\nP1,/\\,/\nP2,\\,C1\n"))
    marks = Counter((pupil, day) for pupil, day, _ in landed_marks(home))
    assert marks == {("P1", FRIDAY): 2, ("P1", MONDAY): 1, ("P2", FRIDAY): 1, ("P2", MONDAY): 2}
    assert landed_marks(home)["P2", FRIDAY, "PM"] == "\\"


def test_several_marks_a_day_without_sessions_are_asked_about(export, home):
    path = export("Pupil ID,Date,Mark\nP1,13/09/2024,/\nP1,13/09/2024,O\n")
    found = inspect_file(path)
    assert (found.decision, [(q.id, q.choices) for q in found.questions]) == ("ask", [("session", ("AM", "PM"))])
    answered = inspect_file(path, Options(answers={"session": "AM"}))
    assert [p.code for p in answered.quarantined_records] == []
    assert "different marks" in answered.error


def test_the_dates_of_a_grid_are_asked_about_where_their_order_is_open(export, home):
    path = export("Pupil ID,03/09/2024 AM,04/09/2024 AM\nP1,/,I\n")
    assert [q.id for q in inspect_file(path).questions] == ["date_order"]
    load_file(home, path, Options(date_order="dmy"))
    assert {day for _, day, _ in landed_marks(home)} == {dt.date(2024, 9, 3), dt.date(2024, 9, 4)}


def test_a_list_of_absences_has_no_denominator_and_says_so(export, home):
    head = "LMSUserSourceSystemIdentifier,EventDate,AttendanceStatus\n"
    result = load_file(home, export(head + "P1,2024-09-13,Excused\nP2,2024-09-16,Unexcused\n"))
    assert landed(home, "attendance").select("mark", "is_absence_only").rows() == [
        ("authorised", True),
        ("unauthorised", True),
    ]
    assert "The file lists absences alone, so it can never give a rate." in result.warnings


def test_a_long_list_in_which_nobody_came_is_asked_about(export, home):
    lines = [f"P{number},13/09/2024,AM,{'I' if number % 2 else 'O'}" for number in range(20)]
    path = export("Pupil ID,Date,Session,Mark\n" + "\n".join(lines))
    assert [(q.id, q.choices) for q in inspect_file(path).questions] == [("is_absence_only", ("yes", "no"))]
    result = load_file(home, path, Options(answers={"is_absence_only": "yes"}))
    assert landed(home, "attendance")["is_absence_only"].all()
    assert "The file lists absences alone, so it can never give a rate." in result.warnings
    assert not inspect_file(
        export("Pupil ID,Date,Session,Mark\n" + "\n".join([*lines[1:], "P0,13/09/2024,AM,/"]))
    ).questions


def test_a_list_headed_as_absences_lists_absences_alone(export, home):
    load_file(home, export("Adm No,Absence date,Session,Absence code,Reason\nP1,13/09/2024,AM,I,poorly\n"))
    rows = landed(home, "attendance").select("pupil_id", "session", "mark", "is_absence_only").rows()
    assert rows == [("P1", "AM", "I", True)]
