"""Rates of several groups, one row each: a point and the 95 % interval it could lie in."""

import altair as alt
import polars as pl

from ui.charts.parts import (
    INK,
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

ROW_HEIGHT = 42


def interval_rows(
    frame: pl.DataFrame, *, description: str, published: float | None = None, published_label: str = ""
) -> alt.LayerChart:
    """Rows of label, value, interval_low, interval_high (0 to 1), denominator, is_reportable, in the order given.

    ``published`` (0 to 1) is drawn as a dashed rule named ``published_label``.
    """
    frame = with_wrapped_labels(frame)
    labels = frame["label"].to_list()
    rows = row_position(labels)
    also = () if published is None else (published,)
    scale = alt.Scale(domain=rate_domain(frame, also=also), nice=False)
    unsaid = row_words(withheld(frame), rows, TOO_FEW)
    layers = [row_labels(labels), *_figures(reportable(frame), rows, scale), unsaid]
    if published is not None:
        layers += _published_rule(published, published_label, scale)
    return alt.layer(*layers).properties(
        height=row_chart_height(frame.height, row_height=ROW_HEIGHT), description=description
    )


def _figures(drawn: pl.DataFrame, rows: alt.Y, scale: alt.Scale) -> list[alt.Chart]:
    base = alt.Chart(drawn).encode(y=rows, tooltip=rate_tooltip("group"))
    value = alt.X("value:Q", scale=scale, axis=percent_axis())
    low = alt.X("interval_low:Q", scale=scale, axis=percent_axis())
    return [
        base.mark_rule(strokeWidth=2, opacity=0.6, color=INK).encode(x=low, x2="interval_high:Q"),
        base.mark_point(filled=True, size=90, opacity=1).encode(x=value),
        base.mark_text(dy=-11, fontSize=12, fontWeight="bold", color=INK).encode(
            x=value, text=alt.Text("value:Q", format=".0%")
        ),
    ]


def _published_rule(published: float, label: str, scale: alt.Scale) -> list[alt.Chart]:
    base = alt.Chart(pl.DataFrame({"published": [published], "label": [label]}))
    at = alt.X("published:Q", scale=scale, axis=percent_axis())
    tooltip = [alt.Tooltip("label:N", title="published"), alt.Tooltip("published:Q", format=".1%")]
    return [base.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=INK).encode(x=at, tooltip=tooltip)]
