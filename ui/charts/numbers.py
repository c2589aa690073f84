"""A figure that is no share over terms: a mean, a ratio, a count or days, as a line with the range it could lie in."""

import altair as alt
import polars as pl

from ui.charts.parts import INK, reportable, why_not, withheld
from ui.charts.picture import Picture, reads

HEIGHT = 250


def number_trend(frame: pl.DataFrame, *, unit: str, description: str) -> Picture:
    """Rows in time order: label (the period), value, interval_low and _high (null where none), is_reportable.

    The axis is named by ``unit``. A period with too few people breaks the line and says so.
    """
    is_gap = ~(pl.col("is_reportable").fill_null(False) & pl.col("value").is_not_null())
    line = reportable(frame.with_columns(is_gap.cum_sum().alias("run")))
    rows = {
        "periods": frame.select("label"),
        "line": line,
        "ranges": line.filter(pl.col("interval_low").is_not_null() & pl.col("interval_high").is_not_null()),
        "last": line.tail(1),
        "unsaid": why_not(withheld(frame)),
    }
    return Picture(_form, rows, description, {"unit": unit, "digits": figure_format(line)})


def _form(unit: str, digits: str) -> alt.LayerChart:
    periods = reads("periods").mark_point(opacity=0, aria=False).encode(x=_periods())  # unseen: they hold the order
    return alt.layer(periods, *_line(unit, digits), _too_few()).properties(height=HEIGHT)


def _periods() -> alt.X:
    axis = alt.Axis(title=None, labelAngle=0, labelExpr="split(datum.label, ' ')", labelOverlap="greedy")
    return alt.X("label:O", sort=None, axis=axis)


def figure_format(rows: pl.DataFrame) -> str:
    """One decimal, as in words; two where every figure is below one."""
    return ",.2f" if rows.height and rows["value"].max() < 1 else ",.1f"


def _line(unit: str, digits: str) -> list[alt.Chart]:
    # Above the axis: beside it a long unit would be cut.
    axis = alt.Axis(tickCount=5, title=unit, titleAngle=0, titleAlign="left", titleAnchor="end", titleX=0, titleY=-12)
    value, low = (
        alt.Y(f"{name}:Q", axis=axis, scale=alt.Scale(zero=False, nice=True)) for name in ("value", "interval_low")
    )
    tooltip = [
        alt.Tooltip("label:N", title="period"),
        *(
            alt.Tooltip(f"{name}:Q", title=title, format=digits)
            for name, title in (("value", unit), ("interval_low", "from"), ("interval_high", "to"))
        ),
    ]
    periods = _periods()
    base = reads("line").encode(x=periods, y=value, detail="run:N")
    band = reads("ranges").encode(x=periods, y=low, y2="interval_high:Q", detail="run:N")
    last = reads("last").mark_text(align="right", dy=-12, fontSize=13, fontWeight="bold", color=INK)
    return [
        band.mark_area(opacity=0.2),
        band.mark_rule(opacity=0.35, strokeWidth=1, color=INK),
        base.mark_line(),
        base.mark_point(filled=True, size=45, opacity=1).encode(tooltip=tooltip),
        last.encode(x=periods, y=value, text=alt.Text("value:Q", format=digits)),
    ]


def _too_few() -> alt.Chart:
    text = reads("unsaid").mark_text(angle=270, align="right", fontStyle="italic", fontSize=11, color=INK)
    return text.encode(x=_periods(), y=alt.value(2), text="said:N")
