"""Attendance: dates, marks by date, copies, clashes, dual registration; each record ends in exactly one place."""

import datetime as dt

import pytest

from tests.intake.conftest import landed
from warehouse.intake import Options, inspect_file, load_file

HEAD = "Pupil ID,Site,Date,Session,Mark\n"


def problems(result):
    return [(problem.record, problem.column, problem.code) for problem in result.quarantined_records]


def test_a_clean_export_lands_typed_and_trimmed(export, home):
    path = export(HEAD + " P1 ,Westside,13/09/2024,am, / \nP1,Westside,13/09/2024,PM,\\\n")
    result = load_file(home, path)
    assert (result.decision, result.accepted, result.quarantined) == ("accept", 2, 0)
    rows = landed(home, "attendance")
    assert rows.drop("upload_id").rows() == [
        (2, "our_school", "Westside", "P1", dt.date(2024, 9, 13), "AM", "/", False),
        (3, "our_school", "Westside", "P1", dt.date(2024, 9, 13), "PM", "\\", False),
    ]


def test_each_bad_record_is_set_aside_alone_and_named(export, home):
    path = export(
        HEAD
        + "P1,W,2024-09-13,AM,/\n"
        + "P2,W,31/09/2024,AM,/\n"
        + ",W,2024-09-13,AM,/\n"
        + "P4,W,2024-09-13,evening,/\n"
        + "P5,W,2024-09-13,AM,8\n"
        + "P6,W,2024-09-13,AM,-\n"
        + "P7,W,2024-09-13,AM,\n"
        + "P8,W,2024-09-13,AM,/,extra\n"
        + "P9,W,0026-09-13,AM,/\n"
    )
    result = load_file(home, path)
    assert problems(result) == [
        (3, "Date", "bad_date"),
        (4, "Pupil ID", "blank_required"),
        (5, "Session", "unknown_value"),
        (6, "Mark", "unknown_mark"),
        (7, "Mark", "no_mark"),
        (8, "Mark", "no_mark"),
        (9, None, "too_many_fields"),
        (10, "Date", "bad_date"),
    ]
    assert (result.accepted, result.decision) == (1, "accept_with_warnings")


@pytest.mark.parametrize(
    "mark, day, is_accepted",
    [
        ("H", "2024-08-18", True),
        ("H", "2024-08-19", False),
        ("F", "2024-08-18", True),
        ("J", "2023-05-02", True),
        ("J", "2024-09-13", False),
        ("Y", "2024-08-18", True),
        ("C2", "2024-08-18", False),
        ("C2", "2024-08-19", True),
        ("Y1", "2024-09-13", True),
        ("I02", "2024-09-13", True),
        ("X", "2024-09-13", True),
        ("I022", "2024-09-13", False),
        ("99", "2024-09-13", False),
        ("i", "2024-09-13", True),
    ],
)
def test_a_mark_counts_only_where_it_was_in_force(mark, day, is_accepted, export):
    found = inspect_file(export(HEAD + f"P1,W,2024-09-13,AM,/\nP2,W,{day},AM,{mark}\n"))
    assert found.quarantined == (0 if is_accepted else 1)


def test_an_exact_copy_is_dropped_and_counted(export, home):
    path = export(HEAD + "P1,W,2024-09-13,AM,/\nP2,W,2024-09-13,AM,/\nP1,W,2024-09-13,AM,/\n")
    result = load_file(home, path)
    assert (result.data_records, result.accepted, result.quarantined, result.duplicates) == (3, 2, 0, 1)
    assert landed(home, "attendance")["record_no"].to_list() == [2, 3]


def test_two_marks_for_one_session_set_both_records_aside(export):
    found = inspect_file(export(HEAD + "P1,W,2024-09-13,AM,/\nP1,W,2024-09-13,AM,O\nP2,W,2024-09-13,AM,/\n"))
    assert problems(found) == [(2, "Mark", "conflicting_marks"), (3, "Mark", "conflicting_marks")]


def test_marks_at_two_sites_are_dual_registration_and_both_stay(export):
    found = inspect_file(export(HEAD + "P1,Westside,2024-09-13,AM,/\nP1,Eastside,2024-09-13,AM,D\n"))
    assert (found.accepted, found.quarantined) == (2, 0)


def test_every_record_ends_in_exactly_one_place(export):
    lines = ["P1,W,2024-09-13,AM,/", "P1,W,2024-09-13,AM,/", "P1,W,2024-09-13,AM, /", "P2,W,2024-09-13,AM,/"]
    lines += [
        "P2,W,2024-09-13,AM,O",
        "P3,W,nonsense,AM,/",
        "P3,W,nonsense,AM,/",
        "P4,W,2024-09-13,AM,/,x",
        "P5,W,2024-09-13,PM,I",
    ]
    found = inspect_file(export(HEAD + "\n".join(lines)))
    assert (found.accepted, found.quarantined, found.duplicates) == (2, 4, 3)
    assert found.accepted + found.quarantined + found.duplicates == found.data_records == 9


def test_dates_that_fit_two_orders_are_asked_about_and_the_answer_is_used(export, home):
    path = export(HEAD + "P1,W,03/09/2024,AM,/\nP1,W,04/09/2024,AM,/\n")
    found = inspect_file(path)
    assert (found.kind, found.decision, [q.id for q in found.questions]) == ("attendance", "ask", ["date_order"])
    load_file(home, path, Options(date_order="dmy"))
    assert landed(home, "attendance")["session_date"].to_list() == [dt.date(2024, 9, 3), dt.date(2024, 9, 4)]


def test_one_telling_date_decides_the_order_of_the_whole_file(export):
    american = inspect_file(export(HEAD + "P1,W,09/03/2024,AM,/\nP1,W,09/13/2024,AM,/\n"))
    assert (american.date_order, american.quarantined) == ("mdy", 0)


def test_a_learning_platforms_absences_are_statuses_without_a_session(export, home):
    path = export("LMSUserSourceSystemIdentifier,EventDate,AttendanceStatus\n7,2024-09-13 00:01:03,Unexcused\n")
    result = load_file(home, path)
    row = landed(home, "attendance").row(0, named=True)
    assert (row["session"], row["mark"], row["is_absence_only"]) == (None, "unauthorised", True)
    assert result.decision == "accept_with_warnings"
