"""Did it work, and could we have seen it? One action judged on the attendance of the families it reached.

``judge`` sets the change of families reached beside the change of families not (yet) reached. Where chance decided,
that difference is the effect. Where somebody chose, the range is widened to hold the answer of a second method as
well, and the words say so. Formulas, sources and how often the range holds the truth: docs/methods.md.
"""

from dataclasses import dataclass
from math import nan

import polars as pl

from warehouse.impact.comparing import adjusted_difference, difference_of_means, smallest_detectable
from warehouse.impact.estimates import UNKNOWN, Estimate, hull
from warehouse.impact.families import Action, Rules, family_rates, reached_families
from warehouse.impact.plausibility import published_range
from warehouse.impact.wording import words

CHANGE, EARLIER_CHANGE = pl.col("after") - pl.col("before"), pl.col("late") - pl.col("early")
_MUCH_LOWER = -0.05
_MOST_LEFT_OUT = 0.25


@dataclass(frozen=True)
class Group:
    """Families and pupils counted, and the mean of the families' own rates (0 to 1) before and after."""

    families: int
    pupils: int
    before: float
    after: float


@dataclass(frozen=True)
class Judgement:
    """What can be said of an action. Estimates are differences of rates: 0.05 is five points.

    ``pre_trend``: the same comparison between the two halves of the time before, where nothing should be seen.
    ``pre_level``: how far the families reached stood above the others before. ``smallest_detectable``: the effect
    that would have been seen in 80 of 100 such schools. ``published``: lowest and highest effect published
    elsewhere, turned into points at this school's level.
    """

    action: Action
    reached: Group
    others: Group
    effect: Estimate
    smallest_detectable: float
    pre_trend: Estimate
    pre_level: Estimate
    published: tuple[float, float]
    verdict_id: str
    verdict: str
    warnings: tuple[str, ...]


def judge(
    counts: pl.DataFrame, reached: pl.DataFrame, action: Action, rules: Rules, intervention: str = "message"
) -> Judgement:
    """Judge ``action`` on weekly counts and dates reached (shapes: ``family_rates``).

    ``intervention`` picks the published effects to stand beside (published_effects.csv).
    """
    families = family_rates(counts, reached, action, rules)
    groups = {side: _group(families.filter(pl.col("is_reached") == side)) for side in (True, False)}
    effect = _effect(families, groups, action, rules)
    pre_trend, pre_level = (difference_of_means(families, value) for value in (EARLIER_CHANGE, pl.col("before")))
    verdict_id = _verdict(effect, pre_trend, action, rules)
    published = published_range(groups[True].after - effect.value, intervention)
    every = reached_families(counts, reached, action, rules)
    left_out = 1 - groups[True].families / every if every else 0
    warnings = _warnings(effect, pre_trend, pre_level, published, left_out, action)
    return Judgement(
        action,
        groups[True],
        groups[False],
        effect,
        smallest_detectable(effect),
        pre_trend,
        pre_level,
        published,
        verdict_id,
        words("verdict", verdict_id, effect),
        warnings,
    )


def _group(families: pl.DataFrame) -> Group:
    means = [families[side].mean() if families.height else nan for side in ("before", "after")]
    return Group(families.height, int(families["pupils"].sum()), *means)


def _effect(families: pl.DataFrame, groups: dict[bool, Group], action: Action, rules: Rules) -> Estimate:
    """Unknown with too few families on either side, so that nobody reads a number into them."""
    if min(group.families for group in groups.values()) < rules.least_families:
        return UNKNOWN
    changes = difference_of_means(families, CHANGE)
    if action.is_random or not changes.is_known:
        return changes
    adjusted = adjusted_difference(families)
    return hull(changes, adjusted) if adjusted.is_known else UNKNOWN


def _verdict(effect: Estimate, pre_trend: Estimate, action: Action, rules: Rules) -> str:
    if not effect.is_known:
        return "too_few"
    if not action.is_random and pre_trend.excludes_zero:
        return "apart_before"
    if not effect.excludes_zero:
        return "too_few" if smallest_detectable(effect) > rules.largest_missed else "no_sign"
    return ("gain" if effect.low > 0 else "loss") + ("" if action.is_random else "_chosen")


def _warnings(
    effect: Estimate,
    pre_trend: Estimate,
    pre_level: Estimate,
    published: tuple[float, float],
    left_out: float,
    action: Action,
) -> tuple[str, ...]:
    """Ids of what a reader must bear in mind, in the order of the list of words."""
    applies = {
        "chosen": not action.is_random,
        "lower_before": pre_level.value < _MUCH_LOWER or (pre_level.excludes_zero and pre_level.value < 0),
        "trend_before": pre_trend.excludes_zero,
        "beyond_published": effect.excludes_zero and abs(effect.value) > max(map(abs, published)),
        "many_left_out": left_out > _MOST_LEFT_OUT,
    }
    return tuple(name for name, does in applies.items() if does)
