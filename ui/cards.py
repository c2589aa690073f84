"""The parts pages are put together from: a heading, a figure with its table, and the empty state."""

import polars as pl
import streamlit as st

from ui import choices, tables
from ui.navigation import page_at
from ui.roles import current_role

SMALL_GROUP = "Some groups are too small to say: their figures are left out so that no child or family can be known."


def heading(title: str, lead: str | None = None) -> None:
    """The page's title and one sentence that says what it answers."""
    st.title(title, anchor=False)
    if lead:
        st.markdown(lead)


def figure(
    title: str,
    chart: dict,
    table: pl.DataFrame,
    *,
    n: int | str,
    alt: str,
    source: str | None = None,
) -> None:
    """One chart with what it needs to be read: a title that says what is seen, n in words, a table, its source.

    ``chart`` is a specification from ui.drawing. ``n`` reads on after 'Based on' ('63 parents'); a number alone is
    shown as so many records. ``alt`` is read aloud in place of the chart. Where ``table`` has a column
    ``is_reportable`` that is false anywhere, the note on small groups is shown and the column itself is not.
    """
    with st.container(border=True):
        st.subheader(title, anchor=False)
        as_chart, as_table = st.tabs(["Chart", "Table"])
        as_chart.vega_lite_chart(chart | {"description": alt}, width="stretch")
        tables.table(_shown(table), title, as_table, width="stretch")
        st.caption(" · ".join(_notes(table, n, source)))


def empty(sentence: str, action_label: str | None = None, page: str | None = None) -> None:
    """What is shown where there is nothing to show: why, and a link to the ``page`` (its address) that helps."""
    with st.container(border=True):
        st.markdown(sentence)
        if action_label and page:
            link(action_label, page)


def link(label: str, page: str) -> None:
    """A link to the page with address ``page``, with role and filters; none where the role may not open it."""
    row = page_at(page)
    if current_role() in row.roles:
        st.page_link(row.file, label=label, icon=row.icon, query_params=choices.as_query())


def _notes(table: pl.DataFrame, n: int | str, source: str | None) -> list[str]:
    notes = [f"Based on {n:,} records" if isinstance(n, int) else f"Based on {n}"]
    if source:
        notes.append(f"Source: {source}")
    if "is_reportable" in table.columns and not table["is_reportable"].fill_null(False).all():
        notes.append(SMALL_GROUP)
    return notes


def _shown(table: pl.DataFrame) -> pl.DataFrame:
    return table.drop("is_reportable", strict=False)
