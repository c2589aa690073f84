"""Tables of comparisons and scales: a row is shown where every count in it is large, with figures rounded.

Their counts are of people chosen for the comparison and add up to nothing else that is shown. A row that was released
before stays as it was until enough people more are behind it, so that two releases say nothing of the few between.
"""

from dataclasses import dataclass

import polars as pl

from warehouse.disclosure.policies import FEWEST_ANSWERS, FEWEST_PEOPLE, POLICIES


@dataclass(frozen=True)
class Sides:
    """``key`` names a row; ``period`` is the column with its term or school year, or a date; ``places`` to round to."""

    key: tuple[str, ...]
    period: str
    least: int
    places: int = 3


SIDES = {
    "rpt_impact": Sides(
        ("school_id", "action_id", "academic_year", "message_kind", "outcome"), "academic_year", FEWEST_ANSWERS
    ),
    "rpt_associations": Sides(
        ("school_id", "academic_year", "factor_type", "factor_id", "outcome_id"), "academic_year", FEWEST_ANSWERS
    ),
    "rpt_scale_reliability": Sides(
        ("school_id", "term_id", "respondent_role", "scale_id"), "term_id", FEWEST_ANSWERS, 2
    ),
    "rpt_event_head_counts": Sides(("school_id", "site", "event_kind", "event_date"), "event_date", FEWEST_PEOPLE),
}


def released_sides(name: str, rows: pl.DataFrame, over: list[str], before: pl.DataFrame | None) -> pl.DataFrame:
    """Rows of periods that are over, small ones without their figures; rows released before, where few have changed."""
    spec, policy = SIDES[name], POLICIES[name]
    if spec.period != "event_date":
        rows = rows.filter(pl.col(spec.period).is_in(over))
    if name == "rpt_impact":  # kinds of message overlap, so that one could be taken from all
        rows = rows.filter(pl.col("message_kind") == "all")
    enough = pl.all_horizontal(pl.col(column).fill_null(spec.least) >= spec.least for column in policy.counts)
    known = pl.any_horizontal(pl.col(column).is_not_null() for column in policy.counts)
    told = rows.with_columns(is_reportable=enough & known)
    told = told.with_columns(
        *(pl.when("is_reportable").then(column).alias(column) for column in policy.withheld if not _is_word(column)),
        *(pl.lit(None).alias(column) for column in policy.dropped),
    ).with_columns(pl.selectors.float().round(spec.places))
    return told if before is None else _as_before(told, before, spec, policy.counts)


def _is_word(column: str) -> bool:
    """The verdict of a comparison that cannot be made says why; it is one of a few sentences and holds no figure."""
    return column == "verdict"


def _as_before(rows: pl.DataFrame, before: pl.DataFrame, spec: Sides, counts: tuple[str, ...]) -> pl.DataFrame:
    """Each row that was released before and has not changed by enough people, as it was."""
    key = list(spec.key)
    old = before.select(*key, *(pl.col(name).alias(f"{name} before") for name in counts)).unique(key, keep="first")
    moved = [(pl.col(name) - pl.col(f"{name} before")).abs().fill_null(0) >= spec.least for name in counts]
    fresh = rows.join(before, on=key, how="anti", nulls_equal=True)
    changed = (
        rows.join(old, on=key, how="inner", nulls_equal=True).filter(pl.all_horizontal(moved)).select(rows.columns)
    )
    stay = before.join(changed, on=key, how="anti", nulls_equal=True)
    return pl.concat([part.select(rows.columns).cast(dict(rows.schema)) for part in (fresh, changed, stay)])
