"""What pressing Load came to: each file, what moved in the headline figures, and the way back."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from ui import words
from ui.filters import period_name
from ui.upload import card, mending
from ui.upload.loading import Loaded, Outcome


def show(found: Outcome, undo: Callable[[], None], correct: mending.Correct) -> None:
    """Draw the outcome. ``undo`` takes the load out or brings it back; ``correct`` loads what was put right."""
    for file in found.files:
        _loaded(file, found)
    if not found.is_undone:
        mending.load_button([file.result.upload_id for file in found.files if file.is_own], correct)
    if found.build_error:
        st.error(words.plain(found.build_error), icon=":material/report:")
    elif found.anything_loaded:
        _changes(found.changes)
    if found.new_uploads:
        label, icon = ("Bring this back", "redo") if found.is_undone else ("Undo this load", "undo")
        st.button(label, icon=f":material/{icon}:", on_click=undo)


def _loaded(file: Loaded, found: Outcome) -> None:
    with st.container(border=True):
        st.subheader(words.plain(file.name), anchor=False)
        if file.error:
            card.refused(file.error)
        elif found.is_undone and file.is_new:
            st.info("Taken out again: none of its records counts.", icon=":material/undo:")
        else:
            _said(file)
            if file.is_own:
                mending.show(file.result.upload_id)


def _said(file: Loaded) -> None:
    result = file.result
    if result.already_loaded:
        st.info("This very file was loaded before, so nothing was added.", icon=":material/content_copy:")
    else:
        st.success(f"Loaded as {result.feed.replace('_', ' ')}.", icon=":material/check_circle:")
    st.text(counts(result.accepted, result.quarantined, result.duplicates))


def counts(accepted: int, quarantined: int, duplicates: int) -> str:
    """Where the records of a file ended, in a sentence."""
    parts = [(quarantined, "set aside"), (duplicates, "said twice")]
    return ", ".join([f"Records: {accepted:,} taken", *(f"{count:,} {word}" for count, word in parts if count)]) + "."


def _changes(changes: pl.DataFrame | None) -> None:
    st.subheader("What changed", anchor=False)
    if changes is None or changes.is_empty():
        st.markdown("The figures were put together again; no headline figure changed.")
        return
    st.markdown("Headline figures for all pupils that are new or have changed, newest term first.")
    table = changes.with_columns(
        pl.col("period_id").map_elements(period_name, return_dtype=pl.String),
        ((pl.col("after") - pl.col("before")) * 100).alias("change"),
    )
    st.dataframe(
        table,
        hide_index=True,
        placeholder="–",
        column_config={
            "name": st.column_config.TextColumn("Figure", width="medium"),
            "period_id": "Term",
            "before": st.column_config.NumberColumn("Before", format="percent"),
            "after": st.column_config.NumberColumn("After", format="percent"),
            "change": st.column_config.NumberColumn("Change in points", format="%+.1f"),
        },
    )
