"""An action as a whole and by kind of message: which kind did it, where families can tell the kinds apart."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from warehouse.impact.families import Action, Rules, reached_families, without_families_of
from warehouse.impact.judging import Judgement, judge
from warehouse.impact.wording import words


def judge_kinds(
    counts: pl.DataFrame, reached: pl.DataFrame, action: Action, rules: Rules, intervention: str = "message"
) -> Iterator[Judgement]:
    """The action as a whole (kind 'all'), then each kind of message where there are several.

    ``reached``: pupil_id, message_kind, reached_on. A kind is judged on families that no other kind reached, beside
    families that none reached. Where the same families got all kinds, no kind can be told from another.
    """
    yield judge(counts, reached, replace(action, message_kind="all"), rules, intervention)
    kinds = sorted(reached["message_kind"].unique())
    for kind in kinds if len(kinds) > 1 else ():
        own = reached.filter(pl.col("message_kind") == kind)
        start = max(action.start, own["reached_on"].min())
        alone = without_families_of(counts, reached.filter(pl.col("message_kind") != kind))
        judged = judge(alone, own, replace(action, message_kind=kind, start=start), rules, intervention)
        yield _mixed_up(judged) if _is_mixed(judged, counts, own, rules) else judged


def _is_mixed(judged: Judgement, counts: pl.DataFrame, own: pl.DataFrame, rules: Rules) -> bool:
    """Too few families of this kind alone, though the kind reached enough."""
    few_alone = judged.reached.families < rules.least_families
    return few_alone and reached_families(counts, own, judged.action, rules) >= rules.least_families


def _mixed_up(judged: Judgement) -> Judgement:
    return replace(judged, verdict_id="not_apart", verdict=words("verdict", "not_apart"))
