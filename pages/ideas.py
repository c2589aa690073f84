"""Idea bank: find an idea, pick it, put it into a phase, say what came of it; and where nothing is being done."""

import polars as pl
import streamlit as st

from ui import choices, ideas, words
from ui.cards import empty, figure, heading
from ui.charts.coverage import coverage
from ui.data import build, mart
from ui.drawing import drawn
from ui.idea_panel import just_saved, panel
from ui.shell import guard

role = guard("ideas")
heading("Idea bank", "What staff put forward under the six types of involvement, and what has become of it.")


def filters(rows: pl.DataFrame, barriers: dict[str, str]) -> pl.DataFrame:
    """Search as one types, and three filters; the ideas that pass them."""
    types = dict(rows.select("type_id", "type_label").unique(maintain_order=True).iter_rows())
    with st.container(key="filters", horizontal=True, gap="medium"):
        text = st.text_input("Search", type="search", live=True, key="idea_search", placeholder="A word or two")
        type_id = one_of("Type", "All six types", types)
        barrier = one_of("Barrier it meets", "Any barrier", barriers)
        state = one_of("State", "Any state", ideas.STATES)
    found = ideas.matching(rows, text or "", type_id, barrier, state)
    return rows.filter(pl.col("idea_id").is_in([*found["idea_id"], just_saved()]))


def one_of(label: str, without: str, names: dict[str, str]) -> str | None:
    """A filter over ids with names; None while nothing is chosen."""
    said = {None: without} | names
    return st.selectbox(label, list(said), format_func=said.get, key=f"idea_{label}")


def chosen_from(rows: pl.DataFrame) -> dict:
    """The list, and the idea that is chosen in it or in the address."""
    ids = rows["idea_id"].to_list()
    kept = choices.choice("idea")
    st.session_state["idea_widget"] = kept if kept in ids else ids[0]
    names = dict(rows.select("idea_id", "name").iter_rows())
    with st.container(height=420 if len(ids) > 7 else "content", key="idea_list"):
        idea_id = st.radio(
            "Ideas",
            ids,
            format_func=lambda idea: words.plain(names[idea]),
            captions=[f"{row['type_label']} · {ideas.STATES[row['state']]}" for row in rows.to_dicts()],
            key="idea_widget",
            on_change=lambda: choices.choose("idea", st.session_state["idea_widget"]),
        )
    return rows.row(ids.index(idea_id), named=True)


def find_and_act(rows: pl.DataFrame, barriers: dict[str, str]) -> None:
    """The list beside the idea that is chosen."""
    found = filters(rows, barriers)
    if found.is_empty():
        empty("No idea passes these filters; take one of them away.")
        return
    st.caption(f"{found.height} of {rows.height} ideas")
    listed, beside = st.columns([2, 3])
    with listed:
        idea = chosen_from(found)
    with beside:
        panel(idea, barriers, role)


def show_coverage(rows: pl.DataFrame) -> None:
    """How many ideas of each type are in hand, and where none is."""
    types = ideas.by_type(rows)
    said = f"{ideas.overall(types)} {ideas.nothing_done(types)}"
    st.subheader("Where something is being done", anchor=False)
    st.text(said)
    drawing = drawn(coverage, ideas.chart_rows(rows), description=said)
    source = "Strategy, section 4; states as the school recorded them"
    figure(
        "Ideas of each type: those in hand, of all",
        drawing,
        ideas.as_table(types),
        n=f"{rows.height} ideas",
        alt=said,
        source=source,
    )


def show_barriers(named: pl.DataFrame) -> None:
    """What parents name most, and how much is in hand against it."""
    st.subheader("What parents name most, and the ideas that meet it", anchor=False)
    if named.is_empty():
        empty("No survey has asked parents about barriers yet, or too few answered.")
        return
    st.text(ideas.gap(named))
    table = {
        "Barrier": [words.plain(label) for label in named["label"]],
        "Parents naming it": [words.percent(share) for share in named["share"]],
        "Ideas": named["ideas"],
        "In hand": named["in_hand"],
    }
    st.table(pl.DataFrame(table), hide_index=True)
    st.caption("An idea is in hand once it is picked, in a phase or tried.")


@st.fragment
def body() -> None:
    """Everything that the filters and the forms change."""
    rows = ideas.bank()
    named = ideas.most_named(rows)
    first = named["barrier_id"].to_list()
    every = dict(mart("dim_barriers").sort("position").select("barrier_id", "label").iter_rows())
    if role != "governor":
        find_and_act(rows, {name: every[name] for name in [*first, *(name for name in every if name not in first)]})
    show_coverage(rows)
    show_barriers(named)


if build() is None:
    empty("Nothing has been put together yet, so the idea bank is empty.", "Upload an export", "upload")
else:
    body()
