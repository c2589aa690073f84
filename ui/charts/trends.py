"""A rate over terms, half terms or weeks: a line with its interval band, and the published figure beside it."""

import altair as alt
import polars as pl

from ui.charts.parts import INK, TOO_FEW, percent_axis, rate_domain, rate_tooltip, reportable, withheld

HEIGHT = 250
SMALL_HEIGHT = 150


def trend(
    frame: pl.DataFrame,
    *,
    description: str,
    published: float | None = None,
    published_label: str = "published",
    domain: tuple[float, float] | None = None,
    height: int = HEIGHT,
) -> alt.LayerChart:
    """Rows in time order: label (the period), value, interval_low, interval_high (0 to 1), denominator, is_reportable.

    A period with too few people breaks the line and says so. ``domain`` lets charts side by side share one scale.
    """
    also = () if published is None else (published,)
    scale = alt.Scale(domain=domain or rate_domain(frame, also=also), nice=False)
    periods = _period_axis(frame["label"].to_list())
    layers = [*_line(_runs(frame), periods, scale), _too_few(withheld(frame), periods)]
    if published is not None:
        layers += _published(published, published_label, scale, _first_value(frame))
    return alt.layer(*layers).properties(height=height, description=description)


def small_multiples(
    frame: pl.DataFrame, by: str, *, description: str, published: float | None = None, published_label: str = ""
) -> list[tuple[str, alt.LayerChart]]:
    """One trend for each value of ``by`` on one scale, to be laid side by side: (value, chart), sorted by value."""
    also = () if published is None else (published,)
    shared = {"published": published, "published_label": published_label, "domain": rate_domain(frame, also=also)}
    parts = sorted(frame.partition_by(by, as_dict=True).items())
    return [(name, trend(part, description=f"{name}: {description}", **shared)) for (name,), part in parts]


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
    value = alt.Y("value:Q", scale=scale, axis=percent_axis())
    low = alt.Y("interval_low:Q", scale=scale, axis=percent_axis())
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
