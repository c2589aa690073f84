"""Contacts as the tools that make them write them: calls, texts, e-mails, letters, visits and messages in an app.

The files are written here as those tools write them; what becomes of each record was worked out by hand.
"""

import datetime as dt

import pytest

from tests.intake.conftest import landed
from warehouse.intake import inspect_file, load_file

FRIDAY = dt.datetime(2024, 9, 13, 16, 5)  # noqa: DTZ001 - school time has no zone
# Name: file, shape, and of each record when, channel, direction, purpose, outcome.
LOGS = {
    "a delivery report of GOV.UK Notify": (
        "Row number,Recipient,Client reference,Template,Type,Sent by,Sent by email,Job,Status,Time\n"
        "1,07700900123,r1,Attendance nudge,sms,Zebedee,z@example.org,list.csv,Delivered,2024-09-13 16:05:00\n"
        "2,jo@example.org,r2,Welcome letter,email,Zebedee,z@example.org,list.csv,Email address doesn’t exist,"
        "2024-09-13 16:05:00\n",
        "notify_report",
        [
            (FRIDAY, "text", "outbound", "attendance", "delivered"),
            (FRIDAY, "email", "outbound", "information", "failed"),
        ],
    ),
    "the call log of a telephone system": (
        "Call Time,Caller ID,Destination,Direction,Status,Ringing,Talking,Cost\n"
        "2024-09-13T16:05:00,100,07700900123,Outbound,Answered,00:00:04,00:03:20,0\n"
        "2024-09-13T16:05:00,07700900123,100,Inbound,Unanswered,00:00:30,00:00:00,0\n",
        "phone_system_calls",
        [(FRIDAY, "call", "outbound", None, "answered"), (FRIDAY, "call", "inbound", None, "no_answer")],
    ),
    "the call log of a texting service": (
        "sid,from,to,start_time,end_time,duration,direction,status,price\n"
        "CA1,+441234,+447700900123,2024-09-13 15:05:00 UTC,2024-09-13 15:06:00 UTC,60,outbound-api,completed,0.01\n"
        "CA2,+441234,+447700900123,2024-09-13 15:05:00 UTC,2024-09-13 15:05:00 UTC,0,outbound-dial,no-answer,0.01\n",
        "twilio_calls",
        [(FRIDAY, "call", "outbound", None, "answered"), (FRIDAY, "call", "outbound", None, "no_answer")],
    ),
    "calls logged by hand": (
        "Call date,Call time,Pupil ID,Call direction,Reason for call,Call outcome,Staff member\n"
        "13/09/2024,4:05 PM,P1,Out,Praise,Left voicemail,Zebedee\n"
        "13/09/2024,16:05,P2,In,Wellbeing,Spoke to mother,Zebedee\n",
        "call_log",
        [(FRIDAY, "call", "outbound", "positive", "left_message"), (FRIDAY, "call", "inbound", "welfare", "answered")],
    ),
    "texts with their state": (
        "Message ID,Date sent,Pupil ID,Message type,Direction,Delivery status,Message\n"
        "m1,13/09/2024 16:05,P1,SMS,Sent,Delivered,Dear Zebedee\n"
        "m2,13/09/2024 16:05,P2,SMS,Received,,Thank you\n",
        "contact_log",
        [(FRIDAY, "text", "outbound", None, "delivered"), (FRIDAY, "text", "inbound", None, None)],
    ),
    "e-mails and who opened them": (
        "Email subject,Sent at,Email address,Pupil ID,Delivered,Opened,Replied\n"
        "Newsletter 3,13/09/2024 16:05,jo@example.org,P1,Yes,2,No\n"
        "Attendance,13/09/2024 16:05,jo@example.org,P2,Yes,0,\n"
        "Invitation,13/09/2024 16:05,jo@example.org,P3,No,,\n"
        "Invitation,13/09/2024 16:05,jo@example.org,P4,Yes,1,Yes\n",
        "email_campaign",
        [
            (FRIDAY, "email", "outbound", "information", "read"),
            (FRIDAY, "email", "outbound", "attendance", "delivered"),
            (FRIDAY, "email", "outbound", "information", "failed"),
            (FRIDAY, "email", "outbound", "information", "replied"),
        ],
    ),
    "letters": (
        "Adm No,Letter type,Date posted,Address,Status\n"
        "P1,Attendance stage 1,13/09/2024,1 High Street,Posted\n"
        "P2,Praise postcard,13/09/2024,2 High Street,Returned to sender\n",
        "letter_log",
        [
            (FRIDAY.replace(hour=0, minute=0), "letter", "outbound", "attendance", "delivered"),
            (FRIDAY.replace(hour=0, minute=0), "letter", "outbound", "positive", "failed"),
        ],
    ),
    "visits": (
        "Pupil ID,Visit date,Visit time,Reason for visit,Visit outcome,Visited by\n"
        "P1,13/09/2024,16:05,Welfare,Spoke to parent,Zebedee\nP2,13/09/2024,16:05,Absence,No one home,Zebedee\n",
        "home_visits",
        [
            (FRIDAY, "visit", "outbound", "welfare", "answered"),
            (FRIDAY, "visit", "outbound", "attendance", "no_answer"),
        ],
    ),
    "messages in an app": (
        "Notification ID,Sent at,Recipient,Notification type,Delivered at,Read at,Replied at\n"
        "n1,2024-09-13T15:05:00Z,jo@example.org,Good news,2024-09-13T15:05:01Z,2024-09-13T17:00:00Z,\n"
        "n2,2024-09-13T15:05:00Z,jo@example.org,Absence,2024-09-13T15:05:01Z,,\n"
        "n3,2024-09-13T15:05:00Z,jo@example.org,Absence,2024-09-13T15:05:01Z,2024-09-13T17:00:00Z,2024-09-13T18:00:00Z\n",
        "app_messages",
        [
            (FRIDAY, "app", "outbound", "positive", "read"),
            (FRIDAY, "app", "outbound", "attendance", "delivered"),
            (FRIDAY, "app", "outbound", "attendance", "replied"),
        ],
    ),
}


@pytest.mark.parametrize("text, shape, expected", LOGS.values(), ids=LOGS.keys())
def test_a_log_is_read_in_the_words_of_its_tool(text, shape, expected, export, home):
    result = load_file(home, export(text))
    rows = landed(home, "contacts")
    assert (result.accepted, result.quarantined, result.duplicates) == (len(expected), 0, 0)
    assert rows.select("contact_at", "channel", "direction", "purpose", "outcome").rows() == expected
    assert inspect_file(export(text)).shape == shape
    for private in ("Zebedee", "example.org", "07700", "7700900", "High Street"):
        assert private not in rows.write_csv()


def test_a_channel_the_log_names_goes_before_that_of_its_shape(export, home):
    text = "Sent at,Read at,Pupil ID,Channel\n2024-09-13 16:05,,P1,SMS\n2024-09-13 16:05,,P2,App\n"
    load_file(home, export(text))
    assert landed(home, "contacts")["channel"].to_list() == ["text", "app"]
