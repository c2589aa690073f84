"""Where a figure comes from: what it means, what was counted, the uploads behind it, the models on the way, its tests.

Models and tests are read from the project itself at each build (rpt_lineage), so this page cannot fall behind them.
"""

import polars as pl
import streamlit as st

from ui import words
from ui.cards import link
from ui.data import mart
from ui.roles import current_role

LAYERS = {"staging": "read", "intermediate": "prepared", "core": "counted", "reports": "published"}


def show(key: str, table: str, feeds: list[str], said: list[str]) -> None:
    """Closed until somebody asks. ``said`` are the sentences about this very figure; ``table`` is its report."""
    asked = st.expander(
        "Where this comes from", icon=":material/account_tree:", on_change="rerun", key=f"provenance_{key}"
    )
    if not asked.open:
        return
    with asked:
        for sentence in said:
            st.text(sentence)
        st.text(f"Counted from {_listed([words.FEEDS.get(feed, feed) for feed in feeds])}, loaded as follows.")
        st.dataframe(uploads(feeds).to_arrow(), hide_index=True, width="stretch")
        if current_role() != "governor":
            link("Files and records of each upload", "uploads")
        models = way(table, feeds)
        st.text("What is made of them on the way to this page, and what was checked before it was published:")
        st.dataframe(as_read(models).to_arrow(), hide_index=True, width="stretch")


def uploads(feeds: list[str]) -> pl.DataFrame:
    """The uploads that count, newest first: what they are, when they came, and the days they tell of."""
    rows = mart("rpt_feed_uploads", feed=feeds).sort("loaded_on", "sequence_no", descending=True)
    return pl.DataFrame(
        {
            "Data": [words.sentence(words.FEEDS.get(feed, feed))[:-1] for feed in rows["feed"]],
            "Loaded": [words.date(day) for day in rows["loaded_on"]],
            "From": [words.date(day, "") for day in rows["first_date"]],
            "To": [words.date(day, "") for day in rows["last_date"]],
        },
        schema=dict.fromkeys(("Data", "Loaded", "From", "To"), pl.String),
    )


def way(table: str, feeds: list[str]) -> pl.DataFrame:
    """The models between ``feeds`` and ``table`` in the order they are made: model_name, layer, holds, tests (list)."""
    rows = mart("rpt_lineage", part="way", table_name=table, feed=feeds)
    steps = rows.select("model_name", layer="words").unique()
    names = steps["model_name"].to_list()
    holds = mart("rpt_lineage", part="model", model_name=names).select("model_name", holds="words")
    tests = mart("rpt_lineage", part="test", model_name=names).group_by("model_name").agg(tests="words")
    order = pl.col("layer").replace_strict({name: at for at, name in enumerate(LAYERS)}, default=len(LAYERS))
    joined = steps.join(holds, on="model_name", how="left").join(tests, on="model_name", how="left")
    return joined.sort(order, "model_name")


def as_read(models: pl.DataFrame) -> pl.DataFrame:
    """The way as a table for reading."""
    return pl.DataFrame(
        {
            "Step": [LAYERS.get(layer, layer) for layer in models["layer"]],
            "Holds": models["holds"],
            "Checked": ["; ".join(tests) if tests is not None else "" for tests in models["tests"]],
            "Model": models["model_name"],
        },
        schema=dict.fromkeys(("Step", "Holds", "Checked", "Model"), pl.String),
    )


def _listed(names: list[str]) -> str:
    return " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + f" and {names[-1]}"
