"""What goes with what: families that name a barrier (or come, or are spoken with) beside those that do not.

A family is one row, however many pupils or answers it has. Nothing here says 'causes': families differ in more than
one way. As many pairs are looked at together, the words follow the p-values corrected by Benjamini and Hochberg
(1995): of all pairs said to go together, at most one in twenty is expected to be chance.
"""

import polars as pl

from warehouse.impact.comparing import chance_of_difference, difference_of_means
from warehouse.impact.wording import words

MOST_FALSE = 0.05
SCHEMA = {
    "factor_id": pl.String,
    "outcome_id": pl.String,
    "families_with": pl.Int64,
    "families_without": pl.Int64,
    "mean_with": pl.Float64,
    "mean_without": pl.Float64,
    "difference": pl.Float64,
    "interval_low": pl.Float64,
    "interval_high": pl.Float64,
    "corrected_p": pl.Float64,
    "verdict_id": pl.String,
    "verdict": pl.String,
}


def associations(rows: pl.DataFrame, pairs: pl.DataFrame, least_families: int) -> pl.DataFrame:
    """One row per pair of factor and outcome that was asked for, in the columns of ``SCHEMA``.

    ``rows``: family_id, factor_id, has_factor, outcome_id, value (any unit; null is not counted); several rows of a
    family are averaged, and it has the factor if any of them has. ``pairs``: factor_id, outcome_id. A pair without
    rows 'cannot be told'; with fewer than ``least_families`` on either side it is 'too few to say'.
    """
    families = (
        rows.drop_nulls("value")
        .group_by("factor_id", "outcome_id", "family_id")
        .agg(pl.col("has_factor").any().alias("is_reached"), pl.col("value").mean())
        .sort("family_id")
    )
    known = dict(families.group_by("factor_id", "outcome_id", maintain_order=True))
    found = pl.DataFrame([_pair(key, known.get(key), least_families) for key in pairs.rows()], SCHEMA, orient="row")
    return _worded(found)


def _pair(key: tuple[str, str], families: pl.DataFrame | None, least: int) -> dict:
    row = dict.fromkeys(SCHEMA) | dict(zip(("factor_id", "outcome_id"), key, strict=True))
    if families is None:
        return row | {"verdict_id": "cannot_tell"}
    sides = {side: families.filter(pl.col("is_reached") == side)["value"] for side in (True, False)}
    row |= {"families_with": len(sides[True]), "families_without": len(sides[False])}
    estimate = difference_of_means(families, pl.col("value"))
    if min(map(len, sides.values())) < least or not estimate.is_known:
        return row | {"verdict_id": "too_few"}
    return row | {
        "mean_with": sides[True].mean(),
        "mean_without": sides[False].mean(),
        "difference": estimate.value,
        "interval_low": estimate.low,
        "interval_high": estimate.high,
        "corrected_p": chance_of_difference(families, pl.col("value")),
    }


def _worded(found: pl.DataFrame) -> pl.DataFrame:
    """Corrects the p-values over the whole family of pairs and puts the verdicts into words."""
    judged = found.filter(pl.col("corrected_p").is_not_null())
    if judged.height:
        from scipy.stats import false_discovery_control

        corrected = pl.Series("corrected_p", false_discovery_control(judged["corrected_p"].to_numpy()))
        direction = pl.when(pl.col("difference") > 0).then(pl.lit("more")).otherwise(pl.lit("less"))
        verdict = pl.when(pl.col("corrected_p") <= MOST_FALSE).then(direction).otherwise(pl.lit("no_sign"))
        judged = judged.with_columns(corrected).with_columns(verdict.alias("verdict_id"))
    keys = ["factor_id", "outcome_id"]
    rows = found.update(judged.select(*keys, "corrected_p", "verdict_id"), on=keys)
    return rows.with_columns(
        pl.col("verdict_id").map_elements(lambda word: words("association", word), pl.String).alias("verdict")
    )
