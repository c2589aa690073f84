"""The fixed lists of seeds/reference: verdict words, rules and published effects, as the impact room uses them."""

from functools import cache

import polars as pl

from warehouse.impact.estimates import Estimate
from warehouse.impact.families import Rules
from warehouse.settings import REFERENCE_SEEDS


@cache
def _words() -> dict[tuple[str, str], str]:
    rows = pl.read_csv(REFERENCE_SEEDS / "impact_words.csv", infer_schema=False).rows()
    return {(used_for, word_id): words for word_id, used_for, words in rows}


def words(used_for: str, word_id: str, estimate: Estimate | None = None) -> str:
    """The sentence of the list; {low} and {high} become points (hundredths), the smaller one first.

    Raises KeyError for a word that is not on the list.
    """
    sentence = _words()[used_for, word_id]
    if estimate is None:
        return sentence
    low, high = sorted((abs(estimate.low), abs(estimate.high)))
    return sentence.format(low=f"{100 * low:.1f}", high=f"{100 * high:.1f}")


@cache
def rules() -> Rules:
    """The thresholds ``impact_…`` of the school."""
    rows = dict(pl.read_csv(REFERENCE_SEEDS / "thresholds.csv").select("threshold_id", "value").rows())
    return Rules(
        int(rows["impact_weeks"]),
        int(rows["impact_least_sessions"]),
        int(rows["impact_least_families"]),
        rows["impact_largest_missed"],
    )


@cache
def published_effects() -> pl.DataFrame:
    """One row per effect published elsewhere; ``low`` and ``high`` in ``unit``, null where no figure is given."""
    return pl.read_csv(
        REFERENCE_SEEDS / "published_effects.csv", schema_overrides={"low": pl.Float64, "high": pl.Float64}
    )
