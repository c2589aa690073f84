"""Barriers as parents and as staff name them: two marked points a row, with intervals and the published figure."""

import altair as alt
import polars as pl

from ui.charts.parts import (
    ends,
    in_order,
    limits,
    rate_axis,
    row_chart,
    row_place,
    row_reasons,
    why_not,
    with_wrapped_labels,
)
from ui.charts.picture import Picture, reads

SERIES = ["parents", "staff", "published"]
SHAPES = ["circle", "square", "diamond"]
LANES = ["label", "label, second line", "space", "parents", "published", "staff"]
ROW_HEIGHT = 58


def parents_and_staff(frame: pl.DataFrame, *, description: str, upper: float | None = None) -> Picture:
    """Rows of label, series (parents, staff, published), share, interval_low, interval_high (0 to 1), respondents.

    A share of null is said in words, never drawn: held back where ``respondents`` is null, too. Labels keep the order
    given. ``upper`` is the end of the scale, so that charts below each other share one.
    """
    frame = with_wrapped_labels(frame)
    figures = frame.group_by("label", maintain_order=True).agg(pl.col("share", "respondents").drop_nulls().first())
    rows = {
        "labels": in_order(figures["label"].to_list()),
        "limits": ends((0.0, upper or upper_limit(frame))),
        "shares": frame.filter(pl.col("share").is_not_null()),
        "unsaid": why_not(figures.filter(pl.col("share").is_null()), "respondents"),
    }
    return Picture(_form, rows, description)


def _form() -> alt.LayerChart:
    return row_chart([limits(alt.X), *_points(), row_reasons()], row_height=ROW_HEIGHT)


def _points() -> list[alt.Chart]:
    legend = alt.Legend(title=None, orient="top", symbolSize=90, symbolOpacity=1)
    colour = alt.Color("series:N", scale=alt.Scale(domain=SERIES), legend=legend)
    shape = alt.Shape("series:N", scale=alt.Scale(domain=SERIES, range=SHAPES), legend=legend)
    base = reads("shares").encode(y=row_place(0.5), yOffset=_lane(), color=colour, tooltip=_tooltip())
    return [
        base.mark_rule(strokeWidth=2, opacity=0.7).encode(x=rate_axis(alt.X, "interval_low"), x2="interval_high:Q"),
        base.mark_point(filled=True, size=80, opacity=1).encode(x=rate_axis(alt.X, "share"), shape=shape),
    ]


def _lane() -> alt.YOffset:
    """Three lanes for the label, then parents above staff with the published figure between them."""
    return alt.YOffset("series:N", sort=LANES, scale=alt.Scale(domain=LANES, paddingOuter=0))


def upper_limit(frame: pl.DataFrame) -> float:
    """Where a scale from zero may end so that every share and interval of the frame fits."""
    highest = pl.concat([frame["share"], frame["interval_high"]]).max()
    return 1.0 if highest is None else min(1.0, max(0.3, highest + 0.03))


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title="barrier"),
        alt.Tooltip("series:N", title="named by"),
        alt.Tooltip("share:Q", title="share", format=".0%"),
        alt.Tooltip("interval_low:Q", title="from", format=".0%"),
        alt.Tooltip("interval_high:Q", title="to", format=".0%"),
        alt.Tooltip("respondents:Q", title="n", format=",.0f"),
    ]
