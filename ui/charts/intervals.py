"""Rates of several groups, one row each: a point and the 95 % interval it could lie in."""

import altair as alt
import polars as pl

from ui.charts.parts import (
    INK,
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

ROW_HEIGHT = 42


def interval_rows(
    frame: pl.DataFrame, *, description: str, published: float | None = None, published_label: str = ""
) -> Picture:
    """Rows of label, value, interval_low, interval_high (0 to 1), denominator, is_reportable, in the order given.

    ``published`` (0 to 1) is drawn as a dashed rule named ``published_label``.
    """
    frame = with_wrapped_labels(frame)
    also = () if published is None else (published,)
    rows = {
        "labels": in_order(frame["label"].to_list()),
        "limits": ends(rate_domain(frame, also=also)),
        "figures": reportable(frame),
        "unsaid": why_not(withheld(frame)),
    }
    if published is not None:
        rows["published"] = pl.DataFrame({"published": [published], "label": [published_label]})
    return Picture(_form, rows, description, {"has_published": published is not None})


def _form(has_published: bool) -> alt.LayerChart:
    layers = [limits(alt.X), *_figures(), row_reasons(), *([_published_rule()] if has_published else [])]
    return row_chart(layers, row_height=ROW_HEIGHT)


def _figures() -> list[alt.Chart]:
    base = reads("figures").encode(y=row_place(), tooltip=rate_tooltip("group"))
    value, low = rate_axis(alt.X, "value"), rate_axis(alt.X, "interval_low")
    return [
        base.mark_rule(strokeWidth=2, opacity=0.6, color=INK).encode(x=low, x2="interval_high:Q"),
        base.mark_point(filled=True, size=90, opacity=1).encode(x=value),
        base.mark_text(dy=-11, fontSize=12, fontWeight="bold", color=INK).encode(
            x=value, text=alt.Text("value:Q", format=".0%")
        ),
    ]


def _published_rule() -> alt.Chart:
    tooltip = [alt.Tooltip("label:N", title="published"), alt.Tooltip("published:Q", format=".1%")]
    rule = reads("published").mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=INK)
    return rule.encode(x=rate_axis(alt.X, "published"), tooltip=tooltip)
