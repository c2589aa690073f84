"""FEEDS: what Village can take, field by field. Recognition, conversion and the questions asked all read this table."""

from dataclasses import dataclass

from warehouse.contracts import tables


@dataclass(frozen=True)
class Field:
    """One thing a record may say.

    ``kind``: text, date, timestamp, time, boolean, number, count, percent, word, mark, year.

    ``words`` is the vocabulary of a word field; ``or_else`` the word an unknown value becomes (with a
    warning) or None, in which case the record is quarantined. ``is_helper`` fields are used to make
    others and are not landed themselves.
    """

    name: str
    says: str
    kind: str = "text"
    is_required: bool = False
    words: tuple[str, ...] = ()
    or_else: str | None = None
    is_helper: bool = False


@dataclass(frozen=True)
class Feed:
    """One feed: its family, its fields, and ``any_of``: of these fields at least ``at_least`` must be there."""

    name: str
    kind: str
    fields: tuple[Field, ...]
    any_of: tuple[str, ...] = ()
    at_least: int = 0

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def required(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.is_required)


SITE = Field("site", "the site")
PUPIL = Field("pupil_id", "the pupil's number")
PARENT = Field("parent_id", "the parent's number")
NUMBERS = ("possible_sessions", "attended_sessions", "absent_sessions", "authorised_sessions")
MORE_NUMBERS = ("unauthorised_sessions", "late_sessions", "enrolments")
RATES = ("attendance_rate", "absence_rate", "persistent_absence_rate")

FEEDS: tuple[Feed, ...] = (
    Feed(
        "attendance",
        "attendance",
        (
            SITE,
            Field("pupil_id", "the pupil's number", is_required=True),
            Field("session_date", "the date", "date", is_required=True),
            Field("session", "the session (AM or PM)", "word", is_required=True, words=("AM", "PM")),
            Field("mark", "the attendance mark", "mark", is_required=True),
            Field("is_absence_only", "whether absences alone are listed", "boolean"),
        ),
    ),
    Feed(
        "attendance_totals",
        "attendance",
        (
            SITE,
            Field("pupil_id", "the pupil's number", is_required=True),
            Field("period", "the term or period", is_helper=True),
            Field("academic_year", "the school year", is_helper=True),
            Field("period_start", "the first day", "date"),
            Field("period_end", "the last day", "date"),
            Field("counted", "what is counted", is_required=True),
            Field("sessions", "the number of sessions", "number", is_required=True),
        ),
    ),
    Feed(
        "contacts",
        "contacts",
        (
            SITE,
            Field("contact_id", "the contact's number"),
            Field("contact_at", "when it happened", "timestamp", is_required=True),
            Field("contact_time", "the time of day", "time", is_helper=True),
            PUPIL,
            PARENT,
            Field("sender", "who sent it", is_helper=True),
            Field("channel", "the channel", "word", True, tables.CHANNELS, "other"),
            Field("direction", "who contacted whom", "word", True, tables.DIRECTIONS),
            Field("purpose", "the purpose", "word", False, tables.PURPOSES, "other"),
            Field("outcome", "the outcome", "word", False, tables.OUTCOMES, "other"),
            Field("delivered", "whether it was delivered", is_helper=True),
            Field("read", "whether it was read", is_helper=True),
            Field("replied", "whether there was an answer", is_helper=True),
        ),
    ),
    Feed(
        "events",
        "events",
        (
            SITE,
            Field("event_name", "the event", is_required=True),
            Field("event_kind", "the kind of event", "word", False, tables.EVENT_KINDS, "other"),
            Field("event_date", "its date", "date", is_required=True),
            PUPIL,
            PARENT,
            Field("is_invited", "whether they were invited", "boolean"),
            Field("attended", "whether they came", "boolean"),
            Field("signed_in", "when they signed in", is_helper=True),
        ),
        any_of=("pupil_id", "parent_id"),
        at_least=1,
    ),
    Feed(
        "head_counts",
        "events",
        (
            SITE,
            Field("event_name", "the event", is_required=True),
            Field("event_kind", "the kind of event", "word", False, tables.EVENT_KINDS, "other"),
            Field("event_date", "its date", "date", is_required=True),
            Field("invited", "the number invited", "count"),
            Field("attended", "the number who came", "count", is_required=True),
        ),
    ),
    Feed(
        "behaviour",
        "behaviour",
        (
            SITE,
            Field("pupil_id", "the pupil's number", is_required=True),
            Field("incident_date", "the date", "date", is_required=True),
            Field("incident_kind", "the kind of behaviour", "word", True, tables.BEHAVIOUR_KINDS, "other"),
        ),
    ),
    Feed(
        "attainment",
        "attainment",
        (
            SITE,
            Field("pupil_id", "the pupil's number", is_required=True),
            Field("assessed_on", "the date of the assessment", "date", is_required=True),
            Field("subject", "the subject", is_required=True),
            Field("measure", "what is measured", "word", True, tables.MEASURES, "other"),
            Field("result", "the result", "number", is_required=True),
        ),
    ),
    Feed(
        "pupils",
        "pupils",
        (
            SITE,
            Field("pupil_id", "the pupil's number", is_required=True),
            Field("household_id", "the household"),
            PARENT,
            Field("relationship", "the relationship"),
            Field("year_group", "the year group", "year"),
            Field("sex", "the sex", "word", False, ("female", "male", "other"), "other"),
            Field("is_pupil_premium", "pupil premium", "boolean"),
            Field("sen_status", "special needs", "word", False, ("none", "support", "ehcp")),
            Field("is_eal", "English as an additional language", "boolean"),
            Field("joined_on", "the joining date", "date"),
            Field("left_on", "the leaving date", "date"),
            Field(
                "registration", "the registration", "word", False, ("single", "dual_main", "dual_subsidiary", "guest")
            ),
            Field("timetable", "the timetable", "word", False, ("full", "part")),
        ),
        any_of=("household_id", "parent_id", "relationship", "year_group", "joined_on", "registration", "sen_status"),
        at_least=2,
    ),
    Feed(
        "benchmarks",
        "attendance",
        (
            Field("area_level", "the area level", "word", True, ("national", "regional", "local_authority")),
            Field("country_code", "the country code", is_helper=True),
            Field("country_name", "the country", is_helper=True),
            Field("region_code", "the region code", is_helper=True),
            Field("region_name", "the region", is_helper=True),
            Field("authority_code", "the authority code", is_helper=True),
            Field("authority_name", "the authority", is_helper=True),
            Field("school_type", "the school type", is_required=True),
            Field("period_type", "the period", "word", True, ("day", "week", "year_to_date")),
            Field("time_period", "the year", is_helper=True),
            Field("period_start", "the date", "date"),
            *(Field(name, name.replace("_", " "), "number") for name in NUMBERS + MORE_NUMBERS),
            *(Field(name, name.replace("_", " "), "percent") for name in RATES),
            Field("source", "the source"),
        ),
        any_of=("attendance_rate", "absence_rate", "possible_sessions"),
        at_least=1,
    ),
    Feed(
        "surveys",
        "survey",
        (
            SITE,
            Field("response_id", "the response's number", is_helper=True),
            Field("submitted_at", "when it was sent", "timestamp"),
            PUPIL,
        ),
    ),
)


def feed_named(name: str) -> Feed:
    return next(feed for feed in FEEDS if feed.name == name)


def feeds_of(kind: str | None) -> tuple[Feed, ...]:
    """Feeds of a family (``survey``) or the one feed of that name (``surveys``); all where ``kind`` is None."""
    return tuple(feed for feed in FEEDS if kind in (None, feed.kind, feed.name))
