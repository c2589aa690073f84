"""Events as registers, sign-in sheets and video meetings write them: who was invited, who came, who is not named."""

import datetime as dt

import pytest

from tests.intake.conftest import landed
from warehouse.intake import Options, inspect_file, load_file

TEAMS = (
    "1. Summary\n"
    "Meeting title\tParent forum\n"
    "Attended participants\t3\n"
    "Start time\t13/09/2024, 17:58:12\n"
    "End time\t13/09/2024, 19:01:00\n"
    "Meeting duration\t1h 2m 48s\n"
    "\n"
    "2. Participants\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Zebedee\t13/09/2024, 17:58:20\t13/09/2024, 19:00:59\t1h 2m 39s\tz@example.org\tz@example.org\tAttendee\n"
    "Florence\t13/09/2024, 18:10:00\t13/09/2024, 18:20:00\t10m\tf@example.org\tf@example.org\tAttendee\n"
    "\n"
    "3. In-Meeting Activities\n"
    "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    "Zebedee\t13/09/2024, 17:58:20\t13/09/2024, 19:00:59\t1h 2m 39s\tz@example.org\tAttendee\n"
)
ZOOM = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    "123 456,Parent forum,13/09/2024 17:58:12,13/09/2024 19:01:00,school@example.org,63,2\n"
    "\n"
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    "Zebedee,z@example.org,13/09/2024 17:58:20,13/09/2024 18:05:00,7,Yes\n"
    "Zebedee,z@example.org,13/09/2024 18:06:00,13/09/2024 19:00:59,55,Yes\n"
    "Florence,f@example.org,13/09/2024 18:10:00,13/09/2024 18:20:00,10,Yes\n"
)
ZOOM_SHORT = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    "123 456,Parent forum,13/09/2024 17:58:12,13/09/2024 19:01:00,school@example.org,63,2\n"
    "\n"
    "Name (Original Name),User Email,Total Duration (Minutes),Guest\n"
    "Zebedee,z@example.org,62,Yes\nFlorence,f@example.org,10,Yes\n"
)


def came(home) -> list[tuple]:
    columns = ["event_name", "event_kind", "event_date", "is_invited", "attended"]
    return landed(home, "events").select(columns).rows()


@pytest.mark.parametrize(
    "content, records",
    [(TEAMS.encode("utf-16"), 2), (TEAMS, 2), (ZOOM, 3), (ZOOM_SHORT, 2)],
    ids=["Teams as it writes it", "Teams saved as text", "Zoom with every join", "Zoom with one row a person"],
)
def test_who_joined_a_meeting_came_once_and_nothing_is_said_of_who_was_invited(content, records, export, home):
    result = load_file(home, export(content))
    assert came(home) == [("Parent forum", "parent_forum", dt.date(2024, 9, 13), False, True)] * 2
    assert (result.data_records, result.accepted, result.duplicates) == (records, 2, records - 2)
    assert landed(home, "events")["parent_id"].n_unique() == 2
    assert "example.org" not in landed(home, "events").write_csv()
    assert any("it gives no turn-out" in warning for warning in result.warnings)


def test_a_meeting_without_a_title_is_asked_for_its_name(export, home):
    path = export(TEAMS[TEAMS.index("Name\t") : TEAMS.index("\n3.")])
    assert [question.id for question in inspect_file(path).questions] == ["event_name"]
    load_file(home, path, Options(answers={"event_name": "Coffee morning"}))
    assert came(home)[0][:2] == ("Coffee morning", "coffee_morning")


def test_a_sign_in_sheet_of_those_who_came_says_nothing_of_invitations(export, home):
    path = export("Event,Date,Parent ID,Signed in\nForum,13/09/2024,A,17:58\nForum,13/09/2024,B,18:02\n")
    load_file(home, path)
    assert [row[3:] for row in came(home)] == [(False, True), (False, True)]


def test_a_list_with_gaps_in_the_sign_in_is_a_list_of_the_invited(export, home):
    path = export(
        "Event,Date,Parent ID,Signed in\nForum,13/09/2024,A,17:58\nForum,13/09/2024,B,\nForum,13/09/2024,C,No\n"
    )
    load_file(home, path)
    assert [row[3:] for row in came(home)] == [(True, True), (True, False), (True, False)]


def test_meetings_with_a_number_of_participants_are_head_counts(export, home):
    text = "Meeting ID,Topic,Start Time,End Time,Duration (Minutes),Participants\n"
    text += (
        "1,Parent forum,13/09/2024 18:00,13/09/2024 19:00,60,14\n2,Workshop,16/09/2024 18:00,16/09/2024 19:00,60,6\n"
    )
    result = load_file(home, export(text))
    assert result.feed == "head_counts"
    assert landed(home, "head_counts").select("event_name", "attended").rows() == [
        ("Parent forum", 14),
        ("Workshop", 6),
    ]
