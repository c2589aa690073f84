"""Counts or shares of several things, one bar a row, its figure in words at its end."""

import altair as alt
import polars as pl

from ui.charts.parts import (
    INK,
    ends,
    in_order,
    percent_axis,
    reportable,
    row_chart,
    row_place,
    row_reasons,
    why_not,
    with_wrapped_labels,
    withheld,
)
from ui.charts.picture import Picture, reads

ROW_HEIGHT = 60


def bars(frame: pl.DataFrame, *, description: str, unit: str, is_share: bool = True) -> Picture:
    """Rows of label, value, text (said at the bar's end), is_reportable, in the order given.

    ``value`` is a share of 0 to 1, or a count where ``is_share`` is false; ``unit`` names it on pointing. A row that
    may not be shown says so in words and has no bar.
    """
    frame = with_wrapped_labels(frame)
    drawn = reportable(frame)
    longest = max(drawn["value"].to_list(), default=1) or 1
    rows = {
        "labels": in_order(frame["label"].to_list()),
        "limits": ends((0.0, longest * 1.25)),  # room beyond the longest bar, so that its words fit
        "bars": drawn.with_columns(unit=pl.lit(unit)),
        "unsaid": why_not(withheld(frame)),
    }
    return Picture(_form, rows, description, {"unit": unit, "is_share": is_share})


def _form(unit: str, is_share: bool) -> alt.LayerChart:
    axis = percent_axis() if is_share else alt.Axis(format="d", tickMinStep=1, tickCount=5, title=None)
    limit, value = (alt.X(f"{name}:Q", scale=alt.Scale(nice=False), axis=axis) for name in ("limit", "value"))
    # Thick rules: they lie at the height that the labels leave free, which bars on a band scale do not.
    tooltip = [alt.Tooltip("label:N", title=unit), alt.Tooltip("text:N", title="figure")]
    base = reads("bars").encode(y=row_place(0.8), x=value, tooltip=tooltip)
    layers = [
        reads("limits").mark_point(opacity=0, aria=False).encode(limit),
        base.mark_rule(strokeWidth=12, opacity=0.85).encode(x2=alt.datum(0), color=alt.Color("unit:N", legend=None)),
        base.mark_text(align="left", dx=5, fontSize=12, fontWeight="bold", color=INK).encode(text="text:N"),
        row_reasons(),
    ]
    return row_chart(layers, row_height=ROW_HEIGHT)
