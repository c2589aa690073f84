"""The impact room's answers as tables: what the Python models of dbt_project hand in and get back."""

from collections.abc import Iterator
from dataclasses import asdict

import polars as pl

from warehouse.impact.families import Action, without_families_of
from warehouse.impact.judging import Group, Judgement
from warehouse.impact.kinds import judge_kinds
from warehouse.impact.wording import rules, words

_KEY = ["school_id", "action_id", "academic_year"]
IMPACTS = {
    "school_id": pl.String,
    "action_id": pl.String,
    "academic_year": pl.String,
    "message_kind": pl.String,
    "outcome": pl.String,
    "start_date": pl.Date,
    "is_random": pl.Boolean,
    "reached_families": pl.Int64,
    "reached_pupils": pl.Int64,
    "reached_before": pl.Float64,
    "reached_after": pl.Float64,
    "others_families": pl.Int64,
    "others_pupils": pl.Int64,
    "others_before": pl.Float64,
    "others_after": pl.Float64,
    "effect": pl.Float64,
    "interval_low": pl.Float64,
    "interval_high": pl.Float64,
    "smallest_detectable": pl.Float64,
    "pre_trend": pl.Float64,
    "pre_trend_low": pl.Float64,
    "pre_trend_high": pl.Float64,
    "pre_level": pl.Float64,
    "published_low": pl.Float64,
    "published_high": pl.Float64,
    "verdict_id": pl.String,
    "verdict": pl.String,
    "warnings": pl.String,
}


def impacts(weeks: pl.DataFrame, reach: pl.DataFrame, draws: pl.DataFrame) -> pl.DataFrame:
    """One row per school, action, school year and kind of message, in the columns of ``IMPACTS``.

    ``weeks``: school_id and the counts of ``family_rates``. ``reach``: school_id, action_id, academic_year,
    message_kind, pupil_id, intervention, reached_on. ``draws``: school_id, action_id, academic_year of actions where
    chance decided who was reached. Families reached by the same action in an earlier year are left out.
    """
    drawn = set(draws.select(_KEY).iter_rows())
    rows = [row for key, group in reach.group_by(_KEY) for row in _action(key, group, weeks, reach, key in drawn)]
    return pl.DataFrame(rows, IMPACTS, orient="row").with_columns(pl.col(pl.Float64).fill_nan(None))


def _action(
    key: tuple, group: pl.DataFrame, weeks: pl.DataFrame, reach: pl.DataFrame, is_random: bool
) -> Iterator[dict]:
    school_id, action_id, academic_year = key
    action = Action(action_id, group["reached_on"].min(), is_random)
    of_action = reach.filter(pl.col("school_id") == school_id, pl.col("action_id") == action_id)
    earlier = of_action.filter(pl.col("academic_year") < academic_year)
    counts = without_families_of(weeks.filter(pl.col("school_id") == school_id), earlier)
    reached = group.select("pupil_id", "message_kind", "reached_on")
    for judged in judge_kinds(counts, reached, action, rules(), group["intervention"][0]):
        yield dict(zip(_KEY, key, strict=True)) | _row(judged)


def _row(judged: Judgement) -> dict:
    return {
        "message_kind": judged.action.message_kind,
        "outcome": "attendance_rate",
        "start_date": judged.action.start,
        "is_random": judged.action.is_random,
        **_group("reached", judged.reached),
        **_group("others", judged.others),
        "effect": judged.effect.value,
        "interval_low": judged.effect.low,
        "interval_high": judged.effect.high,
        "smallest_detectable": judged.smallest_detectable,
        "pre_trend": judged.pre_trend.value,
        "pre_trend_low": judged.pre_trend.low,
        "pre_trend_high": judged.pre_trend.high,
        "pre_level": judged.pre_level.value,
        "published_low": judged.published[0],
        "published_high": judged.published[1],
        "verdict_id": judged.verdict_id,
        "verdict": judged.verdict,
        "warnings": " ".join(words("warning", warning) for warning in judged.warnings),
    }


def _group(name: str, group: Group) -> dict:
    return {f"{name}_{field}": value for field, value in asdict(group).items()}
