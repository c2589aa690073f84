"""Attendance day by day: the calendar of a term or a year, and the weekdays most and least missed."""

import polars as pl
import streamlit as st

from ui import words
from ui.cards import figure
from ui.charts.calendar import DAYS, calendar
from ui.data import mart
from ui.drawing import drawn
from ui.filters import Filters, look_back_to
from warehouse.read.mart import GOVERNOR

_DAY = "attendance_day"
NOT_RELEASED = (
    "Single days are not part of what governors read: on one day few pupils are away, and from the days that are shown "
    "and the term's total the others could be worked out."
)


def read(chosen: Filters) -> pl.DataFrame:
    """Rows of rpt_attendance_days for the chosen term or year and group, in the order of days, ready to be drawn."""
    column = "academic_year" if chosen.period_type == "year" else "term_id"
    group = {"group_type": chosen.group_type, "group_value": chosen.group_value}
    rows = mart("rpt_attendance_days", **{column: chosen.period_id}, **group).sort("session_date")
    monday = pl.col("session_date").dt.truncate("1w")
    number = (pl.col("session_date").dt.weekday() - 1).cast(pl.Int64)
    rows = rows.with_columns(
        week=monday.dt.strftime("%-d %b"),
        day=number.replace_strict(dict(enumerate(DAYS)), return_dtype=pl.String),
        value=pl.col("share"),
        text=pl.Series([_cell(share) for share in rows["share"]], dtype=pl.String),
    )
    return rows.with_columns(detail=pl.Series([_detail(row) for row in rows.to_dicts()], dtype=pl.String))


def show_to(role: str, chosen: Filters) -> None:
    """The calendar, where there are days to show; governors are told why they have none."""
    if role == GOVERNOR:
        st.caption(NOT_RELEASED)
    elif (rows := read(chosen)).height:
        show(rows, chosen)


def by_weekday(rows: pl.DataFrame) -> pl.DataFrame:
    """Weekday, absent, possible and share over the days that may be shown, the most missed first."""
    shown = rows.filter(pl.col("possible").is_not_null())
    sums = shown.group_by("day", maintain_order=True).agg(pl.col("absent").sum(), pl.col("possible").sum())
    return sums.with_columns(share=pl.col("absent") / pl.col("possible")).sort("share", descending=True)


def show(rows: pl.DataFrame, chosen: Filters) -> None:
    """The calendar with its table, a week a row."""
    when = words.period(chosen.period_id)
    title = f"Sessions missed, day by day, {when}"
    days = by_weekday(rows)
    said = "; ".join(f"{row['day']}s {words.percent(row['share'])}" for row in days.to_dicts())
    in_all = f"In all: {said}." if said else "Each day stands in the table."
    drawable = rows.select(
        "week", "day", "value", "text", "detail", "term_id", is_reportable=pl.col("value").is_not_null()
    )
    pupils = rows["pupils"].max()
    at_most = "" if pupils is None else f", at most {words.count(pupils, 'pupils')} a day"
    figure(
        title,
        drawn(calendar, drawable, description=title),
        as_table(rows),
        n=f"{rows.height} days{at_most}; a row is the week from that Monday",
        alt=f"{title}. {in_all}",
        key="attendance_days",
        picks=("detail", "term_id"),
        on_pick=lambda row: _look_at(row, chosen),
    )
    if st.session_state.get(_DAY) in rows["detail"]:
        st.text(f"{st.session_state[_DAY]}.")


def _look_at(row: dict, chosen: Filters) -> None:
    """A day of a year leads to its term; a day of a term is said in words, as no finger can point at a tooltip."""
    if chosen.period_type == "year":
        look_back_to(row["term_id"])
    st.session_state[_DAY] = row["detail"]


def as_table(rows: pl.DataFrame) -> pl.DataFrame:
    """A week a row, a weekday a column, the share missed in words; a day without sessions is empty."""
    cells = rows.with_columns(said=pl.Series([words.percent(share) for share in rows["share"]], dtype=pl.String))
    wide = cells.pivot("day", index="week", values="said", aggregate_function="first", maintain_order=True)
    days = [day for day in DAYS if day in wide.columns]
    return wide.select(pl.col("week").alias("Week from"), *(pl.col(day).fill_null("") for day in days)).with_columns(
        is_reportable=pl.lit(rows["share"].null_count() == 0)
    )


def _cell(share: float | None) -> str:
    return "" if share is None else words.percent(share)


def _detail(row: dict) -> str:
    """'7 March 2025: 48% of 96 possible sessions, 51 pupils'; nothing of a day that is withheld."""
    if row["share"] is None:
        return ""
    if row["possible"] is None:
        return f"{words.date(row['session_date'])}: {words.percent(row['share'])}"
    of = words.count(row["possible"], "possible sessions")
    return f"{words.date(row['session_date'])}: {words.percent(row['share'])} of {of}, {row['pupils']} pupils"
