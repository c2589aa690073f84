"""Charts drawn once: a finished Vega-Lite specification is kept for the rows and options it was drawn from.

Building and checking a specification takes about twenty times as long as sending one, and a page has several.
The rows themselves are the key, so a new build, role or filter can never be answered with another one's chart.
"""

from collections.abc import Callable

import altair as alt
import polars as pl
import streamlit as st


def drawn(draw: Callable[..., alt.TopLevelMixin], rows: pl.DataFrame, **options) -> dict:
    """The specification that ``draw(rows, **options)`` makes; ``draw`` is a function of ui.charts."""
    return _drawn(f"{draw.__module__}.{draw.__qualname__}", draw, rows, **options)


@st.cache_data(max_entries=512, show_spinner=False)
def _drawn(name: str, _draw: Callable, rows: pl.DataFrame, **options) -> dict:
    """``name`` stands for the function in the key."""
    return _draw(rows, **options).to_dict()
