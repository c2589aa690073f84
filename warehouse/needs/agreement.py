"""How raters of the audit agree: counts, the middle rating and the spread of each statement, and what moved since."""

import polars as pl

RATINGS = ("not_yet", "developing", "strong")
ENOUGH = 3  # raters below which a middle rating says more about who was asked than about the school

_STEP = pl.col("rating").replace_strict(
    {name: step for step, name in enumerate(RATINGS, start=1)}, return_dtype=pl.Int64
)


def agreement(ratings: pl.DataFrame, by: tuple[str, ...] = ("statement_id",)) -> pl.DataFrame:
    """One row for each statement (or each combination of ``by``) that anybody rated.

    Columns: ``by``, raters, not_yet, developing, strong (counts), median (1 to 3; 1.5 lies between two ratings),
    agreed (0 to 1: the share that chose the rating chosen most), spread (steps from lowest to highest rating, 0 to 2)
    and is_enough. Below ENOUGH raters median, agreed and spread are null.
    """
    counts = [(pl.col("rating") == name).sum().cast(pl.Int64).alias(name) for name in RATINGS]
    step = pl.col("step")
    found = (
        ratings.with_columns(step=_STEP)
        .group_by(by, maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("raters"),
            *counts,
            step.median().alias("median"),
            (step.max() - step.min()).alias("spread"),
        )
    )
    is_enough = pl.col("raters") >= ENOUGH
    agreed = pl.max_horizontal(*RATINGS) / pl.col("raters")
    return found.with_columns(
        pl.when(is_enough).then("median").alias("median"),
        pl.when(is_enough).then("spread").alias("spread"),
        pl.when(is_enough).then(agreed).alias("agreed"),
        is_enough.alias("is_enough"),
    ).select(*by, "raters", *RATINGS, "median", "agreed", "spread", "is_enough")


def groups_may_be_shown(ratings: pl.DataFrame) -> bool:
    """True where every group that rated a statement has enough raters there.

    One small group left out could be had by subtraction, so it is all groups or none.
    """
    sizes = ratings.group_by("statement_id", "rater_group").len()
    return bool(sizes.height) and bool((sizes["len"] >= ENOUGH).all())


def movement(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Statements rated in both rounds: statement_id, median_before, median, moved (-1, 0, 1; null for too few).

    Both frames are from `agreement` by statement.
    """
    both = now.join(before, on="statement_id", suffix="_before", maintain_order="left")
    moved = (pl.col("median") - pl.col("median_before")).sign().cast(pl.Int64)
    return both.select("statement_id", "median_before", "median", moved.alias("moved"))
