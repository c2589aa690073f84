"""Totals of attendance and head counts: what is counted, of which period, and what cannot be true."""

import datetime as dt

import pytest

from tests.intake.conftest import landed
from warehouse.intake import Options, inspect_file, load_file
from warehouse.intake.periods import period_between, period_named

AUTUMN = (dt.date(2024, 9, 1), dt.date(2024, 12, 31))
HEAD = "Adm No,Name,Reg,Possible,Present,Authorised absences,Unauthorised absences,Lates,% Attendance\n"
P1, P2 = "P1,Zebedee,9A,120,104,10,6,3,86.7\n", "P2,Florence,9A,60,59,1,0,0,98.3\n"
TOTALS = {
    ("P1", "possible"): 120,
    ("P1", "attended"): 104,
    ("P1", "authorised"): 10,
    ("P1", "unauthorised"): 6,
    ("P1", "late"): 3,
    ("P2", "possible"): 60,
    ("P2", "attended"): 59,
    ("P2", "authorised"): 1,
    ("P2", "unauthorised"): 0,
    ("P2", "late"): 0,
}


def totals(home) -> dict:
    rows = landed(home, "attendance_totals").select("pupil_id", "counted", "sessions").rows()
    assert len(rows) == len({row[:2] for row in rows})
    return {(pupil, counted): sessions for pupil, counted, sessions in rows}


def periods(home) -> set:
    return set(landed(home, "attendance_totals").select("period_type", "period_start", "period_end").rows())


@pytest.mark.parametrize(
    "text, last_day",
    [
        ("Attendance summary 02/09/2024 to 20/12/2024,,,,\n" + HEAD + P1 + P2, dt.date(2024, 12, 20)),
        ("Summary of attendance,,,,\nPeriod: Autumn Term 2024/25,,,,\n" + HEAD + P1 + P2, AUTUMN[1]),
    ],
    ids=["two dates", "a name"],
)
def test_totals_are_of_the_period_in_the_title(text, last_day, export, home):
    result = load_file(home, export(text))
    assert (result.feed, result.kind, result.accepted) == ("attendance_totals", "attendance", 2)
    assert totals(home) == TOTALS
    assert periods(home) == {("term", AUTUMN[0], last_day)}
    assert "Zebedee" not in landed(home, "attendance_totals").write_csv()


def test_a_file_that_names_no_period_asks_for_it_and_uses_the_answer(export, home):
    path = export(HEAD + P1 + P2)
    question = inspect_file(path).questions[0]
    assert question.id == "period" and "2024/25 autumn" in question.choices
    load_file(home, path, Options(answers={"period": "2024/25 autumn"}))
    assert totals(home) == TOTALS
    assert periods(home) == {("term", *AUTUMN)}


def test_each_record_may_name_its_own_period(export, home):
    head = "Pupil ID,Academic year,Term,Possible,Attended\n"
    lines = "P1,2024/25,Autumn,120,110\nP1,2024/25,Spring 1,50,50\nP1,2024/25,Winter,10,10\n"
    result = load_file(home, export(head + lines))
    assert periods(home) == {("term", *AUTUMN), ("half_term", dt.date(2025, 1, 1), dt.date(2025, 2, 23))}
    assert [(p.record, p.column, p.code) for p in result.quarantined_records] == [(4, "Term", "unknown_period")]


def test_dates_that_begin_inside_a_term_are_kept_and_said_to_count_in_no_rate(export, home):
    result = load_file(home, export("Pupil ID,From,To,Possible,Attended\nP1,14/10/2024,20/12/2024,90,80\n"))
    assert periods(home) == {("dates", dt.date(2024, 10, 14), dt.date(2024, 12, 20))}
    assert any("counted in no rate" in warning for warning in result.warnings)


def test_counts_of_codes_stay_counts_of_codes(export, home):
    path = export("Adm No,Term,/,\\,I (illness),Code O,L,D\nP1,Autumn 2024,50,49,10,4,2,0\nP2,Autumn 2024,60,60,,,,\n")
    result = load_file(home, path)
    assert totals(home) == {
        ("P1", "mark:/"): 50,
        ("P1", "mark:\\"): 49,
        ("P1", "mark:I"): 10,
        ("P1", "mark:O"): 4,
        ("P1", "mark:L"): 2,
        ("P1", "mark:D"): 0,
        ("P2", "mark:/"): 60,
        ("P2", "mark:\\"): 60,
    }
    assert (result.accepted, result.quarantined) == (2, 0)


def test_approved_activity_is_attended_where_there_is_room_and_absences_alone_give_what_was_attended(export, home):
    head = "Pupil ID,Term,Possible,Present,AEA,Authorised,Unauthorised,Absent\n"
    load_file(
        home, export(head + "P1,Autumn 2024,100,85,5,6,4,\nP2,Autumn 2024,100,90,5,6,4,\nP3,Autumn 2024,100,,,,,12\n")
    )
    found = totals(home)
    assert [found[pupil, "attended"] for pupil in ("P1", "P2", "P3")] == [90, 90, 88]


@pytest.mark.parametrize(
    "line, column, code",
    [
        ("P1,Autumn 2024,100,95,6,0,0", None, "bad_totals"),
        ("P1,Autumn 2024,10,5,0,0,11", None, "bad_totals"),
        ("P1,Autumn 2024,many,5,0,0,0", "Possible", "bad_number"),
        (",Autumn 2024,100,100,0,0,0", "Pupil ID", "blank_required"),
        ("P1,Autumn 2024,,,,,", None, "blank_required"),
    ],
)
def test_totals_that_cannot_be_true_are_set_aside_and_named(line, column, code, export):
    head = "Pupil ID,Term,Possible,Present,Authorised,Unauthorised,Lates\n"
    found = inspect_file(export(head + line + "\nP9,Autumn 2024,100,95,5,0,1\n"))
    assert [(p.record, p.column, p.code) for p in found.quarantined_records] == [(2, column, code)]
    assert found.accepted == 1


def test_two_totals_of_a_pupil_for_one_period_are_set_aside_and_a_copy_counts_once(export):
    head = "Pupil ID,Teacher,Term,Possible,Present\n"
    lines = "P1,A,Autumn 2024,100,95\nP1,B,Autumn 2024,100,94\nP2,A,Autumn 2024,100,95\nP2,B,Autumn 2024,100,95\n"
    found = inspect_file(export(head + lines))
    assert [(p.record, p.code) for p in found.quarantined_records] == [
        (2, "conflicting_totals"),
        (3, "conflicting_totals"),
    ]
    assert (found.accepted, found.duplicates) == (1, 1)


@pytest.mark.parametrize(
    "text, period_id",
    [
        ("2024/25 autumn 1", "2024/25 autumn 1"),
        ("Autumn Term 1 2024-2025", "2024/25 autumn 1"),
        ("Summer half term 2 2025", "2024/25 summer 2"),
        ("Spring 2025", "2024/25 spring"),
        ("Autumn Term 2024", "2024/25 autumn"),
        ("2024/2025", "2024/25"),
        ("2024/27", None),
        ("Michaelmas 2024", None),
        ("Autumn", None),
    ],
)
def test_a_period_is_known_by_the_names_schools_give_it(text, period_id):
    found = period_named(text)
    assert (found.period_id if found else None) == period_id


def test_two_dates_are_the_shortest_period_that_begins_with_them():
    ids = [
        period_between(dt.date(2024, 9, 3), dt.date(*last)).period_id
        for last in ((2024, 10, 25), (2024, 11, 15), (2024, 12, 20), (2025, 7, 22))
    ]
    assert ids == ["2024/25 autumn 1", "2024/25 autumn", "2024/25 autumn", "2024/25"]


def test_head_counts_stay_head_counts(export, home):
    head = "Event,Date,Invited,Attended\n"
    path = export(head + "Parent forum,13/09/2024,40,22\nCoffee morning,16/09/2024,,7\nWorkshop,17/09/2024,9,3.5\n")
    result = load_file(home, path)
    assert (result.feed, result.kind) == ("head_counts", "events")
    assert landed(home, "head_counts").select(
        "event_name", "event_kind", "event_date", "invited", "attended"
    ).rows() == [
        ("Parent forum", "parent_forum", dt.date(2024, 9, 13), 40, 22),
        ("Coffee morning", "coffee_morning", dt.date(2024, 9, 16), None, 7),
    ]
    assert [(p.record, p.column, p.code) for p in result.quarantined_records] == [(4, "Attended", "bad_number")]


def test_an_invitation_list_with_people_is_no_head_count(export):
    found = inspect_file(export("Event,Date,Pupil ID,Invited,Attended\nForum,13/09/2024,P1,Yes,No\n"))
    assert found.feed == "events"
