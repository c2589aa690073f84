"""Rates of several groups, one row each: a point and the 95 % interval it could lie in."""

import altair as alt
import polars as pl

from ui.charts.parts import (
    INK,
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

ROW_HEIGHT = 42


def interval_rows(
    frame: pl.DataFrame, *, description: str, published: float | None = None, published_label: str = ""
) -> alt.LayerChart:
    """Rows of label, value, interval_low, interval_high (0 to 1), denominator, is_reportable, in the order given.

    ``published`` (0 to 1) is drawn as a dashed rule named ``published_label``.
    """
    frame = with_wrapped_labels(frame)
    also = () if published is None else (published,)
    held = limits(rate_axis(alt.X, "limit"), rate_domain(frame, also=also))
    unsaid = row_words(why_not(withheld(frame)), row_place())
    layers = [held, *_figures(reportable(frame)), unsaid]
    if published is not None:
        layers += _published_rule(published, published_label)
    return row_chart(frame["label"].to_list(), layers, row_height=ROW_HEIGHT, description=description)


def _figures(drawn: pl.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(drawn).encode(y=row_place(), tooltip=rate_tooltip("group"))
    value, low = rate_axis(alt.X, "value"), rate_axis(alt.X, "interval_low")
    return [
        base.mark_rule(strokeWidth=2, opacity=0.6, color=INK).encode(x=low, x2="interval_high:Q"),
        base.mark_point(filled=True, size=90, opacity=1).encode(x=value),
        base.mark_text(dy=-11, fontSize=12, fontWeight="bold", color=INK).encode(
            x=value, text=alt.Text("value:Q", format=".0%")
        ),
    ]


def _published_rule(published: float, label: str) -> list[alt.Chart]:
    base = alt.Chart(pl.DataFrame({"published": [published], "label": [label]}))
    tooltip = [alt.Tooltip("label:N", title="published"), alt.Tooltip("published:Q", format=".1%")]
    at = rate_axis(alt.X, "published")
    return [base.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=INK).encode(x=at, tooltip=tooltip)]
