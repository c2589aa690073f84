"""Reach: which families the school reaches, from a first contact to an answered survey, and which it misses."""

import polars as pl
import streamlit as st

from ui import head_counts, words
from ui.cards import empty, heading
from ui.data import build, one_look
from ui.families import funnel, missed
from ui.filters import Filters, filters
from ui.shell import guard

role = guard("reach")
heading("Reach", "Which families the school reaches, from a first contact to an answered survey, and which it misses.")


def to_see(rows: pl.DataFrame, chosen: Filters) -> None:
    """The one thing to see, how many are missed, how that moved, and the question to ask."""
    lost, ask = funnel.to_see(rows, chosen)
    first = lost or f"Held back for this group: {words.WHY_HELD_BACK}."
    with st.container(border=True):
        for sentence in (first, funnel.missed(rows), funnel.since(chosen)):
            if sentence:
                st.text(sentence)
        if ask:
            st.caption(ask)


@st.fragment
@one_look
def body() -> None:
    """Everything that the filters change."""
    chosen = filters("term", "site", "group")
    rows = funnel.read(chosen)
    if rows.is_empty():
        none = f"No contacts, events or parent surveys are known for {words.period(chosen.period_id)}."
        empty(none, "Upload an export", "upload")
        return
    to_see(rows, chosen)
    left, right = st.columns(2)
    with left:
        funnel.show(rows, chosen)
        st.caption(
            "Each line is counted over all households on roll in the period, and not only over those that got to the "
            "line above. A text that failed reaches nobody. Survey answers name no family: they are counted for the "
            "school, and two parents of one family cannot be told apart."
        )
    with right:
        funnel.show_trend(chosen)
        st.caption("Lines whose ranges overlap may not differ at all.")
    steps, lost = rows["step"].to_list(), funnel.where_lost(rows)
    if st.session_state.get(funnel.STEP) not in steps:
        st.session_state[funnel.STEP] = lost[0]["step"] if lost else steps[0]
    step = st.selectbox(
        "Step to see by site and group",
        steps,
        format_func=lambda name: words.sentence(funnel.STEPS[name])[:-1],
        key=funnel.STEP,
    )
    funnel.show_groups(step, chosen)
    if role != "governor":
        missed.show(chosen)
    head_counts.show()


if build() is None:
    empty("Nothing has been loaded yet; a log of contacts fills this page.", "Upload an export", "upload")
else:
    body()
