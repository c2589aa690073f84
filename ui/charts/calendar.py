"""Days of a term as a calendar: a week a row, a day a column, the darker the more was missed."""

import altair as alt
import polars as pl

from ui.charts.parts import AXIS_HEIGHT, INK, reportable

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK_HEIGHT = 24
# Faint enough that the words on the darkest cell have contrast, in light and in dark.
SHADES = (0.04, 0.55)


def calendar(frame: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows of week and day (labels), value (0 to 1), text, detail, is_reportable; weeks in the order given.

    The figure stands in each cell, so no shade need be read. A day that may not be shown is left blank.
    """
    weeks, days = frame["week"].unique(maintain_order=True).to_list(), [day for day in DAYS if day in set(frame["day"])]
    drawn = reportable(frame)
    base = alt.Chart(drawn).encode(
        x=alt.X("day:O", sort=days, scale=alt.Scale(domain=days, padding=0.04), axis=_days_axis()),
        y=alt.Y("week:O", sort=weeks, scale=alt.Scale(domain=weeks, padding=0.06), axis=_weeks_axis()),
    )
    limits = [min(drawn["value"], default=0.0), max(drawn["value"], default=1.0)]
    shade = alt.Opacity("value:Q", scale=alt.Scale(domain=limits, range=list(SHADES)), legend=None)
    tooltip = [alt.Tooltip("detail:N", title="missed")]
    layers = [
        base.mark_rect().encode(opacity=shade, tooltip=tooltip),
        base.mark_text(fontSize=11, color=INK).encode(text="text:N", tooltip=tooltip),
    ]
    height = max(len(weeks), 1) * WEEK_HEIGHT + AXIS_HEIGHT
    return alt.layer(*layers).properties(height=height, description=description)


def _days_axis() -> alt.Axis:
    """Three letters a day, above the weeks."""
    expression = "slice(datum.label, 0, 3)"
    return alt.Axis(title=None, orient="top", labelAngle=0, labelExpr=expression, ticks=False, domain=False)


def _weeks_axis() -> alt.Axis:
    return alt.Axis(title=None, ticks=False, domain=False, labelOverlap=False)
