"""Counts or shares of several things, one bar a row, its figure in words at its end."""

import altair as alt
import polars as pl

from ui.charts.parts import (
    INK,
    percent_axis,
    reportable,
    row_chart_height,
    row_labels,
    row_position,
    row_words,
    why_not,
    with_wrapped_labels,
    withheld,
)

ROW_HEIGHT = 54


def bars(frame: pl.DataFrame, *, description: str, unit: str, is_share: bool = True) -> alt.LayerChart:
    """Rows of label, value, text (said at the bar's end), is_reportable, in the order given.

    ``value`` is a share of 0 to 1, or a count where ``is_share`` is false; ``unit`` names it on pointing. A row that
    may not be shown says so in words and has no bar.
    """
    frame = with_wrapped_labels(frame)
    labels = frame["label"].to_list()
    position = row_position(labels, 0.8)
    layers = [row_labels(labels), *_bars(reportable(frame), position, unit, is_share)]
    layers.append(row_words(why_not(withheld(frame)), position))
    height = row_chart_height(frame.height, row_height=ROW_HEIGHT)
    return alt.layer(*layers).properties(height=height, description=description)


def _bars(drawn: pl.DataFrame, position: alt.Y, unit: str, is_share: bool) -> list[alt.Chart]:
    axis = percent_axis() if is_share else alt.Axis(format="d", tickMinStep=1, tickCount=5, title=None)
    # Room beyond the longest bar, so that its words fit.
    longest = max(drawn["value"].to_list(), default=1) or 1
    scale = alt.Scale(domain=(0, longest * 1.25), nice=False)
    value = alt.X("value:Q", scale=scale, axis=axis)
    # Thick rules: they lie at the height that the labels leave free, which bars on a band scale do not.
    tooltip = [alt.Tooltip("label:N", title=unit), alt.Tooltip("text:N", title="figure")]
    base = alt.Chart(drawn.with_columns(unit=pl.lit(unit))).encode(y=position, x=value, tooltip=tooltip)
    return [
        base.mark_rule(strokeWidth=12, opacity=0.85).encode(x2=alt.datum(0), color=alt.Color("unit:N", legend=None)),
        base.mark_text(align="left", dx=5, fontSize=12, fontWeight="bold", color=INK).encode(text="text:N"),
    ]
