"""This school beside attendance published for others, where such a file was loaded."""

import polars as pl

from ui import indicators, words
from ui.cards import figure
from ui.charts.intervals import interval_rows
from ui.data import mart
from ui.drawing import drawn
from ui.filters import Filters

OWN_TYPE = "alternative provision"
# Where nothing is published for alternative provision, what is nearest to it goes first.
NEAREST = (OWN_TYPE, "special", "secondary", "total", "primary")
AREAS = ("national", "regional", "local_authority")
MOST = 4


def read(chosen: Filters) -> pl.DataFrame:
    """Rows of rpt_benchmarks for attendance in the school year of the chosen term: those nearest to this school."""
    year = chosen.period_id.partition(" ")[0]
    return nearest(mart("rpt_benchmarks", indicator_id="attendance_rate", period_type="year", period_id=year))


def nearest(rows: pl.DataFrame) -> pl.DataFrame:
    """At most MOST rows with ``nearness`` (0: the same kind of school): own kind first, then the widest area.

    Which of the many regions and authorities is this school's own is not known, so the whole country goes before them.
    """
    kind = pl.col("school_type").str.to_lowercase().str.strip_prefix("state-funded ")
    order = kind.replace_strict(_places(NEAREST), default=len(NEAREST), return_dtype=pl.Int64)
    area = pl.col("area_level").replace_strict(_places(AREAS), default=len(AREAS), return_dtype=pl.Int64)
    return rows.with_columns(nearness=order).sort(order > 0, area, order, "area_name").head(MOST)


def _places(names: tuple[str, ...]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def show(rows: pl.DataFrame, year: indicators.Reading | None) -> None:
    """Own rate with its range above the published ones, which are counts of everybody and have none."""
    if rows.is_empty() or year is None or year.now is None:
        return
    title = f"Attendance beside published figures, {year.when}"
    own = {name: year.now[name] for name in ("value", "interval_low", "interval_high", "denominator", "is_reportable")}
    others = [
        {"label": f"{row['school_type']}, {row['area_name']}", "value": row["value"], "is_reportable": True}
        for row in rows.to_dicts()
    ]
    shown = pl.DataFrame([{"label": "This school", **own}, *others], infer_schema_length=None)
    said = [f"{row['label']} {_said(row)}" for row in shown.to_dicts()]
    figure(
        title,
        drawn(interval_rows, shown, description=title),
        pl.DataFrame({"Where": shown["label"], "Attendance": [_said(row) for row in shown.to_dicts()]}),
        n=year.n,
        alt=f"{title}: {'; '.join(said)}.",
        source="; ".join(rows["source"].unique(maintain_order=True).to_list()) + _not_like_us(rows),
    )


def _said(row: dict) -> str:
    within = words.interval(row["interval_low"], row["interval_high"])
    return words.percent(row["value"]) + (f" ({within})" if within else "")


def _not_like_us(rows: pl.DataFrame) -> str:
    if rows["nearness"].min() == 0:
        return ""
    return " (nothing in it is of alternative provision, whose attendance is far lower: see the dashed line above)"
