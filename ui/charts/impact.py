"""An action judged: both groups before and after, and its effect beside what could have been seen."""

import altair as alt
import polars as pl

from ui.charts.parts import INK, percent_axis, rate_domain, row_chart_height, row_labels, row_position

HEIGHT = 220
MOMENTS = ["before", "after"]
GROUPS = ["reached", "not reached"]
ROW_HEIGHT = 46


def before_and_after(frame: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows of group (one of GROUPS), moment (one of MOMENTS), value (0 to 1), families: a line a group.

    Lines differ in colour, in dash and in the shape of their points.
    """
    domain = rate_domain(
        frame.with_columns(is_reportable=True, interval_low="value", interval_high="value"), least=0.15
    )
    value = alt.Y("value:Q", scale=alt.Scale(domain=domain, nice=False), axis=percent_axis())
    axis = alt.Axis(title=None, labelAngle=0, labelFontSize=12)
    moment = alt.X("moment:O", sort=MOMENTS, scale=alt.Scale(domain=MOMENTS, padding=0.35), axis=axis)
    own = {"scale": alt.Scale(domain=GROUPS), "legend": alt.Legend(title=None, orient="top", symbolSize=90)}
    tooltip = [
        alt.Tooltip("group:N", title="families"),
        alt.Tooltip("moment:N", title="when"),
        alt.Tooltip("value:Q", title="attendance", format=".1%"),
        alt.Tooltip("families:Q", title="n"),
    ]
    base = alt.Chart(frame).encode(x=moment, y=value, color=alt.Color("group:N", **own))
    layers = [
        base.mark_line(strokeWidth=2.5).encode(strokeDash=alt.StrokeDash("group:N", **own)),
        base.mark_point(filled=True, size=90, opacity=1).encode(shape=alt.Shape("group:N", **own), tooltip=tooltip),
    ]
    return alt.layer(*layers).properties(height=HEIGHT, description=description)


def effect_in_context(frame: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows of label, value (or null), low, high (differences of rates; 0.05 is five points), in the order given.

    A dashed line stands at nought. A row without a value is a range alone, as published effects are.
    """
    labels = frame["label"].to_list()
    rows = row_position(labels)
    ends = [0.0, *frame["low"].to_list(), *frame["high"].to_list()]
    scale = alt.Scale(domain=(min(ends) - 0.01, max(ends) + 0.01), nice=False)
    # Points of a percentage, said as such: five points are not five per cent.
    axis = alt.Axis(title="percentage points", labelExpr="format(datum.value * 100, '+d')", tickCount=6)
    low, value = (alt.X(f"{name}:Q", scale=scale, axis=axis) for name in ("low", "value"))
    tooltip = [alt.Tooltip("label:N", title="what"), alt.Tooltip("said:N", title="points")]
    base = alt.Chart(frame).encode(y=rows, tooltip=tooltip)
    nought = alt.Chart(pl.DataFrame({"low": [0.0]})).mark_rule(strokeDash=[5, 4], color=INK)
    layers = [
        nought.encode(x=low),
        row_labels(labels),
        base.mark_rule(strokeWidth=4, opacity=0.45, color=INK).encode(x=low, x2="high:Q"),
        base.transform_filter("isValid(datum.value)").mark_point(filled=True, size=100, opacity=1).encode(x=value),
    ]
    height = row_chart_height(frame.height, row_height=ROW_HEIGHT) + 15
    return alt.layer(*layers).properties(height=height, description=description)
