"""A rate over terms, half terms or weeks: a line with its interval band, and the published figure beside it."""

import altair as alt
import polars as pl

from ui.charts.parts import (
    INK,
    LEGEND_HEIGHT,
    ends,
    limits,
    rate_axis,
    rate_domain,
    rate_tooltip,
    reportable,
    why_not,
    withheld,
)
from ui.charts.picture import Picture, reads

HEIGHT = 250


def trend(
    frame: pl.DataFrame,
    *,
    description: str,
    published: float | None = None,
    published_label: str = "published",
    notes: tuple[tuple[str, str], ...] = (),
) -> Picture:
    """Rows in time order: label (the period), value, interval_low, interval_high (0 to 1), denominator, is_reportable.

    A period with too few people breaks the line and says so. ``notes`` are (period, words); a small triangle above the
    period says that there is one.
    """
    also = () if published is None else (published,)
    line = _runs(frame)
    rows = _scene(frame, also) | {"line": line, "last": line.tail(1), "unsaid": why_not(withheld(frame))}
    rows["notes"] = pl.DataFrame(notes, schema={"label": pl.String, "note": pl.String}, orient="row")
    if published is not None:
        rows |= _published(published, published_label, _first_value(frame))
    return Picture(_form, rows, description, {"has_published": published is not None})


def _form(has_published: bool) -> alt.LayerChart:
    layers = [*_scenery(), _noted(), *_line(), _too_few(), *(_published_rule() if has_published else ())]
    return alt.layer(*layers).properties(height=HEIGHT)


def trends_of(frame: pl.DataFrame, by: str, *, description: str) -> Picture:
    """One line for each value of ``by`` (a few sites) with its band; rows in time order, else as in `trend`.

    Lines differ in colour, in dash and in the shape of their points.
    """
    lines = pl.concat([_runs(part) for part in frame.partition_by(by, maintain_order=True)])
    options = {"by": by, "groups": tuple(sorted(frame[by].unique()))}
    return Picture(_form_of_several, _scene(frame) | {"lines": lines}, description, options)


def _form_of_several(by: str, groups: tuple[str, ...]) -> alt.LayerChart:
    value, low = rate_axis(alt.Y, "value"), rate_axis(alt.Y, "interval_low")
    legend = alt.Legend(title=None, orient="top", symbolSize=90, symbolOpacity=1, columns=2)
    own = {"type": "nominal", "scale": alt.Scale(domain=list(groups)), "legend": legend}
    base = reads("lines").encode(x=_periods(), detail="run:N", color=alt.Color(by, **own))
    tooltip = [alt.Tooltip(by, type="nominal", title="group"), *rate_tooltip("period")]
    layers = [
        base.mark_area(opacity=0.15).encode(y=low, y2="interval_high:Q"),
        base.mark_line().encode(y=value, strokeDash=alt.StrokeDash(by, **own)),
        base.mark_point(filled=True, size=55, opacity=1).encode(y=value, shape=alt.Shape(by, **own), tooltip=tooltip),
    ]
    lines_of_legend = -(-len(groups) // 2)
    return alt.layer(*_scenery(), *layers).properties(height=HEIGHT + LEGEND_HEIGHT * lines_of_legend)


def _scene(frame: pl.DataFrame, also: tuple[float, ...] = ()) -> dict[str, pl.DataFrame]:
    """Every period in its order, and the limits of the rates."""
    periods = frame.select("label").unique(maintain_order=True)
    return {"periods": periods, "limits": ends(rate_domain(frame, also=also))}


def _scenery() -> list[alt.Chart]:
    """Marks nobody sees, which hold the scene open."""
    return [reads("periods").mark_point(opacity=0, aria=False).encode(x=_periods()), limits(alt.Y)]


def _runs(frame: pl.DataFrame) -> pl.DataFrame:
    """Reportable rows with ``run``, which changes at each gap, so that no line is drawn across one."""
    is_gap = ~(pl.col("is_reportable").fill_null(False) & pl.col("value").is_not_null())
    return reportable(frame.with_columns(is_gap.cum_sum().alias("run")))


def _periods() -> alt.X:
    """Periods in the order of the first layer, each label broken at its spaces so that terms fit on a phone."""
    axis = alt.Axis(
        title=None, labelAngle=0, labelExpr="split(datum.label, ' ')", labelLineHeight=13, labelOverlap="greedy"
    )
    return alt.X("label:O", sort=None, axis=axis)


def _line() -> list[alt.Chart]:
    base = reads("line").encode(x=_periods(), detail="run:N")
    value, low = rate_axis(alt.Y, "value"), rate_axis(alt.Y, "interval_low")
    last = reads("last").mark_text(align="right", dy=-12, fontSize=13, fontWeight="bold", color=INK)
    return [
        base.mark_area(opacity=0.2).encode(y=low, y2="interval_high:Q"),
        base.mark_rule(opacity=0.35, strokeWidth=1, color=INK).encode(y=low, y2="interval_high:Q"),
        base.mark_line().encode(y=value),
        base.mark_point(filled=True, size=45, opacity=1).encode(y=value, tooltip=rate_tooltip("period")),
        last.encode(x=_periods(), y=value, text=alt.Text("value:Q", format=".0%")),
    ]


def _too_few() -> alt.Chart:
    """Upright words at the top of the plot: they fit any width and can never be read as a low value."""
    text = reads("unsaid").mark_text(angle=270, align="right", fontStyle="italic", fontSize=11, color=INK)
    return text.encode(x=_periods(), y=alt.value(2), text="said:N")


def _noted() -> alt.Chart:
    mark = reads("notes").mark_point(shape="triangle-down", filled=True, size=70, color=INK, opacity=1)
    return mark.encode(x=_periods(), y=alt.value(6), tooltip=alt.Tooltip("note:N"))


def _first_value(frame: pl.DataFrame) -> float:
    return next(iter(reportable(frame)["value"]), 0.0)


def _published(published: float, label: str, first_value: float) -> dict[str, pl.DataFrame]:
    """The figure, named on the side where the line does not begin; the other side's name is empty."""
    is_below = first_value >= published
    sides = {"published below": is_below, "published above": not is_below}
    return {
        side: pl.DataFrame({"published": [published], "label": [label if is_named else ""]})
        for side, is_named in sides.items()
    }


def _published_rule() -> list[alt.Chart]:
    """The dashed rule and its name, below or above it."""
    at = rate_axis(alt.Y, "published")
    words = {"align": "left", "fontSize": 11, "color": INK}
    below, above = reads("published below"), reads("published above")
    texts = [
        below.mark_text(baseline="top", dy=4, **words),
        above.mark_text(baseline="bottom", dy=-3, **words),
    ]
    return [
        below.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=INK).encode(y=at),
        *(text.encode(x=alt.value(2), y=at, text="label:N") for text in texts),
    ]
