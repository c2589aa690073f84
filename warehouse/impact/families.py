"""From weekly counts of pupils to one row a family: attendance before and after the family was reached.

The family is what an action reaches, so the family is what is counted: siblings are averaged, and however many weeks
there are, a family gives one 'before' and one 'after' (Bertrand, Duflo and Mullainathan 2004), which leaves no serial
correlation to reckon with. Families reached in different weeks have different 'after's; each family not reached is
given the same mixture of them, so that season falls out of the comparison.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl


@dataclass(frozen=True)
class Action:
    """What was done: when it began, whether chance decided who was reached, and by which kind of message."""

    action_id: str
    start: date
    is_random: bool
    message_kind: str = "all"


@dataclass(frozen=True)
class Rules:
    """The thresholds ``impact_…``: how far to look, and how little is too little."""

    weeks: int = 26
    least_sessions: int = 40
    least_families: int = 10
    largest_missed: float = 0.15


WEEK = timedelta(days=7)
FAMILY = pl.coalesce("household_id", pl.lit("pupil ") + pl.col("pupil_id")).alias("family_id")


def family_rates(counts: pl.DataFrame, reached: pl.DataFrame, action: Action, rules: Rules) -> pl.DataFrame:
    """One row per family with enough sessions before and after.

    ``counts``: pupil_id, household_id (may be null), week_start (a Monday), attended, possible.
    ``reached``: pupil_id, reached_on; one row or more per pupil. Gives family_id, is_reached, pupils, before, after,
    early and late (the two halves of 'before', null where too short), all rates 0 to 1.
    """
    counts = counts.with_columns(FAMILY)
    starts = _first_weeks(counts, reached, action, rules)
    before = _before(counts, action, rules)
    after = _after(counts.join(before, on="pupil_id", how="semi"), starts, action, rules)
    return (
        before.join(after, on="pupil_id")
        .group_by("family_id", maintain_order=True)
        .agg(pl.col("is_reached").first(), pl.len().alias("pupils"), pl.col("before", "after", "early", "late").mean())
        .sort("family_id")
    )


def reached_families(counts: pl.DataFrame, reached: pl.DataFrame, action: Action, rules: Rules) -> int:
    """How many families with any attendance were reached, those with too few sessions included."""
    return _first_weeks(counts.with_columns(FAMILY), reached, action, rules).height


def without_families_of(counts: pl.DataFrame, pupils: pl.DataFrame) -> pl.DataFrame:
    """``counts`` without the families of ``pupils`` (pupil_id)."""
    families = counts.join(pupils, on="pupil_id", how="semi").select(FAMILY)
    return counts.with_columns(FAMILY).join(families, on="family_id", how="anti").drop("family_id")


def _end(action: Action, rules: Rules) -> date:
    return action.start + rules.weeks * WEEK


def _first_weeks(counts: pl.DataFrame, reached: pl.DataFrame, action: Action, rules: Rules) -> pl.DataFrame:
    """family_id and ``first_week``, the first whole week after the family was reached; later than the end: not yet."""
    families = counts.select("pupil_id", "family_id").unique()
    in_time = reached.filter(pl.col("reached_on").is_between(action.start, _end(action, rules), closed="left"))
    first = in_time.join(families, on="pupil_id").group_by("family_id").agg(pl.col("reached_on").min())
    monday = pl.col("reached_on") + pl.duration(days=(8 - pl.col("reached_on").dt.weekday()) % 7)
    return first.select("family_id", monday.alias("first_week"))


def _before(counts: pl.DataFrame, action: Action, rules: Rules) -> pl.DataFrame:
    """pupil_id, before, early, late: the weeks that ended before the action began, whole and in two halves."""
    weeks = counts.filter(
        pl.col("week_start").is_between(action.start - rules.weeks * WEEK, action.start - WEEK),
        pl.col("possible") > 0,
    )
    middle = weeks["week_start"].unique().median() or action.start
    is_early = pl.col("week_start") < middle
    least = rules.least_sessions
    return (
        weeks.group_by("pupil_id")
        .agg(
            _rate(pl.lit(True), least).alias("before"),
            _rate(is_early, least // 2).alias("early"),
            _rate(~is_early, least // 2).alias("late"),
        )
        .filter(pl.col("before").is_not_null())
    )


def _rate(wanted: pl.Expr, least: int) -> pl.Expr:
    """Rate over the wanted weeks of a group; null with fewer than ``least`` possible sessions."""
    possible = pl.col("possible").filter(wanted).sum()
    return pl.when(possible >= least).then(pl.col("attended").filter(wanted).sum() / possible)


def _after(counts: pl.DataFrame, starts: pl.DataFrame, action: Action, rules: Rules) -> pl.DataFrame:
    """pupil_id, family_id, is_reached, after."""
    rates = _rates_by_start(counts, starts, action, rules)
    own = rates.join(starts, on=["family_id", "first_week"], how="semi")
    others = rates.join(starts, on="family_id", how="anti")
    mixture = own.group_by("first_week").agg(pl.len().alias("weight"))
    mixed = (
        others.join(mixture, on="first_week")
        .group_by("pupil_id", "family_id")
        .agg((pl.col("after") * pl.col("weight")).sum() / pl.col("weight").sum())
    )
    columns = ("pupil_id", "family_id", "is_reached", "after")
    return pl.concat(
        frame.with_columns(is_reached=pl.lit(is_reached)).select(columns)
        for frame, is_reached in ((own, True), (mixed, False))
    )


def _rates_by_start(counts: pl.DataFrame, starts: pl.DataFrame, action: Action, rules: Rules) -> pl.DataFrame:
    """pupil_id, family_id, first_week, after: the rate from each week in which any family was first reached."""
    firsts = starts.select("first_week").unique()
    later = counts.filter(pl.col("week_start") >= action.start, pl.col("week_start") < _end(action, rules))
    return (
        later.join(firsts, how="cross")
        .filter(pl.col("week_start") >= pl.col("first_week"))
        .group_by("pupil_id", "family_id", "first_week")
        .agg(_rate(pl.lit(True), rules.least_sessions).alias("after"))
        .filter(pl.col("after").is_not_null())
    )
