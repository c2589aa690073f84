"""The landed tables, feed by feed: columns in order, types, what may be null and which words may stand.

A database schema for the landing zone: docs/architecture.md says the same in prose, staging reads
these columns and nothing else.
"""

import datetime as dt

import pandera.polars as pa
import polars as pl
from pandera.api.polars.model_config import BaseConfig

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
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)


def maybe(**rules: object) -> object:
    """A column that may be null."""
    return pa.Field(nullable=True, **rules)


class Landed(pa.DataFrameModel):
    """What every landed table starts with."""

    upload_id: str
    record_no: pl.Int64 = pa.Field(ge=1)
    school_id: str

    class Config(BaseConfig):
        strict = True
        ordered = True
        coerce = False


class Attendance(Landed):
    """One row per pupil and session as one record of the file gives it."""

    site: str = maybe()
    pupil_id: str
    session_date: pl.Date = pa.Field(ge=FIRST_DAY, le=LAST_DAY)
    session: str = maybe(isin=["AM", "PM"])
    mark: str = pa.Field(str_length={"min_value": 1})
    is_absence_only: bool


class AttendanceTotals(Landed):
    """One row per pupil, period and thing counted, as one record of the file gives it."""

    site: str = maybe()
    pupil_id: str
    period_type: str = pa.Field(isin=PERIOD_TYPES)
    period_start: pl.Date = maybe(ge=FIRST_DAY, le=LAST_DAY)
    period_end: pl.Date = maybe(ge=FIRST_DAY, le=LAST_DAY)
    counted: str = pa.Field(str_matches=r"^(possible|attended|authorised|unauthorised|late|mark:.+)$")
    sessions: float = pa.Field(ge=0)


class Contacts(Landed):
    """One row per communication with a parent."""

    site: str = maybe()
    contact_id: str = maybe()
    contact_at: pl.Datetime("us") = pa.Field()
    pupil_id: str = maybe()
    parent_id: str = maybe()
    channel: str = pa.Field(isin=CHANNELS)
    direction: str = pa.Field(isin=DIRECTIONS)
    purpose: str = maybe(isin=PURPOSES)
    outcome: str = maybe(isin=OUTCOMES)


class Events(Landed):
    """One row per person and event: invited, and attended where that is recorded."""

    site: str = maybe()
    event_name: str
    event_kind: str = pa.Field(isin=EVENT_KINDS)
    event_date: pl.Date = pa.Field(ge=FIRST_DAY, le=LAST_DAY)
    pupil_id: str = maybe()
    parent_id: str = maybe()
    is_invited: bool
    attended: bool = maybe()


class HeadCounts(Landed):
    """One row per event: how many were invited and how many came, nobody named."""

    site: str = maybe()
    event_name: str
    event_kind: str = pa.Field(isin=EVENT_KINDS)
    event_date: pl.Date = pa.Field(ge=FIRST_DAY, le=LAST_DAY)
    invited: pl.Int64 = maybe(ge=0)
    attended: pl.Int64 = pa.Field(ge=0)


class Behaviour(Landed):
    """One row per entry of a behaviour log; what happened in words is never landed."""

    site: str = maybe()
    pupil_id: str
    incident_date: pl.Date = pa.Field(ge=FIRST_DAY, le=LAST_DAY)
    incident_kind: str = pa.Field(isin=BEHAVIOUR_KINDS)


class Attainment(Landed):
    """One row per pupil, subject, measure and day of assessment."""

    site: str = maybe()
    pupil_id: str
    assessed_on: pl.Date = pa.Field(ge=FIRST_DAY, le=LAST_DAY)
    subject: str
    measure: str = pa.Field(isin=MEASURES)
    result: float


class Pupils(Landed):
    """One row per pupil and parent."""

    site: str = maybe()
    pupil_id: str
    household_id: str = maybe()
    parent_id: str = maybe()
    relationship: str = maybe()
    year_group: str = maybe(str_startswith="Year ")
    sex: str = maybe(isin=["female", "male", "other"])
    is_pupil_premium: bool = maybe()
    sen_status: str = maybe(isin=["none", "support", "ehcp"])
    is_eal: bool = maybe()
    joined_on: pl.Date = maybe()
    left_on: pl.Date = maybe()
    registration: str = maybe(isin=REGISTRATIONS)
    timetable: str = maybe(isin=["full", "part"])


class Surveys(Landed):
    """One row per response, question and chosen option, blanks included."""

    site: str = maybe()
    survey_id: str
    response_id: str
    respondent_role: str = pa.Field(isin=ROLES)
    submitted_at: pl.Datetime("us") = maybe()
    pupil_id: str = maybe()
    question_no: pl.Int64 = pa.Field(ge=1)
    option_no: pl.Int64 = pa.Field(ge=1)
    question_text: str
    question_key: str
    answer_kind: str = pa.Field(isin=["choice", "multi_choice", "number", "free_text"])
    answer_text: str = maybe()
    answer_key: str = maybe()
    answer_value: float = maybe()
    is_duplicate: bool


class Benchmarks(Landed):
    """One row per area, school type and period of published attendance; rates from 0 to 1."""

    school_id: str = maybe()
    area_level: str = pa.Field(isin=["national", "regional", "local_authority"])
    area_code: str = maybe()
    area_name: str
    school_type: str
    period_type: str = pa.Field(isin=["day", "week", "year_to_date"])
    academic_year: str = pa.Field(str_matches=r"^20\d\d/\d\d$")
    period_start: pl.Date = maybe()
    possible_sessions: float = maybe(ge=0)
    attended_sessions: float = maybe(ge=0)
    absent_sessions: float = maybe(ge=0)
    authorised_sessions: float = maybe(ge=0)
    unauthorised_sessions: float = maybe(ge=0)
    late_sessions: float = maybe(ge=0)
    enrolments: float = maybe(ge=0)
    attendance_rate: float = maybe(ge=0, le=1)
    absence_rate: float = maybe(ge=0, le=1)
    persistent_absence_rate: float = maybe(ge=0, le=1)
    source: str


CONTRACTS: dict[str, type[Landed]] = {
    "attendance": Attendance,
    "attendance_totals": AttendanceTotals,
    "contacts": Contacts,
    "events": Events,
    "head_counts": HeadCounts,
    "behaviour": Behaviour,
    "attainment": Attainment,
    "pupils": Pupils,
    "surveys": Surveys,
    "benchmarks": Benchmarks,
}
