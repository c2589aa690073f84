"""Comparisons, scales, bands and codes: a row is shown where every count in it is large, with figures rounded.

Their counts are of people chosen for the comparison and add up to nothing else that is shown. A row that was released
before stays as it was until enough people more are behind it, so that two releases say nothing of the few between.
"""

from dataclasses import dataclass

import polars as pl

from warehouse.disclosure.policies import FEWEST_ANSWERS, FEWEST_PEOPLE, POLICIES


@dataclass(frozen=True)
class Sides:
    """``key`` names a row; ``period`` is the column with its term or school year, or a date; ``places`` to round to.

    ``period`` is None for what stands now. ``people`` are counts that decide and are not released. ``within`` is a
    count and the one it is part of: those outside it must be enough, too. ``groups`` are the ways of grouping that are
    released (None where the table has none). A ``silent`` table does not name what it holds back: that a rare code was
    used at all tells of a child.
    """

    key: tuple[str, ...]
    period: str | None
    least: int
    places: int = 3
    people: tuple[str, ...] = ()
    within: tuple[str, str] | None = None
    groups: tuple[str, ...] | None = None
    silent: bool = False


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
    "rpt_event_head_counts": Sides(
        ("school_id", "site", "event_kind", "event_date"), "event_date", FEWEST_PEOPLE, within=("attended", "invited")
    ),
    "rpt_attendance_codes": Sides(
        ("school_id", "period_type", "period_id", "group_type", "group_value", "category", "code"),
        "period_id",
        FEWEST_ANSWERS,
        2,
        ("pupils",),
        groups=("all",),
        silent=True,
    ),
    "rpt_attendance_journeys": Sides(
        ("school_id", "measure", "band", "group_type", "group_value"),
        None,
        FEWEST_PEOPLE,
        within=("pupils", "of_pupils"),
        groups=("all",),
    ),
}

# Verdicts that may stand beside figures that are held back; of any other row the verdict tells what came out.
WITHOUT_A_FIGURE = ("too_few", "cannot_tell", "not_apart", "apart_before", "no_sign")


def released_sides(name: str, rows: pl.DataFrame, over: list[str], before: pl.DataFrame | None) -> pl.DataFrame:
    """Rows of periods that are over, small ones without their figures; rows released before, where few have changed."""
    spec, policy = SIDES[name], POLICIES[name]
    if spec.period not in (None, "event_date"):
        rows = rows.filter(pl.col(spec.period).is_in(over))
    if name == "rpt_impact":  # kinds of message overlap, so that one could be taken from all
        rows = rows.filter(pl.col("message_kind") == "all")
    if spec.groups is not None:  # in these tables the build has withheld what a subtraction would give
        rows = rows.filter(pl.col("group_type").is_in(spec.groups) & (~pl.lit(spec.silent) | pl.col("is_reportable")))
    deciding = (*policy.counts, *spec.people)
    enough = pl.all_horizontal(pl.col(column).fill_null(spec.least) >= spec.least for column in deciding)
    known = pl.any_horizontal(pl.col(column).is_not_null() for column in deciding)
    if spec.within is not None:
        part, whole = map(pl.col, spec.within)
        enough &= (whole - part).fill_null(spec.least) >= spec.least
    own = pl.lit(True) if spec.groups is None else pl.col("is_reportable")
    told = rows.with_columns(is_reportable=enough & known & own)
    if spec.silent:
        told = told.filter("is_reportable")
    if "verdict_id" in rows.columns:
        told = told.filter(pl.col("is_reportable") | pl.col("verdict_id").is_in(WITHOUT_A_FIGURE))
    told = told.with_columns(
        *(pl.when("is_reportable").then(column).alias(column) for column in policy.withheld if not _is_word(column)),
        *(pl.lit(None).alias(column) for column in policy.dropped),
    ).with_columns(pl.selectors.float().round(spec.places))
    return told if before is None else _as_before(told, before, spec, policy.counts)


def _is_word(column: str) -> bool:
    """The verdict of a comparison that is held back is one WITHOUT_A_FIGURE: it says why nothing can be said."""
    return column == "verdict"


def _as_before(rows: pl.DataFrame, before: pl.DataFrame, spec: Sides, counts: tuple[str, ...]) -> pl.DataFrame:
    """Each row that was released before and has not changed by enough people, as it was.

    Where no count of people is released, a row stays for good: nobody could see by how many it has changed.
    """
    key = list(spec.key)
    old = before.select(*key, *(pl.col(name).alias(f"{name} before") for name in counts)).unique(key, keep="first")
    moved = [(pl.col(name) - pl.col(f"{name} before")).abs().fill_null(0) >= spec.least for name in counts]
    fresh = rows.join(before, on=key, how="anti", nulls_equal=True)
    again = rows.join(old, on=key, how="inner", nulls_equal=True)
    changed = again.filter(pl.all_horizontal(moved) if moved else pl.lit(False)).select(rows.columns)
    stay = before.join(changed, on=key, how="anti", nulls_equal=True)
    return pl.concat([part.select(rows.columns).cast(dict(rows.schema)) for part in (fresh, changed, stay)])
