"""One barrier picked by a click on its mark, or from the list: the tables below the charts then speak of it alone."""

import polars as pl
import streamlit as st

from ui import choices, words
from ui.data import mart, remembered

EVERY = "All barriers"
_WIDGET = "barrier_widget"


def pick(row: dict) -> None:
    """Pick the barrier whose mark was clicked."""
    choices.choose("barrier", row["barrier_id"])


def control() -> str | None:
    """The list, which does with the keyboard what a click does; the id of the barrier that is picked, or None."""
    labels = _labels()
    kept = choices.choice("barrier")
    st.session_state[_WIDGET] = kept if kept in labels else EVERY
    st.selectbox(
        "Barrier to look into",
        [EVERY, *labels],
        format_func=lambda name: labels.get(name, name),
        key=_WIDGET,
        help="Choosing a barrier here is the same as clicking its mark in a chart above.",
        on_change=_keep,
    )
    return kept if kept in labels else None


@remembered
def _labels() -> dict[str, str]:
    return dict(mart("dim_barriers").sort("position").select("barrier_id", "label").iter_rows())


def only(rows: pl.DataFrame, barrier_id: str | None) -> pl.DataFrame:
    """The rows of the picked barrier; all rows where none is."""
    return rows if barrier_id is None else rows.filter(pl.col("barrier_id") == barrier_id)


def over_time(waves: list, barrier_id: str) -> str:
    """What share of parents named it in each survey, newest first."""
    said = [
        f"{words.percent(row['share'])} in {words.period(wave.period_id)}"
        for wave in waves
        for row in only(wave.of("parents"), barrier_id).to_dicts()
    ]
    return f"Named by parents: {'; '.join(said)}." if said else "No survey asked parents about it."


def _keep() -> None:
    chosen = st.session_state[_WIDGET]
    choices.choose("barrier", None if chosen == EVERY else chosen)
