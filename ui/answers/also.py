"""What else speaks to a key question: what its actions go with, and what parents name against what it asks about.

A question reaches both through the type of involvement that the crosswalk joins it to most strongly. These stand beside
the indicators for whoever judges, and do not count towards whether the evidence is enough.
"""

import polars as pl
import streamlit as st

from ui import words
from ui.cards import sentences
from ui.data import mart, remembered

_SAME = "3"  # the strength of a join that speaks of the same thing
MOST_BARRIERS = 2


def show(key_question_id: str, would_answer: str = "") -> None:
    """One sentence each and ``would_answer`` (Markdown), filled when it is opened; nothing where neither is there."""
    said = _said(key_question_id)
    parts = ("what else speaks to it" if said else "", "what would answer it better" if would_answer else "")
    if not any(parts):
        return
    label = words.sentence(", and ".join(filter(None, parts)))[:-1]
    asked = st.expander(label, key="also_speaks", on_change="rerun")
    if asked.open:
        with asked:
            sentences(*said)
            if would_answer:
                st.markdown(f"**It would be answered better by:** {would_answer}")


@remembered
def _said(key_question_id: str) -> list[str]:
    types = mart("rpt_crosswalk", from_item_id=key_question_id, strength=_SAME)["to_item_id"].to_list()
    return [*_impacts(types), *_barriers(types)]


def _impacts(types: list[str]) -> list[str]:
    """What actions of these types go with, in the words of the verdict, newest first."""
    ideas = mart("rpt_framework_items", item_type="idea", parent_item_id=types).select("label", action_id="item_id")
    rows = mart("rpt_impact", message_kind="all", outcome="attendance_rate", is_reportable=True)
    rows = rows.join(ideas, on="action_id", how="inner").sort("academic_year", descending=True)
    return [
        words.sentence(
            f"{row['label']}, {row['academic_year']}, attendance of {row['reached_pupils']} pupils reached beside "
            f"{row['others_pupils']} others: {row['verdict']}"
        )
        for row in rows.to_dicts()
    ]


def _barriers(types: list[str]) -> list[str]:
    """What parents name most among the barriers of these types, in the newest survey."""
    joined = mart("rpt_crosswalk", to_item_id=types, strength=_SAME)["from_item_id"].to_list()
    named = mart("rpt_barriers", respondent_role="parent", period_type="term", group_type="all", is_reportable=True)
    newest = named.filter(pl.col("period_id") == pl.col("period_id").max())
    rows = newest.filter(pl.col("barrier_id").is_in(joined)).sort("share", descending=True, maintain_order=True)
    labels = dict(mart("dim_barriers").select("barrier_id", "label").iter_rows())
    return [_named(row, labels[row["barrier_id"]]) for row in rows.head(MOST_BARRIERS).to_dicts()]


def _named(row: dict, label: str) -> str:
    share = f"{words.percent(row['share'])} ({words.interval(row['interval_low'], row['interval_high'])})"
    return f"{share} of {row['respondents']} parents name '{label}' as a barrier, {words.period(row['period_id'])}."
