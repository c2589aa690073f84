"""The idea bank by type of involvement: one mark an idea, those that something is being done with before the others."""

import altair as alt
import polars as pl

from ui.charts.parts import row_chart_height, row_labels, row_position, with_wrapped_labels

STATES = ["tried", "in a phase", "picked", "new"]
_LINE = "M-0.5,-0.12H0.5V0.12H-0.5Z"  # Vega's own line has no area, so a filled mark would not show it
SHAPES = ["circle", "square", "diamond", _LINE]
ROW_HEIGHT = 46


def coverage(ideas: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows of label (the type with its count), state (one of STATES): each idea is a mark, in the order of STATES.

    Labels keep the order given. A new idea is a short line, so that a row of lines shows where nothing is being done.
    """
    order = {state: at for at, state in enumerate(STATES)}
    ideas = with_wrapped_labels(ideas)
    labels = ideas["label"].unique(maintain_order=True).to_list()
    ranked = ideas.sort(pl.col("state").replace_strict(order, default=None, return_dtype=pl.Int64), maintain_order=True)
    placed = ranked.with_columns(place=pl.int_range(1, pl.len() + 1).over("label"))
    most = max(int(placed["place"].max() or 1), 2)
    legend = alt.Legend(title=None, orient="top", columns=2, symbolSize=90, symbolOpacity=1)
    marks = alt.Chart(placed).mark_point(filled=True, size=60, opacity=1)
    drawn = marks.encode(
        x=alt.X("place:Q", scale=alt.Scale(domain=(0.5, most + 0.5), nice=False), axis=None),
        y=row_position(labels),
        color=alt.Color("state:N", scale=alt.Scale(domain=STATES), legend=legend),
        shape=alt.Shape("state:N", scale=alt.Scale(domain=STATES, range=SHAPES), legend=legend),
        tooltip=[alt.Tooltip("label:N", title="type"), alt.Tooltip("state:N", title="state")],
    )
    height = row_chart_height(len(labels), row_height=ROW_HEIGHT, has_legend=True)
    return alt.layer(row_labels(labels), drawn).properties(height=height, description=description)
