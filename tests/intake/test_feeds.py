"""Contacts, events, pupils and benchmarks: the words of real systems become the words of the landed tables."""

import datetime as dt

from tests.intake.conftest import landed
from warehouse.intake import Options, inspect_file, load_file


def one(home, feed):
    return landed(home, feed).row(0, named=True)


def test_a_contact_is_read_in_the_words_of_its_system(export, home):
    path = export(
        "Log ID,Date,Time,Admission No,Contact type,In/Out,Reason,Result,Parent name\n"
        "C1,13-Sep-24,4:05 PM,P1,SMS,Outgoing,Praise,Message left,Zebedee\n"
    )
    load_file(home, path)
    row = one(home, "contacts")
    assert row["contact_at"] == dt.datetime(2024, 9, 13, 16, 5)  # noqa: DTZ001 - school time has no zone
    assert [row[name] for name in ("channel", "direction", "purpose", "outcome")] == [
        "text",
        "outbound",
        "positive",
        "left_message",
    ]
    assert "Zebedee" not in landed(home, "contacts").write_csv()


def test_an_unknown_channel_becomes_other_with_a_warning_and_an_unknown_direction_does_not(export):
    head = "Date,Pupil ID,Channel,Direction\n"
    found = inspect_file(export(head + "2024-09-13,P1,pigeon,out\n2024-09-13,P1,phone,sideways\n"))
    assert [(p.record, p.column, p.code) for p in found.quarantined_records] == [(3, "Direction", "unknown_value")]
    assert any("1 record with a word for the channel" in warning for warning in found.warnings)


def test_what_a_whole_log_does_not_say_is_asked_once(export, home):
    path = export("Date,Pupil ID,Channel,Outcome\n2024-09-13,P1,phone,Answered\n")
    found = inspect_file(path)
    assert [(q.id, q.choices) for q in found.questions] == [("direction", ("outbound", "inbound"))]
    load_file(home, path, Options(answers={"direction": "outbound"}))
    assert one(home, "contacts")["direction"] == "outbound"


def test_a_repeated_contact_without_a_number_is_dropped_and_counted(export):
    line = "2024-09-13 09:00,P1,phone,out\n"
    found = inspect_file(export("Date,Pupil ID,Channel,Direction\n" + line * 3))
    assert (found.accepted, found.duplicates) == (1, 2)


def test_turn_out_keeps_yes_no_and_not_recorded_apart(export, home):
    head = "Event,Event date,Parent ID,Invited,Attended\n"
    path = export(
        head + "Parents' Evening,13/09/2024,A,Yes,Y\nParents' Evening,13/09/2024,B,Yes,No\nForum,13/09/2024,C,,\n"
    )
    load_file(home, path)
    rows = landed(home, "events").select("event_kind", "is_invited", "attended").rows()
    assert rows == [("parents_evening", True, True), ("parents_evening", True, False), ("parent_forum", True, None)]


def test_an_invitation_of_nobody_is_set_aside(export):
    found = inspect_file(export("Event,Event date,Pupil ID,Parent ID\nForum,13/09/2024,,\nForum,13/09/2024,P1,\n"))
    assert [(p.record, p.code) for p in found.quarantined_records] == [(2, "blank_required")]


def test_a_boolean_that_is_neither_is_set_aside(export):
    found = inspect_file(
        export("Event,Event date,Pupil ID,Attended\nForum,13/09/2024,P1,maybe\nForum,13/09/2024,P2,no\n")
    )
    assert [(p.record, p.column, p.code) for p in found.quarantined_records] == [(2, "Attended", "bad_boolean")]


def test_a_pupil_list_is_read_without_names_or_numbers_to_ring(export, home):
    path = export(
        "Adm No,UPN,Legal surname,DOB,Year,Gender,PP,SEN,EAL,Enrolment status,Timetable,DOA,Household,Relationship,"
        "Mobile\nP1,A123456789012,Zebedee,13/05/2010,9,F,Yes,K,N,Main - dual registration,Part-time,13/09/2024,H1,"
        "Mother,07700900123\n"
    )
    load_file(home, path)
    row = one(home, "pupils")
    expected = {
        "pupil_id": "P1",
        "household_id": "H1",
        "relationship": "Mother",
        "year_group": "Year 9",
        "sex": "female",
        "is_pupil_premium": True,
        "sen_status": "support",
        "is_eal": False,
        "joined_on": dt.date(2024, 9, 13),
        "left_on": None,
        "registration": "dual_main",
        "timetable": "part",
    }
    assert {name: row[name] for name in expected} == expected
    assert not {"Zebedee", "A123456789012", "07700900123"} & set(map(str, row.values()))


def test_a_pupil_cannot_leave_before_joining(export):
    head = "Pupil ID,Household ID,Parent ID,Date joined,Date left\n"
    found = inspect_file(export(head + "P1,H1,A,2024-09-13,2024-09-12\nP2,H1,A,2024-09-13,\n"))
    assert [(p.record, p.column, p.code) for p in found.quarantined_records] == [(2, "Date left", "dates_reversed")]


def test_published_absence_signs_are_missing_and_other_words_are_not_numbers(export, home):
    head = "time_period,geographic_level,country_code,country_name,attendance_date,school_type,possible_sessions,"
    head += "overall_attendance,attendance_perc,late_sessions\n"
    lines = [
        "2022,National,E92000001,England,2022-09-12,Total,1000,5.2e2,52,c",
        "2022,National,E92000001,England,2022-09-13,Total,z,x,:,~",
        "2022,National,E92000001,England,2022-09-14,Total,N/A,NA,,0",
        "2022,National,E92000001,England,2022-09-15,Total,many,1,1,1",
    ]
    result = load_file(home, export(head + "\n".join(lines)))
    figures = ["possible_sessions", "attended_sessions", "attendance_rate", "late_sessions"]
    assert landed(home, "benchmarks").select(figures).rows() == [
        (1000.0, 520.0, 0.52, None),
        (None, None, None, None),
        (None, None, None, 0.0),
    ]
    assert [(p.record, p.column, p.code) for p in result.quarantined_records] == [
        (5, "possible_sessions", "bad_number")
    ]
    assert landed(home, "benchmarks")["academic_year"].unique().to_list() == ["2022/23"]
    assert landed(home, "benchmarks")["school_id"].null_count() == 3


def test_a_year_to_date_row_takes_its_year_from_the_period(export, home):
    head = "time_period,geographic_level,region_code,region_name,education_phase,possible_sessions,"
    head += "attendance_perc,pa_perc\n"
    load_file(home, export(head + "202526,Regional,E1,South East,Special,100,90,20\n"))
    row = one(home, "benchmarks")
    assert (row["academic_year"], row["period_start"], row["period_type"]) == ("2025/26", None, "year_to_date")
    assert (row["area_name"], row["persistent_absence_rate"]) == ("South East", 0.2)


def test_a_pupil_list_that_is_mostly_something_else_is_asked_about(export):
    head = "Pupil ID,Household ID,Parent ID," + ",".join(f"Thing {i}" for i in range(8))
    found = inspect_file(export(head + "\nP1,H1,A" + ",x" * 8 + "\n"))
    assert [(q.id, q.choices) for q in found.questions] == [("kind", ("pupils", "survey"))]
