"""How new each kind of data is, for whoever wants to know: an export that is overdue is among what to look at first."""

import polars as pl
import streamlit as st

from ui import words
from ui.data import mart


def show() -> None:
    """The feeds with their newest date, closed until somebody asks."""
    table = [
        {
            "Data": words.sentence(words.FEEDS.get(row["feed"], row["feed"]))[:-1],
            "Newest": words.date(row["newest_date"], "nothing loaded"),
            "Rows": row["row_count"],
            "Uploads": row["uploads"],
        }
        for row in mart("rpt_freshness").to_dicts()
    ]
    with st.expander("How fresh the data is"):
        st.dataframe(pl.DataFrame(table), hide_index=True, width="stretch")
