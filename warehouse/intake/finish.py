"""What each feed needs beyond typed fields: marks by date and clashes, times, kinds of event, areas."""

import datetime as dt
from collections.abc import Callable

import polars as pl

from warehouse.intake.clean import Cleaned, heading_of, place_of
from warehouse.intake.convert import known_words, to_typed
from warehouse.intake.feeds import feed_named
from warehouse.intake.finish_totals import finish_totals
from warehouse.intake.marks import UNRECORDED, read_codes, spans_of
from warehouse.intake.recognise import Match

SESSION_KEY = ["site", "pupil_id", "session_date", "session"]
CLASH = (
    "conflicting_marks",
    "The same pupil has different marks for the same session; correct the register and export again.",
)


def finish_attendance(cleaned: Cleaned, match: Match) -> None:
    """Marks must be recorded, known and valid on their date; two marks for one session set both aside."""
    cleaned.rows = cleaned.rows.with_columns(pl.col("is_absence_only").fill_null(value=False))
    unrecorded = pl.col("mark").is_null() | pl.col("mark").is_in(list(UNRECORDED))
    _set_aside(
        cleaned,
        cleaned.rows.filter(unrecorded),
        match,
        "no_mark",
        "No mark was recorded for this session; complete the register and export again.",
    )
    _set_aside(
        cleaned,
        _unknown_marks(cleaned.rows.filter(~unrecorded)),
        match,
        "unknown_mark",
        "The mark is no attendance code that was in force on that date; correct the register or the date.",
    )
    _drop_repeats(cleaned)
    _set_aside_clashes(cleaned, match)
    if cleaned.rows["is_absence_only"].any():
        cleaned.warnings.append("The file lists absences alone, so it can never give a rate.")


def _set_aside(cleaned: Cleaned, rows: pl.DataFrame, match: Match, code: str, message: str) -> None:
    """Set the records of these rows aside for their mark."""
    cleaned.set_aside(rows["record_no"], place_of(rows, match, "mark"), code, message)


def _unknown_marks(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows whose mark has no span that holds the date."""
    codes = read_codes()
    spans = [(mark, span.first, span.last) for mark in rows["mark"].unique() for span in spans_of(mark, codes)]
    schema = {"mark": pl.String, "first": pl.Date, "last": pl.Date}
    rows = rows.with_row_index("row")
    valid = rows.join(pl.DataFrame(spans, schema=schema, orient="row"), on="mark").filter(
        pl.col("session_date").is_null() | pl.col("session_date").is_between("first", "last")
    )
    return rows.join(valid, on="row", how="anti")


def _drop_repeats(cleaned: Cleaned) -> None:
    """The same pupil, session, site and mark said twice (other cells differ) counts once.

    A record of a grid is a copy where nothing is left of it.
    """
    sound = cleaned.accepted()
    first = sound.unique([*SESSION_KEY, "mark"], keep="first", maintain_order=True)
    cleaned.duplicates += sound["record_no"].n_unique() - first["record_no"].n_unique()
    aside = cleaned.rows.join(cleaned.quarantine(), on="record_no", how="semi", maintain_order="left")
    cleaned.rows = pl.concat([first, aside]).sort("record_no", maintain_order=True)


def _set_aside_clashes(cleaned: Cleaned, match: Match) -> None:
    """Two different marks for one session at one site. At two sites it is dual registration, and both stay."""
    rows = cleaned.accepted()
    _set_aside(
        cleaned,
        rows.filter(pl.col("mark").n_unique().over(SESSION_KEY) > 1),
        match,
        *CLASH,
    )


def finish_contacts(cleaned: Cleaned, match: Match) -> None:
    """A time of day in a column of its own joins its date; what became of a message is the most that is known."""
    at, time = pl.col("contact_at"), pl.col("contact_time")
    joined = pl.when(time.is_null()).then(at).otherwise(at.dt.date().dt.combine(time))
    outcome = (
        pl.when(_is_said("replied"))
        .then(pl.lit("replied"))
        .when(_is_said("read"))
        .then(pl.lit("read"))
        .when(pl.col("outcome").is_not_null())
        .then("outcome")
        .when(_is_said("delivered"))
        .then(pl.lit("delivered"))
        .when(pl.col("delivered").is_not_null())
        .then(pl.lit("failed"))
    )
    cleaned.rows = cleaned.rows.with_columns(joined.cast(pl.Datetime("us")).alias("contact_at"), outcome=outcome)
    if "channel" in match.supplied:
        cleaned.warnings.append(
            f"The file does not say how people were contacted; every record was read as '{match.supplied['channel']}'."
        )


def _is_said(name: str) -> pl.Expr:
    """Whether a cell says yes, or when: it is filled, and not with a word for no or nought."""
    word = pl.col(name).str.strip_chars().str.to_lowercase()
    return word.is_not_null() & ~word.is_in(
        [text for text, is_so in known_words("boolean").items() if is_so == "false"]
    )


def finish_events(cleaned: Cleaned, match: Match) -> None:
    """Who is on the list was invited unless it says otherwise; the kind may stand in the event's name."""
    by_name = to_typed(cleaned.rows["event_name"], feed_named("events").field("event_kind"), None).values
    cleaned.rows = cleaned.rows.with_columns(
        pl.col("is_invited").fill_null(value=True), pl.col("event_kind").fill_null(by_name).fill_null("other")
    )
    if "signed_in" in match.fields:
        cleaned.rows = cleaned.rows.with_columns(attended=pl.coalesce("attended", _is_said("signed_in")))
        if "is_invited" in match.supplied and cleaned.rows["attended"].all():
            cleaned.rows = cleaned.rows.with_columns(is_invited=pl.lit(value=False))
    if not cleaned.rows["is_invited"].any():
        cleaned.warnings.append("The file lists only those who came and not who was invited: it gives no turn-out.")
        _count_once(cleaned, ["event_name", "event_date", "pupil_id", "parent_id"])


def _count_once(cleaned: Cleaned, key: list[str]) -> None:
    """Who joins a meeting twice came once."""
    sound = cleaned.accepted()
    again = sound.join(sound.unique(key, keep="first", maintain_order=True), on="record_no", how="anti")
    cleaned.duplicates += again.height
    cleaned.rows = cleaned.rows.join(again, on="record_no", how="anti", maintain_order="left")


def finish_head_counts(cleaned: Cleaned, match: Match) -> None:
    """Heads stay heads: never a row for a person. The kind may stand in the event's name."""
    by_name = to_typed(cleaned.rows["event_name"], feed_named("events").field("event_kind"), None).values
    cleaned.rows = cleaned.rows.with_columns(pl.col("event_kind").fill_null(by_name).fill_null("other"))


def finish_attainment(cleaned: Cleaned, match: Match) -> None:
    """A second result for one pupil, subject, measure and day is a copy, or both are set aside."""
    key = ["pupil_id", "subject", "measure", "assessed_on"]
    clashing = cleaned.accepted().filter(pl.col("result").n_unique().over(key) > 1)
    message = "The same pupil has different results for one subject, measure and day; correct them and load again."
    cleaned.set_aside(clashing["record_no"], place_of(clashing, match, "result"), "conflicting_results", message)
    again = cleaned.accepted().filter(~pl.struct(key).is_first_distinct())
    cleaned.duplicates += again.height
    cleaned.rows = cleaned.rows.join(again, on="record_no", how="anti", maintain_order="left")


def finish_pupils(cleaned: Cleaned, match: Match) -> None:
    """A pupil cannot leave before joining."""
    backwards = cleaned.rows.filter(pl.col("left_on") < pl.col("joined_on"))
    cleaned.set_aside(
        backwards["record_no"],
        heading_of(match, "left_on"),
        "dates_reversed",
        "The leaving date is before the joining date; correct it and load again.",
    )


def finish_benchmarks(cleaned: Cleaned, match: Match) -> None:
    """One area and one academic year for each record; totals and parts are told apart by what they say."""
    level = pl.col("area_level")
    cleaned.rows = cleaned.rows.with_columns(
        _by_level(level, "code").alias("area_code"),
        _by_level(level, "name").alias("area_name"),
        _academic_year(cleaned.rows).alias("academic_year"),
    )
    for name, says in (("area_name", "The area"), ("academic_year", "The academic year")):
        cleaned.set_aside(
            cleaned.rows.filter(pl.col(name).is_null())["record_no"], None, "blank_required", f"{says} cannot be told."
        )
    if cleaned.rows["area_level"].n_unique() > 1 or "Total" in cleaned.rows["school_type"]:
        cleaned.warnings.append(
            "Totals stand beside their parts (areas of several levels, all schools beside types); "
            "they are kept apart and never added up."
        )


def _by_level(level: pl.Expr, part: str) -> pl.Expr:
    return (
        pl.when(level == "national")
        .then(pl.col(f"country_{part}"))
        .when(level == "regional")
        .then(pl.col(f"region_{part}"))
        .otherwise(pl.col(f"authority_{part}"))
    )


def _academic_year(rows: pl.DataFrame) -> pl.Series:
    """'2025/26' from a date (the year turns on 1 September), else from a time period such as 202526."""
    pairs = zip(rows["period_start"], rows["time_period"], strict=True)
    return pl.Series([_year_of(day, period) for day, period in pairs], dtype=pl.String)


def _year_of(day: dt.date | None, period: str | None) -> str | None:
    if day:
        first = day.year if day.month >= 9 else day.year - 1
        return f"{first}/{(first + 1) % 100:02d}"
    if period and len(period) == 6 and period.isdigit() and (int(period[2:4]) + 1) % 100 == int(period[4:]):
        return f"{period[:4]}/{period[4:]}"
    return None


FINISHERS: dict[str, Callable[[Cleaned, Match], None]] = {
    "attendance": finish_attendance,
    "attendance_totals": finish_totals,
    "contacts": finish_contacts,
    "events": finish_events,
    "head_counts": finish_head_counts,
    "attainment": finish_attainment,
    "pupils": finish_pupils,
    "benchmarks": finish_benchmarks,
}
