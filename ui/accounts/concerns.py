"""The record of concerns and their outcomes: words for staff and senior leaders, counts alone for governors."""

import statistics

import polars as pl
import streamlit as st

from ui import words
from ui.accounts.ledger import VOICES
from ui.cards import empty
from ui.data import home
from ui.needs.forms import refused
from ui.phases.form import DatedForm, nothing_open
from warehouse.register import NOTHING_SEEN, NewEntry, current

ENOUGH = 5  # closed concerns below which a middle number of days could be one family's
NO_NAMES = "Never name a child or a family here: write 'a parent' or 'a pupil'."
_LABELS = {"outcome": "Outcome", "closed_on": "Closed on"}


def records() -> list[dict]:
    """Open ones first, the oldest on top; then the closed, the newest on top."""
    rows = current(home(), "concern").to_dicts()
    still_open = sorted((row for row in rows if not row["closed_on"]), key=_raised)
    return [*still_open, *sorted((row for row in rows if row["closed_on"]), key=_closed, reverse=True)]


def counts(found: list[dict]) -> str:
    """'2 open, 6 closed. In the middle it took 9 days from a concern to its outcome.'"""
    closed = [row for row in found if row["closed_on"]]
    days = [(row["closed_on"] - _raised(row)).days for row in closed]
    if len(days) < ENOUGH:
        took = f"Days to an outcome: {words.TOO_FEW} with fewer than {ENOUGH} closed."
    else:
        took = f"In the middle it took {words.days(round(statistics.median(days)))} from a concern to its outcome."
    return f"{len(found) - len(closed)} open, {len(closed)} closed. {took}"


def table(found: list[dict]) -> None:
    """Every concern with its outcome; never shown to governors."""
    if not found:
        empty("No concern is on record.")
        return
    rows = {
        "Raised": [words.date(_raised(row)) for row in found],
        "By": [VOICES[row["raised_by"]] for row in found],
        "Concern": [row["text"] for row in found],
        "Outcome": [row["outcome"] or "open" for row in found],
        "Closed": [words.date(row["closed_on"], "") for row in found],
    }
    st.dataframe(pl.DataFrame(rows), hide_index=True, width="stretch")


def write(found: list[dict], role: str) -> None:
    """Put a concern on record, or close one with its outcome."""
    still_open = {row["concern_id"]: row for row in found if not row["closed_on"]}
    add, close = st.columns(2)
    with add, st.container(border=True, key="concern_add"):
        _add(role)
    with close, st.container(border=True, key="concern_close"):
        st.subheader("Close a concern", anchor=False)
        if still_open:
            _close(still_open, role)
        else:
            nothing_open("concern_close", role, "No concern is open.")


def _add(role: str) -> None:
    st.subheader("Put a concern on record", anchor=False)
    form = DatedForm("concern_add", "new", role, {})
    form.open({"raised_by": None, "text": "", "raised_on": None})
    form.choose("raised_by", "Raised by", VOICES)
    form.text("text", "The concern")
    st.caption(NO_NAMES)
    form.day("raised_on", "Raised on")

    def entries(values: dict, _) -> list[NewEntry]:
        if not values["raised_on"]:
            raise refused("raised_on", "Give the day it was raised, then save again.")
        concern = {"concern_id": f"concern_{form.submit_id}", **values, "raised_by": values["raised_by"] or ""}
        return [NewEntry("concern", concern, NOTHING_SEEN)]

    form.button("Put it on record", entries, done="Saved. The concern is open.")
    form.status()


def _close(still_open: dict[str, dict], role: str) -> None:
    one = st.selectbox("Open concern", list(still_open), format_func=lambda each: still_open[each]["text"], key="open")
    row = still_open[one]
    form = DatedForm(
        "concern_close", one, role, _LABELS, fields_of=lambda saved: {name: saved[name] for name in _LABELS}
    )
    form.open({"outcome": row["outcome"] or "", "closed_on": None}, {"": row["row_id"]})
    form.text("outcome", "What came of it")
    st.caption(NO_NAMES)
    form.day("closed_on", "Closed on")
    kept = {name: row[name] for name in ("concern_id", "text", "raised_by", "raised_on")}

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        if not values["closed_on"]:
            raise refused("closed_on", "Give the day it was closed, then save again.")
        return [NewEntry("concern", kept | values, bases[""])]

    form.button("Close the concern", entries, done="Saved. The concern is closed with its outcome.")
    form.status(entries)


def _raised(row: dict):
    return row["raised_on"] or row["recorded_at"].date()


def _closed(row: dict):
    return row["closed_on"]
