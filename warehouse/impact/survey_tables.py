"""What families and respondents say, as tables: reliability of scales, and what goes with what in a school year."""

from collections.abc import Iterator

import polars as pl

from warehouse.impact.associations import SCHEMA, associations
from warehouse.impact.scales import Reliability, reliability
from warehouse.impact.wording import rules

_SCALE = ["school_id", "term_id", "respondent_role", "scale_id"]
_YEAR = ["school_id", "academic_year"]
RELIABILITIES = {
    **dict.fromkeys(_SCALE, pl.String),
    "items": pl.Int64,
    "complete_respondents": pl.Int64,
    "alpha": pl.Float64,
    "alpha_low": pl.Float64,
    "alpha_high": pl.Float64,
    "respondents": pl.Int64,
    "mean": pl.Float64,
    "mean_low": pl.Float64,
    "mean_high": pl.Float64,
}
ASSOCIATIONS = {**dict.fromkeys(_YEAR, pl.String), "factor_type": pl.String, **SCHEMA}
OUTCOMES = ("attendance_rate", "turnout_rate", "two_way_contacts_a_week")


def reliabilities(answers: pl.DataFrame) -> pl.DataFrame:
    """One row per school, term, respondent role and scale, in the columns of ``RELIABILITIES``.

    ``answers``: those four, respondent_id, question_id and points (reversed items turned), one row per answer given.
    """
    rows = [
        dict(zip(_SCALE, key, strict=True)) | _figures(reliability(_grid(group)))
        for key, group in answers.group_by(_SCALE)
    ]
    return pl.DataFrame(rows, RELIABILITIES, orient="row").with_columns(pl.col(pl.Float64).fill_nan(None))


def _grid(answers: pl.DataFrame) -> pl.DataFrame:
    return answers.pivot("question_id", index="respondent_id", values="points").drop("respondent_id")


def _figures(found: Reliability) -> dict:
    return {
        "items": found.items,
        "complete_respondents": found.complete,
        "alpha": found.alpha.value,
        "alpha_low": found.alpha.low,
        "alpha_high": found.alpha.high,
        "respondents": found.respondents,
        "mean": found.mean.value,
        "mean_low": found.mean.low,
        "mean_high": found.mean.high,
    }


def yearly_associations(factors: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    """One row per school, school year, factor and outcome, in the columns of ``ASSOCIATIONS``.

    ``factors``: school_id, academic_year, factor_type, factor_id, household_id (null where nobody knows whose answer
    it is), has_factor. ``families``: school_id, academic_year, household_id and the columns of ``OUTCOMES``. All
    pairs of a year are corrected together.
    """
    outcomes = families.unpivot(OUTCOMES, index=[*_YEAR, "household_id"], variable_name="outcome_id")
    parts = [_year(key, group, outcomes) for key, group in factors.group_by(_YEAR, maintain_order=True)]
    return pl.concat(parts) if parts else pl.DataFrame(schema=ASSOCIATIONS)


def _year(key: tuple[str, str], factors: pl.DataFrame, outcomes: pl.DataFrame) -> pl.DataFrame:
    types = factors.select("factor_id", "factor_type").unique().sort("factor_id")
    pairs = pl.DataFrame(list(_pairs(types)), {"factor_id": pl.String, "outcome_id": pl.String}, orient="row")
    rows = factors.join(outcomes, on=[*_YEAR, "household_id"]).rename({"household_id": "family_id"})
    found = associations(rows, pairs, rules().least_families).join(types, on="factor_id", maintain_order="left")
    named = found.with_columns(pl.lit(value).alias(name) for name, value in zip(_YEAR, key, strict=True))
    return named.select(*ASSOCIATIONS).cast(ASSOCIATIONS)


def _pairs(types: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Every factor with every outcome, but turn-out not with itself."""
    for factor_id, factor_type in types.rows():
        for outcome_id in OUTCOMES:
            if (factor_type, outcome_id) != ("turn_out", "turnout_rate"):
                yield factor_id, outcome_id
