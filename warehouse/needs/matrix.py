"""The prioritisation matrix: ease as a weighted mean, scorers averaged with their spread, order and quadrant."""

from collections.abc import Mapping

import polars as pl

PARTS = ("effort", "cost", "time", "resources", "risk")
EVEN = dict.fromkeys(PARTS, 1.0)
MIDDLE = 2.5  # of the scale 1 to 4; a score on the line counts as high
QUICK_WIN, MAJOR_WORK, EASY_EXTRA, NOT_NOW = "quick win", "major work", "easy extra", "leave for now"

_TENTHS = 6  # decimals kept before ranks are compared, so that 2.9999999 and 3 are a tie


def ease(weights: Mapping[str, float]) -> pl.Expr:
    """Ease of one scorer's scores: the mean of the five parts (4 is easy), each counting with its weight."""
    total = sum(weights[part] for part in PARTS)
    return pl.sum_horizontal(pl.col(part) * weights[part] for part in PARTS) / total


def places(scores: pl.DataFrame, weights: Mapping[str, float]) -> pl.DataFrame:
    """One row for each scored option, first to last.

    Columns: option_id, scorers, impact, impact_low, impact_high, ease, ease_low, ease_high (1 to 4; low and high are
    the lowest and highest scorer), priority (the mean of impact and ease), rank (ties share one) and quadrant.
    Options of the same priority stand in order of impact.
    """
    spreads = [
        expression.alias(name + end)
        for name in ("impact", "ease")
        for end, expression in (("", pl.col(name).mean()), ("_low", pl.col(name).min()), ("_high", pl.col(name).max()))
    ]
    rows = (
        scores.with_columns(ease=ease(weights))
        .group_by("option_id")
        .agg(pl.len().cast(pl.Int64).alias("scorers"), *spreads)
    )
    priority = ((pl.col("impact") + pl.col("ease")) / 2).round(_TENTHS)
    ranked = rows.with_columns(priority=priority, quadrant=_quadrant()).with_columns(
        rank=pl.col("priority").rank("min", descending=True).cast(pl.Int64)
    )
    columns = [
        "option_id",
        "scorers",
        *(spread.meta.output_name() for spread in spreads),
        "priority",
        "rank",
        "quadrant",
    ]
    return ranked.sort("rank", -pl.col("impact"), "option_id").select(columns)


def _quadrant() -> pl.Expr:
    matters = pl.col("impact").round(_TENTHS) >= MIDDLE
    is_easy = pl.col("ease").round(_TENTHS) >= MIDDLE
    above = pl.when(is_easy).then(pl.lit(QUICK_WIN)).otherwise(pl.lit(MAJOR_WORK))
    return pl.when(matters).then(above).otherwise(pl.when(is_easy).then(pl.lit(EASY_EXTRA)).otherwise(pl.lit(NOT_NOW)))
