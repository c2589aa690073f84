"""The headline figures of a home, and how they differ before and after a build."""

import polars as pl

from warehouse.errors import NothingServed
from warehouse.read import read_mart
from warehouse.settings import Home

_KEY = ["indicator_id", "period_type", "period_id"]


def figures(home: Home, role: str) -> pl.DataFrame:
    """Shares that stand for themselves, for all pupils, per term.

    indicator_id, name, period_type, period_id, period_start, value, denominator; no rows before a first build.
    """
    try:
        rows = read_mart(home, "rpt_indicators", role, where={"group_type": "all", "period_type": "term"})
        names = read_mart(home, "dim_indicators", role, {"value_kind": "share", "part_of": None})
    except NothingServed:
        return pl.DataFrame(schema=_SCHEMA)
    return rows.join(names, on="indicator_id").select(list(_SCHEMA)).cast(_SCHEMA)


def compare(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Rows of figures that are new or changed: name, period_id, before, after, newest first. Shares are 0 to 1."""
    old = before.select(*_KEY, pl.col("value").alias("before"), pl.col("denominator").alias("old_denominator"))
    both = after.join(old, on=_KEY, how="left", nulls_equal=True)
    changed = pl.col("value").ne_missing(pl.col("before")) | pl.col("denominator").ne_missing(pl.col("old_denominator"))
    ordered = both.filter(changed).sort(["period_start", "indicator_id"], descending=[True, False])
    return ordered.select("name", "period_id", "before", pl.col("value").alias("after"))


_SCHEMA = {
    "indicator_id": pl.String,
    "name": pl.String,
    "period_type": pl.String,
    "period_id": pl.String,
    "period_start": pl.Date,
    "value": pl.Float64,
    "denominator": pl.Float64,
}
