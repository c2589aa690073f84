"""What stands behind every verdict: what others found, and how a verdict comes about, closed until somebody asks."""

import polars as pl
import streamlit as st

from ui.data import mart
from ui.tables import table


def published() -> None:
    """What trials and reviews found."""
    rows = mart("rpt_published_effects")
    with st.expander("What others found"):
        st.caption(
            "Most studies are of ordinary schools in the United States, where far less is missed; months of progress "
            "are not attendance and are not compared."
        )
        shown = rows.select(
            pl.col("finding").alias("Found"),
            pl.col("who").alias("Of whom"),
            pl.col("outcome").str.replace_all("_", " ").alias("Of what"),
            pl.format("{}, {}", "source", "year").alias("Source"),
        )
        table(shown, "What others found")


def method() -> None:
    """How a verdict comes about, in plain words."""
    with st.expander("How this is judged"):
        st.markdown(
            "- Each family counts once: attendance of its pupils over the weeks before and after, 26 each way at most."
            "\n- The change of families reached is set against the change of the others in the same weeks, so that the "
            "season falls out."
            "\n- What is unusually low tends to rise by itself. Unless chance decided who was reached, the range is "
            "widened by what that may do."
            "\n- A verdict never says more than its range. Of twenty actions that change nothing, one will look as if "
            "it did. Only families drawn by lot can settle it."
        )
