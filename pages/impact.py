"""Impact: did what was done change attendance, and could a school of this size have seen it?"""

import polars as pl
import streamlit as st

from ui import choices, words
from ui.cards import empty, heading
from ui.data import build, one_look
from ui.impact import background, drawings, findings
from ui.shell import guard
from ui.tables import table

_LIST = "impact_actions"

role = guard("impact")
heading(
    "Impact",
    "Did what was done change attendance, and could a school of this size have seen it? Families that were reached "
    "stand beside families that were not, or not yet.",
)


def chosen(rows: pl.DataFrame) -> dict:
    """The action and year to look at, from the address or the list; the first where none was chosen."""
    place = st.selectbox(
        "Action to look at",
        range(rows.height),
        index=findings.place_of(rows, choices.choice("idea"), choices.choice("year")),
        format_func=lambda at: findings.title(rows.row(at, named=True)),
        key="impact_action",
        on_change=lambda: keep(rows, st.session_state["impact_action"]),
    )
    return rows.row(place, named=True)


def pick_row(rows: pl.DataFrame) -> None:
    """Look at the action whose row was clicked; the list below makes the same choice."""
    for place in st.session_state[_LIST]["selection"]["rows"]:
        st.session_state["impact_action"] = place
        keep(rows, place)


def keep(rows: pl.DataFrame, place: int) -> None:
    """Put what is looked at into the address: an action may have been judged in several years."""
    choices.choose("idea", rows["action_id"][place])
    choices.choose("year", rows["academic_year"][place])


def one_action(row: dict) -> None:
    """Its verdict, what that rests on, and the two charts."""
    st.subheader(words.plain(findings.title(row)), anchor=False)
    st.text(words.sentence(f"Attendance: {row['verdict']}"))
    said = findings.sentences(row)
    if not said:
        st.caption("Too few families were reached, or too few were not, for any figure to mean something.")
    else:
        left, right = st.columns(2)
        with left:
            drawings.show_before_and_after(row)
        with right:
            drawings.show_effect(row)
        st.markdown("\n".join(f"- {words.plain(sentence)}" for sentence in said))
    kinds = findings.kinds(row)
    if kinds.height:
        st.markdown("**Kinds of message, each judged on families that only this kind reached**")
        st.table(kinds, hide_index=True)


@st.fragment
@one_look
def body() -> None:
    """The verdict to see first, the list, and one action in full."""
    rows = findings.read()
    if rows.is_empty():
        empty(
            "No action can be judged yet. It takes marks, and a log of texts or a list of who came, of an action that "
            "reached some families and not others.",
            "Upload an export",
            "upload",
        )
        return
    seen, ask = findings.to_see(rows)
    with st.container(border=True):
        st.text(seen)
        st.caption(ask)
    table(
        findings.overview(rows),
        "Actions judged",
        key=_LIST,
        selection_mode="single-row",
        on_select=lambda: pick_row(rows),
    )
    one_action(chosen(rows))


if build() is None:
    empty("Nothing has been loaded yet; marks and contacts fill this page.", "Upload an export", "upload")
else:
    body()
    background.published()
    background.method()
