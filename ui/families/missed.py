"""Families that are missed, for those who work in the school: who first, why, and what to do."""

import polars as pl
import streamlit as st

from ui import words
from ui.data import mart
from ui.filters import Filters
from ui.tables import long_table

# What to do first, and why.
NEXT = {
    "get_through": ("Check number and address, then visit.", "Nothing has reached them this term."),
    "visit": ("Offer a visit at home.", "Nothing has come back this term, and half of school or more is missed."),
    "ring": ("Let whom they know best ring them.", "Nothing has come back this term."),
    "ring_again": ("Ring this week.", "It is long since they were last heard."),
    "good_news": ("Send good news before anything else.", "They have had none this term."),
    "ask_what_helps": ("Ask what would make it possible to come.", "They were invited and have never come."),
    "invite": ("Invite them to something small.", "They have never been invited."),
}
BANDS = {
    "severe": "misses half or more",
    "persistent": "misses a tenth or more",
    "below 95": "below 95%",
    "95 and over": "95% and over",
}


def show(chosen: Filters) -> None:
    """The list, the first family first, narrowed to the chosen site; the page says who may see it."""
    rows = mart("rpt_missed_families")
    if chosen.site != "all":
        rows = rows.filter(pl.col("site").str.contains(chosen.site, literal=True))
    st.subheader("Families to turn to first", anchor=False)
    if rows.is_empty():
        st.text("No family on roll is missed: each was heard lately, had good news this term and has been invited.")
        return
    st.caption(
        f"{rows.height} families on roll, as things stand at the newest contact in the log. Those nothing reaches come "
        "first, then those who are not heard, then those who only get bad news or never come; within each, "
        "those whose children miss most."
    )
    labels = _barrier_labels()
    long_table(rows, lambda some: as_table(some, labels), "Families to turn to first")


def as_table(rows: pl.DataFrame, labels: dict[str, str]) -> pl.DataFrame:
    """Rows of rpt_missed_families in words, in their order; ``labels`` names barriers by id."""
    return pl.DataFrame([_row(place, row, labels) for place, row in enumerate(rows.to_dicts(), start=1)])


def _row(place: int, row: dict, labels: dict[str, str]) -> dict:
    named = (row["barriers_named"] or "").split(";")
    return {
        "First": place,
        "Household": row["household_id"],
        "What to do first": NEXT[row["next_step"]][0],
        "Why": NEXT[row["next_step"]][1],
        "Attendance this term": BANDS.get(row["attendance_band"], "not known"),
        "Last contact": _ago(row["days_since_contact"]),
        "Last heard from": _ago(row["days_since_two_way"]),
        "Last good news": _ago(row["days_since_positive"]),
        "Events": "never came" if row["has_never_come"] else "",
        "Barriers they named": "; ".join(labels.get(barrier, barrier) for barrier in named if barrier),
        "Site": row["site"],
    }


def _ago(days: int | None) -> str:
    return "never" if days is None else f"{words.days(days)} ago"


def _barrier_labels() -> dict[str, str]:
    return dict(mart("dim_barriers").select("barrier_id", "label").iter_rows())
