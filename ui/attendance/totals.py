"""Totals that were uploaded held against the marks, and each difference explained in words."""

import polars as pl
import streamlit as st

from ui import words
from ui.data import mart
from ui.tables import table

_ORDER = {"year": 0, "term": 1, "half_term": 2, "dates": 3}


def show() -> None:
    """For those who work in the school; nothing at all where no totals were uploaded."""
    rows = mart("rpt_attendance_reconciliation")
    if rows.is_empty():
        return
    order = pl.col("period_type").replace_strict(_ORDER, default=len(_ORDER))
    with st.expander("Do uploaded totals agree with the marks?"):
        for row in rows.sort(order, "period_id").to_dicts():
            st.text(in_words(row))
        table(as_table(rows), "Totals beside marks")


def in_words(row: dict) -> str:
    """One period: how many pupils agree, and what each kind of difference comes from."""
    when = words.sentence(words.period(row["period_id"]))[:-1]
    both, alone = row["pupils_with_both"], row["pupils_with_totals"] - row["pupils_with_both"]
    agree = both - row["pupils_that_differ"]
    parts = [f"{when}: totals and marks agree for {agree} of {both} pupils who have both."]
    if alone:
        parts.append(f"{_pupils(alone)} only in the totals; those figures are counted from the totals.")
    reasons = (
        ("sessions_only_in_totals", "only in the totals: the marks stop early or leave out days, so export them again"),
        (
            "sessions_only_in_marks",
            "only in the marks: the totals were made before the last of them, or leave out a site",
        ),
        ("sessions_counted_otherwise", "attended by one and missed by the other: codes are counted otherwise there"),
    )
    parts += [f"{_sessions(row[name])} {reason}." for name, reason in reasons if row[name] >= 1]
    return " ".join(parts)


def as_table(rows: pl.DataFrame) -> pl.DataFrame:
    """The mart with headings that can be read."""
    return rows.select(
        pl.col("period_id").alias("Period"),
        pl.col("pupils_with_totals").alias("Pupils with totals"),
        pl.col("pupils_with_both").alias("With marks, too"),
        pl.col("pupils_that_differ").alias("That differ"),
        pl.col("sessions_by_marks").alias("Sessions by marks"),
        pl.col("sessions_by_totals").alias("Sessions by totals"),
    )


def _pupils(number: int) -> str:
    return "1 pupil is" if number == 1 else f"{number} pupils are"


def _sessions(number: float) -> str:
    return f"{number:,.0f} session{' is' if number == 1 else 's are'}"
