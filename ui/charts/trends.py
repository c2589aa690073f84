"""A rate over terms, half terms or weeks: a line with its interval band, and the published figure beside it."""

import altair as alt
import polars as pl

from ui.charts.parts import INK, LEGEND_HEIGHT, TOO_FEW, percent_axis, rate_domain, rate_tooltip, reportable, withheld

HEIGHT = 250


def trend(
    frame: pl.DataFrame,
    *,
    description: str,
    published: float | None = None,
    published_label: str = "published",
) -> alt.LayerChart:
    """Rows in time order: label (the period), value, interval_low, interval_high (0 to 1), denominator, is_reportable.

    A period with too few people breaks the line and says so.
    """
    also = () if published is None else (published,)
    scale = alt.Scale(domain=rate_domain(frame, also=also), nice=False)
    periods = _period_axis(frame["label"].to_list())
    layers = [*_line(_runs(frame), periods, scale), _too_few(withheld(frame), periods)]
    if published is not None:
        layers += _published(published, published_label, scale, _first_value(frame))
    return alt.layer(*layers).properties(height=HEIGHT, description=description)


def trends_of(frame: pl.DataFrame, by: str, *, description: str) -> alt.LayerChart:
    """One line for each value of ``by`` (a few sites) with its band; rows in time order, else as in `trend`.

    Lines differ in colour, in dash and in the shape of their points.
    """
    drawn = pl.concat([_runs(part) for part in frame.partition_by(by, maintain_order=True)])
    periods = _period_axis(frame["label"].unique(maintain_order=True).to_list())
    value, low = _rate_axes(alt.Scale(domain=rate_domain(frame), nice=False))
    legend = alt.Legend(title=None, orient="top", symbolSize=90, symbolOpacity=1, columns=2)
    own = {"type": "nominal", "scale": alt.Scale(domain=sorted(frame[by].unique())), "legend": legend}
    base = alt.Chart(drawn).encode(x=periods, detail="run:N", color=alt.Color(by, **own))
    tooltip = [alt.Tooltip(by, type="nominal", title="group"), *rate_tooltip("period")]
    lines = -(-frame[by].n_unique() // 2)
    layers = [
        base.mark_area(opacity=0.15).encode(y=low, y2="interval_high:Q"),
        base.mark_line().encode(y=value, strokeDash=alt.StrokeDash(by, **own)),
        base.mark_point(filled=True, size=55, opacity=1).encode(y=value, shape=alt.Shape(by, **own), tooltip=tooltip),
    ]
    return alt.layer(*layers).properties(height=HEIGHT + LEGEND_HEIGHT * lines, description=description)


def _rate_axes(scale: alt.Scale) -> tuple[alt.Y, alt.Y]:
    """The value and the low end of its interval on one scale."""
    value, low = (alt.Y(f"{name}:Q", scale=scale, axis=percent_axis()) for name in ("value", "interval_low"))
    return value, low


def _runs(frame: pl.DataFrame) -> pl.DataFrame:
    """Reportable rows with ``run``, which changes at each gap, so that no line is drawn across one."""
    is_gap = ~(pl.col("is_reportable").fill_null(False) & pl.col("value").is_not_null())
    return reportable(frame.with_columns(is_gap.cum_sum().alias("run")))


def _period_axis(labels: list[str]) -> alt.X:
    """Periods in order, each label broken at its spaces so that terms fit on a phone."""
    axis = alt.Axis(
        title=None, labelAngle=0, labelExpr="split(datum.label, ' ')", labelLineHeight=13, labelOverlap="greedy"
    )
    return alt.X("label:O", sort=labels, scale=alt.Scale(domain=labels), axis=axis)


def _line(drawn: pl.DataFrame, periods: alt.X, scale: alt.Scale) -> list[alt.Chart]:
    base = alt.Chart(drawn).encode(x=periods, detail="run:N")
    value, low = _rate_axes(scale)
    last = alt.Chart(drawn.tail(1)).mark_text(align="right", dy=-12, fontSize=13, fontWeight="bold", color=INK)
    return [
        base.mark_area(opacity=0.2).encode(y=low, y2="interval_high:Q"),
        base.mark_rule(opacity=0.35, strokeWidth=1, color=INK).encode(y=low, y2="interval_high:Q"),
        base.mark_line().encode(y=value),
        base.mark_point(filled=True, size=45, opacity=1).encode(y=value, tooltip=rate_tooltip("period")),
        last.encode(x=periods, y=value, text=alt.Text("value:Q", format=".0%")),
    ]


def _too_few(rows: pl.DataFrame, periods: alt.X) -> alt.Chart:
    """Upright words at the top of the plot: they fit any width and can never be read as a low value."""
    text = alt.Chart(rows.select("label")).mark_text(
        angle=270, align="right", fontStyle="italic", fontSize=11, color=INK
    )
    return text.encode(x=periods, y=alt.value(2), text=alt.value(TOO_FEW))


def _first_value(frame: pl.DataFrame) -> float:
    return next(iter(reportable(frame)["value"]), 0.0)


def _published(published: float, label: str, scale: alt.Scale, first_value: float) -> list[alt.Chart]:
    """The dashed rule, named on the side where the line does not begin."""
    base = alt.Chart(pl.DataFrame({"published": [published], "label": [label]}))
    at = alt.Y("published:Q", scale=scale, axis=percent_axis())
    side = {"baseline": "top", "dy": 4} if first_value >= published else {"baseline": "bottom", "dy": -3}
    text = base.mark_text(align="left", fontSize=11, color=INK, **side)
    return [
        base.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=INK).encode(y=at),
        text.encode(x=alt.value(2), y=at, text="label:N"),
    ]
