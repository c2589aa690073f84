"""A table that can be taken away as CSV, safe to open in a spreadsheet.

Streamlit's own download writes cells as they are, so a text from somebody's file could run as a formula; it is turned
off in the configuration, and tables worth taking away come through here.
"""

import re
from collections.abc import Callable
from html import escape

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.drawing import Known
from ui.style import paragraphs, titled
from warehouse.exporting import csv_for_people

MOST_SHOWN = 200


def long_table(rows: pl.DataFrame, in_words: Callable[[pl.DataFrame], pl.DataFrame], name: str) -> None:
    """Draw what ``in_words`` makes of the first rows of a list, and say where the rest is: its download has every row.

    A list of a large school would be more than a browser should be sent and a person would read.
    """
    if rows.height > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN:,} of {rows.height:,}. The download has all of them.")
    _draw(in_words(rows.head(MOST_SHOWN)), lambda: in_words(rows), name, st.container())


def table(frame: pl.DataFrame, name: str, place: DeltaGenerator | None = None, **options) -> None:
    """Draw ``frame`` and, below it, its download. ``name`` names the file and is unique on the page."""
    _draw(frame, lambda: frame, name, place or st.container(), **options)


def _draw(frame: pl.DataFrame, whole: Callable[[], pl.DataFrame], name: str, place: DeltaGenerator, **options) -> None:
    place.dataframe(frame.to_arrow(), hide_index=True, **options)  # a frame would go through pandas on its way
    file = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    place.download_button(
        "Download the table",
        lambda: csv_for_people(whole()),
        f"{file}.csv",
        "text/csv",
        key=f"village_table_{file}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def written(frame: pl.DataFrame, *lines: str, title: str = "") -> None:
    """A short table to read below ``lines``, as one piece of the page; its texts are shown as they are written.

    In Streamlit's own table each cell is a text of its own, read for its markup at every change of a filter.
    """
    table = _as_html.of(frame)
    st.html(f'{titled(title)}{paragraphs(*lines)}<div class="village-scroll" tabindex="0">{table}</div>')


def _html(frame: pl.DataFrame) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in frame.columns)
    rows = ("".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in frame.iter_rows())
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table class="village-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


_as_html = Known(_html)
