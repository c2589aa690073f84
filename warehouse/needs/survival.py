"""Whether the order of priorities survives other weights: the ranking again under a hundred other weightings."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from warehouse.needs.matrix import EVEN, PARTS, places

DRAWN = 90  # with each of the five weights doubled and halved: a hundred weightings
SEED = 2019


@dataclass(frozen=True)
class Survival:
    """How often the options that are first stay so: in ``kept`` of ``of`` weightings the first ``first`` are the same.

    ``ranges``: option_id, rank, best, worst (ranks; ties share one), first to last.
    """

    first: int
    kept: int
    of: int
    ranges: pl.DataFrame


def weightings(weights: Mapping[str, float]) -> list[dict[str, float]]:
    """Each weight doubled, each halved, and DRAWN at random from 0 to 10 for each part, the same ones every time."""
    changed = [{**weights, part: weights[part] * factor} for part in PARTS for factor in (2, 0.5)]
    draw = random.Random(SEED)  # noqa: S311 -- no secret hangs on it, and it has to come out the same each time
    return changed + [{part: draw.uniform(0, 10) for part in PARTS} for _ in range(DRAWN)]


def survival(scores: pl.DataFrame, weights: Mapping[str, float] = EVEN) -> Survival:
    """Rank the scored options under each of `weightings`; the first three are followed, or the first of up to three.

    An option that shares the last of the first places in another weighting still has it.
    """
    base = places(scores, weights)
    first = 3 if base.height > 3 else 1
    leading = base.head(first)["option_id"].to_list()
    ranks = [places(scores, other).select("option_id", "rank") for other in weightings(weights)]
    kept = sum(bool((rows.filter(pl.col("option_id").is_in(leading))["rank"] <= first).all()) for rows in ranks)
    everywhere = pl.concat([base.select("option_id", "rank"), *ranks]).group_by("option_id")
    limits = everywhere.agg(pl.col("rank").min().alias("best"), pl.col("rank").max().alias("worst"))
    ranges = base.select("option_id", "rank").join(limits, on="option_id", maintain_order="left")
    return Survival(first, kept, len(ranks), ranges)
