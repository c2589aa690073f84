"""Comments in which the dictionary reads a barrier: a person says whether it is there; what is confirmed counts.

Who decides sees no more than fct_comment_barriers holds: dots for every word that could be a name. Comments that look
the same are decided on together. A decision is kept at once and counts from the next build.
"""

import polars as pl
import streamlit as st

from ui import words
from ui.cards import empty
from ui.data import home, mart
from ui.needs.forms import Form
from warehouse.register import NewEntry, current

SHOWN = 6
WHO = {"parent": "Parents", "staff": "Staff", "pupil": "Pupils", "unknown": "Somebody"}
ANSWERS = {"confirmed": "It does", "rejected": "It does not"}
_LOOKS = ("respondent_role", "barrier_id", "phrase", "words")


def show(role: str) -> None:
    """The comments that wait, each with two answers; then what was decided, each with the way back."""
    rows = _alike()
    if rows.is_empty():
        empty("No comment in a survey holds a word of the dictionary of barriers.")
        return
    Form("coding", "", role, {}).say()
    labels = dict(mart("dim_barriers").select("barrier_id", "label").iter_rows())
    waiting = rows.filter(pl.col("verdict").is_null())
    st.text(f"{waiting['times'].sum()} waiting, {rows['times'].sum() - waiting['times'].sum()} decided.")
    for row in waiting.head(SHOWN).to_dicts():
        _ask(row, labels[row["barrier_id"]], role)
    if waiting.height > SHOWN:
        st.caption(f"{waiting.height - SHOWN} more after these.")
    _decided(rows.filter(pl.col("verdict").is_not_null()), labels, role)


def _alike() -> pl.DataFrame:
    """One row for comments that look alike: _LOOKS, times, coding_ids, verdict as it stands now (null: none yet)."""
    verdicts = current(home(), "coded_answer").select("coding_id", "verdict")
    rows = mart("fct_comment_barriers").drop("verdict").join(verdicts, on="coding_id", how="left")
    alike = rows.group_by(*_LOOKS, "verdict").agg(times=pl.len(), coding_ids=pl.col("coding_id").sort())
    return alike.sort("times", "words", "barrier_id", descending=[True, False, False])


def _ask(row: dict, label: str, role: str) -> None:
    form = _form(row, role)
    with st.container(border=True):
        st.text(f"{WHO[row['respondent_role']]}{_times(row)}: “{row['words']}”")
        st.text(f"Does it name '{label}'? Found: '{row['phrase']}'.")
        with st.container(horizontal=True):
            for verdict, answer in ANSWERS.items():
                done = (
                    "Saved: it counts from the next build." if verdict == "confirmed" else "Saved: it does not count."
                )
                st.button(
                    answer,
                    key=form.key(verdict),
                    on_click=form.save,
                    args=(lambda *_, verdict=verdict: _entries(row, verdict=verdict),),
                    kwargs={"done": done},
                    help=words.plain(row["words"]),
                )
        form.status()


def _decided(rows: pl.DataFrame, labels: dict[str, str], role: str) -> None:
    """What was decided, each with the way back."""
    if rows.is_empty():
        return
    st.subheader("Decided", anchor=False)
    for row in rows.to_dicts():
        form = _form(row, role)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"“{row['words']}”{_times(row)}, {labels[row['barrier_id']]}: {row['verdict']}")
            st.button(
                "Take it back",
                key=form.key("back"),
                icon=":material/undo:",
                on_click=form.save,
                args=(lambda *_, row=row: _entries(row, verdict=row["verdict"], is_withdrawn=True),),
                kwargs={"done": "Taken back: it waits again."},
                help=words.plain(row["words"]),
            )
        form.status()


def _form(row: dict, role: str) -> Form:
    form = Form("coding", f"{row['coding_ids'][0]} {row['verdict'] or 'waiting'}", role, {})
    form.open({})
    return form


def _entries(row: dict, **values: object) -> list[NewEntry]:
    return [NewEntry("coded_answer", {"coding_id": one, **values}) for one in row["coding_ids"]]


def _times(row: dict) -> str:
    return f" ({row['times']} times)" if row["times"] > 1 else ""
