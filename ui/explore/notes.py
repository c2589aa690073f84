"""Notes on dates: what happened that a line over time may bend at. Senior leaders write them, everybody reads them."""

from uuid import uuid4

import polars as pl
import streamlit as st

from ui import words
from ui.data import home, mart, remembered_until_saved
from ui.explore import kept
from ui.navigation import PAGES
from ui.roles import current_role
from warehouse.register import ENTRY_KINDS, current

KIND = "annotation"
MOST = 5
_PAGES = {page.url_path: page.title for page in PAGES}


@remembered_until_saved
def on(periods: tuple[str, ...], period_type: str, url_path: str | None = None) -> list[tuple[str, str]]:
    """Notes that fall in ``periods``, oldest first: (the period, '12 March 2026: the minibus started')."""
    rows = current(home(), KIND)
    if rows.is_empty():
        return []
    spans = mart("dim_periods", period_type=period_type, period_id=periods)
    found = rows.sort("noted_on").join_where(
        spans, pl.col("noted_on") >= pl.col("period_start"), pl.col("noted_on") <= pl.col("period_end")
    )
    return [
        (row["period_id"], f"{words.date(row['noted_on'])}: {row['text']}")
        for row in found.sort("noted_on").to_dicts()
        if not url_path or not row["pages"] or url_path in row["pages"]
    ]


def control(url_path: str) -> None:
    """For those who may write one: a new note, and those there are."""
    if current_role() not in ENTRY_KINDS[KIND].writers:
        return
    asked = st.popover("Note on a date", icon=":material/edit_calendar:", key="note_on_a_date", on_change="rerun")
    if not asked.open:
        return
    with asked:
        st.caption("Shown to everybody, governors included: name no child, family or member of staff.")
        st.date_input("Day", key="note_day", format="DD/MM/YYYY")
        st.text_input("What happened", key="note_text", max_chars=120, placeholder="The Eastside minibus started")
        shown_on = st.radio("Show it on", ["Every page", _PAGES[url_path]], horizontal=True)
        pages = [] if shown_on == "Every page" else [url_path]
        st.button("Save the note", type="primary", on_click=_save, args=(pages,))
        kept.last_change(KIND)
        for row in current(home(), KIND).sort("noted_on", descending=True).head(MOST).to_dicts():
            _listed(row)


def _listed(row: dict) -> None:
    values = {name: row[name] for name in ("annotation_id", "noted_on", "text", "pages")}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{words.date(row['noted_on'])}: {row['text']}")
        key = f"note_away_{row['annotation_id']}"
        st.button("Take away", key=key, on_click=kept.take_away, args=(KIND, "annotation_id", values), type="tertiary")


def _save(pages: list[str]) -> None:
    day, text = st.session_state["note_day"], st.session_state["note_text"]
    values = {"annotation_id": uuid4().hex, "noted_on": day, "text": text, "pages": pages}
    if kept.save(KIND, "annotation_id", values):
        st.session_state["note_text"] = ""
