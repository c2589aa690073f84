"""Heads counted at events, as a small table: how many were invited and how many came, nobody named."""

import polars as pl
import streamlit as st

from ui import words
from ui.data import mart
from ui.tables import table


def show() -> None:
    """The table with its heading, newest first; nothing at all where no heads were counted."""
    rows = mart("rpt_event_head_counts")
    if rows.is_empty():
        return
    st.subheader("Head counts", anchor=False)
    st.caption(
        "Events where people were counted and not named. They are no part of turn-out, which is counted by family."
    )
    table(as_read(rows), "Head counts")


def as_read(rows: pl.DataFrame) -> pl.DataFrame:
    """The mart's rows in words, newest first."""
    return pl.DataFrame([_row(row) for row in reversed(rows.to_dicts())])


def _row(row: dict) -> dict:
    """One event as it is read; what is withheld says so, and no release holds what an event was called."""
    is_withheld = row["attended"] is None
    return {
        "Event": row["event_name"] or "not named",
        "Kind": row["event_kind"].replace("_", " "),
        "Site": row["site"] or "",
        "Date": words.date(row["event_date"]),
        "Invited": words.HELD_BACK if is_withheld else _number(row["invited"]),
        "Came": words.HELD_BACK if is_withheld else _number(row["attended"]),
    }


def _number(value: int | None) -> str:
    return "not counted" if value is None else str(value)
