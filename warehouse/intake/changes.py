"""What a load would change: each record of a file against the rows now believed, by the key that supersedes.

``KEYS`` are the keys of the staging models (a test holds them equal). Undone uploads do not count: only
landed rows of active uploads are read, and of them only the columns needed, lazily.
"""

import polars as pl

from warehouse import landing
from warehouse.contracts import polars_schema
from warehouse.intake.results import Changes
from warehouse.settings import Home

KEYS: dict[str, tuple[str, ...]] = {
    "attendance": ("school_id", "pupil_id", "session_date", "session", "site", "is_absence_only"),
    "attendance_totals": ("school_id", "pupil_id", "site", "period_type", "period_start", "end"),
    "contacts": ("school_id", "content"),
    "events": ("school_id", "event_name", "event_date", "pupil_id", "parent_id"),
    "head_counts": ("school_id", "site", "event_name", "event_date"),
    "behaviour": ("school_id", "pupil_id", "incident_date", "incident_kind"),
    "attainment": ("school_id", "pupil_id", "subject", "measure", "assessed_on"),
    "pupils": ("school_id", "pupil_id", "parent_id"),
    "surveys": ("school_id", "survey_id", "response_id"),
    "benchmarks": ("area_level", "area_name", "area_code", "school_type", "period_type", "academic_year", "start"),
}
OF_ANSWERS = ("question_text", "question_key", "answer_kind", "answer_key", "answer_value", "is_duplicate")
MOST_ROWS = 2_000_000
NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
_ORIGIN = ["upload_id", "record_no"]
# What is believed or replaced as a whole: the columns that number its rows and say what they hold.
WHOLE = {"surveys": ("question_no", "option_no", "answer_text"), "attendance_totals": ("counted", "sessions")}
# A log without its own ids is known by what a row says, but for the outcome, as in staging.
_SAID = ("contact_at", "pupil_id", "parent_id", "channel", "direction", "purpose")
_BY_CONTENT = pl.concat_str(*(pl.col(name).cast(pl.String).fill_null("") for name in _SAID), separator="|")


def changes_of(home: Home, feed: str, rows: pl.DataFrame, quarantine: pl.DataFrame) -> Changes | None:
    """What landing these rows would do to the feed; None for a feed without a key or too many rows to compare.

    ``rows`` are those of the landed table, ``quarantine`` has one row a record set aside.
    """
    if feed not in KEYS or rows.height > MOST_ROWS:
        return None
    key, ours = list(KEYS[feed]), _comparable(feed, rows.lazy()).collect()
    theirs = _believed(home, feed, ours.select(key).unique())
    statuses = _statuses(ours, theirs, key)
    first, last = _dates(rows)
    return Changes(
        feed=feed,
        **{status: statuses.get(status, 0) for status in (NEW, CHANGED, UNCHANGED)},
        superseded=theirs.height,
        rejected=quarantine.height,
        by_upload=dict(sorted(theirs["upload_id"].value_counts().rows())),
        first_date=first,
        last_date=last,
    )


def _comparable(feed: str, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows with their key; one row for what is believed or replaced as a whole (a response, a pupil's totals)."""
    if feed == "contacts":
        return rows.with_columns(pl.coalesce("contact_id", _BY_CONTENT).alias("content"))
    if feed == "benchmarks":
        start = pl.when(pl.col("period_type") != "year_to_date").then("period_start")
        return rows.with_columns(start.alias("start")).drop("period_start")
    if feed == "attendance_totals":
        end = pl.when(pl.col("period_type") == "dates").then("period_end")
        rows = rows.with_columns(end.alias("end"))
    if feed not in WHOLE:
        return rows
    said = WHOLE[feed]
    row = pl.concat_str(*(pl.col(name).cast(pl.String).fill_null("\x00") for name in said), separator="\x1e")
    rest = [name for name in polars_schema(feed) if name not in (*_ORIGIN, *KEYS[feed], *said, *OF_ANSWERS)]
    whole = row.sort_by(*said).str.join("\x1f").alias("whole")
    return rows.group_by(*_ORIGIN, *KEYS[feed], maintain_order=True).agg(pl.col(rest).first(), whole)


def _believed(home: Home, feed: str, keys: pl.DataFrame) -> pl.DataFrame:
    """Rows of active uploads with one of these keys: of each key the one that staging believes now."""
    files = landing.active_files(home, feed)
    if not files:
        return _comparable(feed, pl.LazyFrame(schema=polars_schema(feed))).collect()
    number = pl.col("upload_id").str.split("_").list.first().cast(pl.Int64)
    return (
        _comparable(feed, pl.scan_parquet(files))
        .join(keys.lazy(), on=keys.columns, how="semi", nulls_equal=True)
        .sort(number, "record_no")
        .unique(keys.columns, keep="last", maintain_order=True)
        .collect()
    )


def _statuses(ours: pl.DataFrame, theirs: pl.DataFrame, key: list[str]) -> dict[str, int]:
    """How many records of the file are new, changed or unchanged; of several rows the one that matters most."""
    values = [name for name in ours.columns if name not in (*key, *_ORIGIN)]
    both = ours.join(theirs, on=key, how="left", nulls_equal=True, suffix="_then")
    same = pl.all_horizontal(pl.lit(value=True), *(pl.col(v).eq_missing(pl.col(f"{v}_then")) for v in values))
    status = pl.when(pl.col("upload_id_then").is_null()).then(pl.lit(1)).when(same).then(pl.lit(0)).otherwise(pl.lit(2))
    records = both.group_by("record_no").agg(status.max().alias("status"))
    names = {0: UNCHANGED, 1: NEW, 2: CHANGED}
    return {names[status]: count for status, count in records["status"].value_counts().rows()}


def _dates(rows: pl.DataFrame) -> tuple[str | None, str | None]:
    """First and last day of the file, by its feed's date: the first column of dates."""
    column = next((name for name, kind in rows.schema.items() if kind.is_temporal()), None)
    days = rows[column].drop_nulls().cast(pl.Date) if column else pl.Series(dtype=pl.Date)
    return (None, None) if days.is_empty() else (str(days.min()), str(days.max()))
