"""The landed tables, feed by feed: columns in order, types, what may be null and which words may stand.

A database schema for the landing zone: docs/architecture.md says the same in prose, staging reads
these columns and nothing else. The contracts are plain rows, so that whoever needs only names and types does not wait
for the validator (checks.py), which takes a second to import.
"""

import datetime as dt
from dataclasses import dataclass

import polars as pl

CHANNELS = ("call", "text", "email", "letter", "visit", "app", "meeting", "other")
DIRECTIONS = ("outbound", "inbound")
PURPOSES = ("positive", "concern", "attendance", "information", "welfare", "other")
OUTCOMES = ("answered", "replied", "delivered", "read", "no_answer", "left_message", "failed", "other")
EVENT_KINDS = (
    "parent_forum",
    "parents_evening",
    "review_meeting",
    "workshop",
    "coffee_morning",
    "celebration",
    "other",
)
BEHAVIOUR_KINDS = ("positive", "negative", "bullying", "prejudice", "suspension", "exclusion", "other")
MEASURES = ("standardised_score", "reading_age", "grade", "percent", "other")
PERIOD_TYPES = ("half_term", "term", "year", "dates")
REGISTRATIONS = ("single", "dual_main", "dual_subsidiary", "guest")
ROLES = ("parent", "staff", "pupil", "unknown")
DAYS = {"ge": dt.date(2000, 1, 1), "le": dt.date(2100, 12, 31)}
TEXT, YES_NO, REAL, WHOLE, DAY, MOMENT = pl.String, pl.Boolean, pl.Float64, pl.Int64, pl.Date, pl.Datetime("us")


@dataclass(frozen=True)
class Column:
    """One column: its polars type, whether it may be null, and the validator's checks with what each is given."""

    kind: pl.DataType | type[pl.DataType]
    may_be_null: bool
    rules: dict[str, object]


def column(kind: pl.DataType | type[pl.DataType], **rules: object) -> Column:
    """A column that is never null."""
    return Column(kind, False, rules)


def maybe(kind: pl.DataType | type[pl.DataType], **rules: object) -> Column:
    """A column that may be null."""
    return Column(kind, True, rules)


# What every landed table starts with.
LANDED = {"upload_id": column(TEXT), "record_no": column(WHOLE, ge=1), "school_id": column(TEXT)}
# An event is the same thing whether people are named at it or only counted.
EVENT = LANDED | {
    "site": maybe(TEXT),
    "event_name": column(TEXT),
    "event_kind": column(TEXT, isin=EVENT_KINDS),
    "event_date": column(DAY, **DAYS),
}

CONTRACTS: dict[str, dict[str, Column]] = {
    # One row per pupil and session as one record of the file gives it.
    "attendance": LANDED
    | {
        "site": maybe(TEXT),
        "pupil_id": column(TEXT),
        "session_date": column(DAY, **DAYS),
        "session": maybe(TEXT, isin=["AM", "PM"]),
        "mark": column(TEXT, str_length={"min_value": 1}),
        "is_absence_only": column(YES_NO),
    },
    # One row per pupil, period and thing counted, as one record of the file gives it.
    "attendance_totals": LANDED
    | {
        "site": maybe(TEXT),
        "pupil_id": column(TEXT),
        "period_type": column(TEXT, isin=PERIOD_TYPES),
        "period_start": maybe(DAY, **DAYS),
        "period_end": maybe(DAY, **DAYS),
        "counted": column(TEXT, str_matches=r"^(possible|attended|authorised|unauthorised|late|mark:.+)$"),
        "sessions": column(REAL, ge=0),
    },
    # One row per communication with a parent.
    "contacts": LANDED
    | {
        "site": maybe(TEXT),
        "contact_id": maybe(TEXT),
        "contact_at": column(MOMENT),
        "pupil_id": maybe(TEXT),
        "parent_id": maybe(TEXT),
        "channel": column(TEXT, isin=CHANNELS),
        "direction": column(TEXT, isin=DIRECTIONS),
        "purpose": maybe(TEXT, isin=PURPOSES),
        "outcome": maybe(TEXT, isin=OUTCOMES),
    },
    # One row per person and event: invited, and attended where that is recorded.
    "events": EVENT
    | {
        "pupil_id": maybe(TEXT),
        "parent_id": maybe(TEXT),
        "is_invited": column(YES_NO),
        "attended": maybe(YES_NO),
    },
    # One row per event: how many were invited and how many came, nobody named.
    "head_counts": EVENT
    | {
        "invited": maybe(WHOLE, ge=0),
        "attended": column(WHOLE, ge=0),
    },
    # One row per entry of a behaviour log; what happened in words is never landed.
    "behaviour": LANDED
    | {
        "site": maybe(TEXT),
        "pupil_id": column(TEXT),
        "incident_date": column(DAY, **DAYS),
        "incident_kind": column(TEXT, isin=BEHAVIOUR_KINDS),
    },
    # One row per pupil, subject, measure and day of assessment.
    "attainment": LANDED
    | {
        "site": maybe(TEXT),
        "pupil_id": column(TEXT),
        "assessed_on": column(DAY, **DAYS),
        "subject": column(TEXT),
        "measure": column(TEXT, isin=MEASURES),
        "result": column(REAL),
    },
    # One row per pupil and parent.
    "pupils": LANDED
    | {
        "site": maybe(TEXT),
        "pupil_id": column(TEXT),
        "household_id": maybe(TEXT),
        "parent_id": maybe(TEXT),
        "relationship": maybe(TEXT),
        "year_group": maybe(TEXT, str_startswith="Year "),
        "sex": maybe(TEXT, isin=["female", "male", "other"]),
        "is_pupil_premium": maybe(YES_NO),
        "sen_status": maybe(TEXT, isin=["none", "support", "ehcp"]),
        "is_eal": maybe(YES_NO),
        "joined_on": maybe(DAY),
        "left_on": maybe(DAY),
        "registration": maybe(TEXT, isin=REGISTRATIONS),
        "timetable": maybe(TEXT, isin=["full", "part"]),
    },
    # One row per response, question and chosen option, blanks included.
    "surveys": LANDED
    | {
        "site": maybe(TEXT),
        "survey_id": column(TEXT),
        "response_id": column(TEXT),
        "respondent_role": column(TEXT, isin=ROLES),
        "submitted_at": maybe(MOMENT),
        "pupil_id": maybe(TEXT),
        "question_no": column(WHOLE, ge=1),
        "option_no": column(WHOLE, ge=1),
        "question_text": column(TEXT),
        "question_key": column(TEXT),
        "answer_kind": column(TEXT, isin=["choice", "multi_choice", "number", "free_text"]),
        "answer_text": maybe(TEXT),
        "answer_key": maybe(TEXT),
        "answer_value": maybe(REAL),
        "is_duplicate": column(YES_NO),
    },
    # One row per area, school type and period of published attendance; rates from 0 to 1.
    "benchmarks": LANDED
    | {
        "school_id": maybe(TEXT),
        "area_level": column(TEXT, isin=["national", "regional", "local_authority"]),
        "area_code": maybe(TEXT),
        "area_name": column(TEXT),
        "school_type": column(TEXT),
        "period_type": column(TEXT, isin=["day", "week", "year_to_date"]),
        "academic_year": column(TEXT, str_matches=r"^20\d\d/\d\d$"),
        "period_start": maybe(DAY),
        "possible_sessions": maybe(REAL, ge=0),
        "attended_sessions": maybe(REAL, ge=0),
        "absent_sessions": maybe(REAL, ge=0),
        "authorised_sessions": maybe(REAL, ge=0),
        "unauthorised_sessions": maybe(REAL, ge=0),
        "late_sessions": maybe(REAL, ge=0),
        "enrolments": maybe(REAL, ge=0),
        "attendance_rate": maybe(REAL, ge=0, le=1),
        "absence_rate": maybe(REAL, ge=0, le=1),
        "persistent_absence_rate": maybe(REAL, ge=0, le=1),
        "source": column(TEXT),
    },
}
