"""Barriers as parents and staff name them in one survey: the rows for a chart, a table, and what is named most."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from ui import words
from ui.charts.barriers import SERIES
from ui.data import mart, remembered
from ui.filters import Filters

_FIGURES = ("share", "interval_low", "interval_high")


@dataclass(frozen=True)
class Wave:
    """What parents and staff named in one period, for a group of families.

    ``rows``: dim_barriers joined with ``series`` (parents, staff), reported, respondents, share, interval_low,
    interval_high (null where too few), published_share, published_source, is_reportable.
    """

    period_id: str
    rows: pl.DataFrame
    staff_is_whole: bool

    def of(self, series: str) -> pl.DataFrame:
        return self.rows.filter(pl.col("series") == series)

    @cached_property
    def n(self) -> str:
        """'63 parents and 22 staff', those who were asked."""
        most = {name: self.of(name)["respondents"].max() for name in ("parents", "staff")}
        return " and ".join(f"{number} {name}" for name, number in most.items() if number) or "no answers"


@remembered
def waves(chosen: Filters) -> list[Wave]:
    """Every period of the chosen type with answers up to the chosen one, newest first."""
    named = mart("rpt_barriers", period_type=chosen.period_type)
    periods = mart("dim_periods", period_type=chosen.period_type).sort("period_start", descending=True)
    limit = periods.filter(pl.col("period_id") == chosen.period_id)["period_start"].max()
    seen = periods.filter(pl.col("period_start") <= limit)["period_id"].to_list()
    found = set(named["period_id"].to_list())
    return [_wave(named.filter(pl.col("period_id") == name), name, chosen) for name in seen if name in found]


def _wave(named: pl.DataFrame, period_id: str, chosen: Filters) -> Wave:
    """Staff belong to no group of pupils, so beside a group of families stand all staff."""
    in_group = (pl.col("group_type") == chosen.group_type) & (pl.col("group_value") == chosen.group_value)
    staff = named.filter((pl.col("respondent_role") == "staff") & in_group)
    is_whole = staff.is_empty() or chosen.group_type == "all"
    if staff.is_empty():
        staff = named.filter((pl.col("respondent_role") == "staff") & (pl.col("group_type") == "all"))
    parents = named.filter((pl.col("respondent_role") == "parent") & in_group)
    rows = pl.concat([parents.with_columns(series=pl.lit("parents")), staff.with_columns(series=pl.lit("staff"))])
    hidden = pl.when(pl.col("is_reportable")).then(pl.col(_FIGURES))
    rows = rows.with_columns(hidden).drop("barrier_group")
    return Wave(period_id, mart("dim_barriers").join(rows, on="barrier_id", maintain_order="left"), is_whole)


def chart_rows(wave: Wave, barrier_group: str) -> pl.DataFrame:
    """Rows for the chart of one group of barriers, most named by parents first, published figures among them.

    Barriers that nobody named are left to the table and to a sentence.
    """
    rows = wave.rows.filter(pl.col("barrier_group") == barrier_group)
    rows = rows.filter(~pl.col("barrier_id").is_in(_named_by_nobody(rows)["barrier_id"].to_list()))
    published = rows.filter(pl.col("published_share").is_not_null() & (pl.col("series") == "parents"))
    none = pl.lit(None, dtype=pl.Float64)
    published = published.with_columns(
        series=pl.lit("published"), share="published_share", interval_low=none, interval_high=none, respondents=None
    )
    order = {name: at for at, name in enumerate(_by_parents(rows))}
    both = pl.concat([rows, published.cast({"respondents": rows.schema["respondents"]})])
    return both.sort(
        pl.col("barrier_id").replace_strict(order, default=None), pl.col("series").replace_strict(_series_order())
    )


def as_table(wave: Wave, barrier_group: str, apart: dict[str, str], since: dict[str, str]) -> pl.DataFrame:
    """The same figures for reading, one row a barrier; ``apart`` and ``since`` say how sides and surveys differ."""
    rows = wave.rows.filter(pl.col("barrier_group") == barrier_group)
    keyed = {(row["barrier_id"], row["series"]): row for row in rows.to_dicts()}
    labels = dict(rows.select("barrier_id", "label").iter_rows())
    return pl.DataFrame(
        [
            {
                "Barrier": labels[barrier],
                "Parents": _cell(keyed.get((barrier, "parents"))),
                "Staff": _cell(keyed.get((barrier, "staff"))),
                "Parents beside staff": apart.get(barrier, ""),
                "Parents beside the survey before": since.get(barrier, ""),
                "Published": _published(keyed.get((barrier, "parents"))),
            }
            for barrier in _by_parents(rows)
        ]
    )


def most_named(wave: Wave) -> str:
    """The barrier parents name most, with its interval, n and the published figure."""
    parents = wave.of("parents")
    rows = parents.drop_nulls("share").sort("share", descending=True)
    if rows.is_empty() and parents["respondents"].count():
        return "Too few parents answered to say what they name most."
    if rows.is_empty():
        return f"What parents name most is {words.HELD_BACK}: {words.WHY_HELD_BACK}."
    row = rows.row(0, named=True)
    said = f"Most named by parents: {row['label']}, {words.percent(row['share'])}"
    said += f" ({words.interval(row['interval_low'], row['interval_high'])}) of {row['respondents']} parents"
    return words.sentence(said + (f"; published {_published(row)}" if row["published_share"] is not None else ""))


def not_asked(wave: Wave) -> list[str]:
    """Labels of barriers that no survey of the wave asked about."""
    return mart("dim_barriers").join(wave.rows, on="barrier_id", how="anti")["label"].to_list()


def named_by_nobody(wave: Wave) -> list[str]:
    """Labels of barriers that were asked about and that no parent and no member of staff named."""
    return _named_by_nobody(wave.rows)["label"].to_list()


def _named_by_nobody(rows: pl.DataFrame) -> pl.DataFrame:
    most = rows.group_by("barrier_id", "label", maintain_order=True).agg(
        pl.col("share").max(), pl.col("share").is_null().any().alias("has_too_few")
    )
    return most.filter((pl.col("share") == 0) & ~pl.col("has_too_few"))


def _by_parents(rows: pl.DataFrame) -> list[str]:
    parents = pl.when(pl.col("series") == "parents").then(pl.col("share"))
    totals = rows.group_by("barrier_id", maintain_order=True).agg(parents.max().alias("by"), pl.col("share").max())
    return totals.sort("by", "share", descending=True, nulls_last=True)["barrier_id"].to_list()


def _series_order() -> dict[str, int]:
    return {name: at for at, name in enumerate(SERIES)}


def _cell(row: dict | None) -> str:
    if row is None:
        return "not asked"
    if row["share"] is None:
        return words.HELD_BACK if row["respondents"] is None else words.TOO_FEW
    return (
        f"{words.percent(row['share'])} ({words.percent(row['interval_low'])} to {words.percent(row['interval_high'])})"
    )


def _published(row: dict | None) -> str:
    if row is None or row["published_share"] is None:
        return ""
    return f"{words.percent(row['published_share'])} ({row['published_source']})"
