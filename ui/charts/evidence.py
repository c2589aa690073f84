"""Figures when a question was judged and today: two marked points a row, each with its interval."""

import altair as alt
import polars as pl

from ui.charts.parts import (
    limits,
    rate_axis,
    rate_domain,
    rate_tooltip,
    reportable,
    row_chart,
    row_place,
    row_words,
    why_not,
    with_wrapped_labels,
    withheld,
)

WHEN = ["when judged", "today"]
SHAPES = ["square", "circle"]
LANES = ["label", "label, second line", *WHEN]
ROW_HEIGHT = 54


def then_and_now(frame: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows of label, when (one of WHEN), value, interval_low, interval_high (0 to 1), denominator, is_reportable.

    Two rows a figure, labels in the order given. A figure of too few people is said in words, never drawn.
    """
    frame = with_wrapped_labels(frame)
    labels = frame["label"].unique(maintain_order=True).to_list()
    held = limits(rate_axis(alt.X, "limit"), rate_domain(frame))
    unsaid = row_words(why_not(withheld(frame).unique("label", maintain_order=True)), row_place())
    layers = [held, *_points(reportable(frame)), unsaid]
    return row_chart(labels, layers, row_height=ROW_HEIGHT, description=description)


def _points(drawn: pl.DataFrame) -> list[alt.Chart]:
    legend = alt.Legend(title=None, orient="top", symbolSize=90, symbolOpacity=1)
    colour = alt.Color("when:N", scale=alt.Scale(domain=WHEN), legend=legend)
    shape = alt.Shape("when:N", scale=alt.Scale(domain=WHEN, range=SHAPES), legend=legend)
    lane = alt.YOffset("when:N", sort=LANES, scale=alt.Scale(domain=LANES, paddingOuter=0))
    tooltip = [*rate_tooltip("figure"), alt.Tooltip("when:N", title="as it stood")]
    base = alt.Chart(drawn).encode(y=row_place(0.5), yOffset=lane, color=colour, tooltip=tooltip)
    low, value = rate_axis(alt.X, "interval_low"), rate_axis(alt.X, "value")
    return [
        base.mark_rule(strokeWidth=2, opacity=0.7).encode(x=low, x2="interval_high:Q"),
        base.mark_point(filled=True, size=80, opacity=1).encode(x=value, shape=shape),
    ]
