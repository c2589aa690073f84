"""A table that can be taken away as CSV, safe to open in a spreadsheet.

Streamlit's own download writes cells as they are, so a text from somebody's file could run as a formula; it is turned
off in the configuration, and tables worth taking away come through here.
"""

import re

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from warehouse.exporting import csv_for_people


def table(frame: pl.DataFrame, name: str, place: DeltaGenerator | None = None, **options) -> None:
    """Draw ``frame`` and, below it, its download. ``name`` names the file and is unique on the page."""
    place = place or st.container()
    place.dataframe(frame.to_arrow(), hide_index=True, **options)  # a frame would go through pandas on its way
    file = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    place.download_button(
        "Download the table",
        lambda: csv_for_people(frame),
        f"{file}.csv",
        "text/csv",
        key=f"village_table_{file}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
