"""Figures when a question was judged and today: two marked points a row, each with its interval."""

import altair as alt
import polars as pl

from ui.charts.parts import (
    TOO_FEW,
    percent_axis,
    rate_domain,
    rate_tooltip,
    reportable,
    row_chart_height,
    row_labels,
    row_position,
    row_words,
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
    scale = alt.Scale(domain=rate_domain(frame), nice=False)
    unsaid = row_words(withheld(frame).unique("label", maintain_order=True), row_position(labels), TOO_FEW)
    layers = [row_labels(labels), *_points(reportable(frame), labels, scale), unsaid]
    height = row_chart_height(len(labels), row_height=ROW_HEIGHT, has_legend=True)
    return alt.layer(*layers).properties(height=height, description=description)


def _points(drawn: pl.DataFrame, labels: list[str], scale: alt.Scale) -> list[alt.Chart]:
    legend = alt.Legend(title=None, orient="top", symbolSize=90, symbolOpacity=1)
    colour = alt.Color("when:N", scale=alt.Scale(domain=WHEN), legend=legend)
    shape = alt.Shape("when:N", scale=alt.Scale(domain=WHEN, range=SHAPES), legend=legend)
    lane = alt.YOffset("when:N", sort=LANES, scale=alt.Scale(domain=LANES, paddingOuter=0))
    tooltip = [*rate_tooltip("figure"), alt.Tooltip("when:N", title="as it stood")]
    base = alt.Chart(drawn).encode(y=row_position(labels, 0.5), yOffset=lane, color=colour, tooltip=tooltip)
    low = alt.X("interval_low:Q", scale=scale, axis=percent_axis())
    value = alt.X("value:Q", scale=scale, axis=percent_axis())
    return [
        base.mark_rule(strokeWidth=2, opacity=0.7).encode(x=low, x2="interval_high:Q"),
        base.mark_point(filled=True, size=80, opacity=1).encode(x=value, shape=shape),
    ]
