"""The parts pages are put together from: a heading, a figure with its table, and the empty state."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from ui import choices
from ui.drawing import Known
from ui.explore import away, clicks
from ui.navigation import page_at
from ui.roles import current_role
from ui.style import paragraphs, titled

HELD_BACK = (
    "Held back: figures of so few people, or of all but so few, that somebody could be known, and some beside them, "
    "so that none can be worked out."
)
NOT_DRAWN = "Too few to say: figures of so few people that they are not drawn; governors do not get them."

READ_ALOUD = "A chart; its figures are said in words before it."


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
    lead: str = "",
    hint: str = "",
    key: str | None = None,
    picks: tuple[str, ...] = (),
    on_pick: Callable[[dict], None] | None = None,
) -> None:
    """One chart with what it needs to be read: a title that says what is seen, n in words, a table, its source.

    ``chart`` is a specification from ui.drawing. ``n`` reads on after 'Based on' ('63 parents'); a number alone is
    shown as so many records. ``lead`` is a sentence above the chart, ``hint`` how to read it, below. ``alt`` is read
    aloud before the chart: inside it, a new text would have the browser draw the whole chart anew. The table is drawn
    when it is opened; out of sight it would cost every change of a filter more than the chart does. Where ``table`` has
    a column ``is_reportable`` that is false anywhere, the note on small groups is shown and the column itself is not.
    ``key`` names the chart where its title changes with the filters, so that the browser knows it for the same. A click
    on a mark gives the fields ``picks`` of its row to ``on_pick``, which makes the choice a filter would make.
    """
    shown, has_small_groups = _ready.of(table)
    notes = _notes(has_small_groups, n, source)
    name = away.slug(key or title)
    # With a key the browser keeps the card, and moves it, where something above it comes or goes.
    with st.container(border=True, key=f"figure_{name}"):
        below = paragraphs(" · ".join(notes), hint, kind="notes")
        words = titled(title) + paragraphs(lead) + paragraphs(alt, kind="said")
        st.html(f'{words}<div class="village-below">{below}</div>')
        _chart(chart | {"description": READ_ALOUD}, name, picks, on_pick)
        away.show(name, chart, shown, title, notes)


def _chart(chart: dict, name: str, picks: tuple[str, ...], on_pick: Callable[[dict], None] | None) -> None:
    if on_pick is None:
        st.vega_lite_chart(chart, width="stretch")
        return
    key = f"chart_{name}"
    st.vega_lite_chart(
        clicks.clickable(chart, picks), width="stretch", key=key, on_select=clicks.on_click(key, on_pick)
    )


def sentences(*lines: str, title: str = "", note: str = "", is_boxed: bool = False) -> None:
    """Sentences to read one after the other, under a title, and a note in small print, as one piece of the page.

    Empty ones are left out. Every piece is drawn at every change of a filter; a sentence costs as much as a button.
    """
    said = titled(title) + paragraphs(*lines) + paragraphs(note, kind="notes")
    if said:  # Streamlit refuses to draw nothing
        st.html(f'<div class="village-box">{said}</div>' if is_boxed else said)


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


def _notes(has_small_groups: bool, n: int | str, source: str | None) -> list[str]:
    notes = [f"Based on {n:,} records" if isinstance(n, int) else f"Based on {n}"]
    if source:
        notes.append(f"Source: {source}")
    if has_small_groups:
        notes.append(HELD_BACK if current_role() == "governor" else NOT_DRAWN)
    return notes


def _made_ready(table: pl.DataFrame) -> tuple[object, bool]:
    """The table as it is sent, and whether some of its groups are too small."""
    is_small = "is_reportable" in table.columns and not table["is_reportable"].fill_null(False).all()
    return table.drop("is_reportable", strict=False).to_arrow(), is_small


_ready = Known(_made_ready)
