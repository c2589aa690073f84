"""Figures when a question was judged and today: two marked points a row, each with its interval."""

import altair as alt
import polars as pl

from ui.charts.parts import (
    ends,
    in_order,
    limits,
    rate_axis,
    rate_domain,
    rate_tooltip,
    reportable,
    row_chart,
    row_place,
    row_reasons,
    why_not,
    with_wrapped_labels,
    withheld,
)
from ui.charts.picture import Picture, reads

WHEN = ["when judged", "today"]
SHAPES = ["square", "circle"]
LANES = ["label", "label, second line", *WHEN]
ROW_HEIGHT = 54


def then_and_now(frame: pl.DataFrame, *, description: str) -> Picture:
    """Rows of label, when (one of WHEN), value, interval_low, interval_high (0 to 1), denominator, is_reportable.

    Two rows a figure, labels in the order given. A figure of too few people is said in words, never drawn.
    """
    frame = with_wrapped_labels(frame)
    rows = {
        "labels": in_order(frame["label"].unique(maintain_order=True).to_list()),
        "limits": ends(rate_domain(frame)),
        "figures": reportable(frame),
        "unsaid": why_not(withheld(frame).unique("label", maintain_order=True)),
    }
    return Picture(_form, rows, description)


def _form() -> alt.LayerChart:
    return row_chart([limits(alt.X), *_points(), row_reasons()], row_height=ROW_HEIGHT)


def _points() -> list[alt.Chart]:
    legend = alt.Legend(title=None, orient="top", symbolSize=90, symbolOpacity=1)
    colour = alt.Color("when:N", scale=alt.Scale(domain=WHEN), legend=legend)
    shape = alt.Shape("when:N", scale=alt.Scale(domain=WHEN, range=SHAPES), legend=legend)
    lane = alt.YOffset("when:N", sort=LANES, scale=alt.Scale(domain=LANES, paddingOuter=0))
    tooltip = [*rate_tooltip("figure"), alt.Tooltip("when:N", title="as it stood")]
    base = reads("figures").encode(y=row_place(0.5), yOffset=lane, color=colour, tooltip=tooltip)
    low, value = rate_axis(alt.X, "interval_low"), rate_axis(alt.X, "value")
    return [
        base.mark_rule(strokeWidth=2, opacity=0.7).encode(x=low, x2="interval_high:Q"),
        base.mark_point(filled=True, size=80, opacity=1).encode(x=value, shape=shape),
    ]
