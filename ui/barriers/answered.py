"""What is being done about the barriers parents name: actions that answer each, and ideas that would."""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from ui import ideas, perceptions, words
from ui.barriers.picked import only
from ui.data import mart, remembered, remembered_until_saved
from ui.filters import Filters
from ui.phases import reading

MOST = 6


@dataclass(frozen=True)
class Answered:
    """What answers the barriers named most: a ``table`` (none where nothing was named), and what it says in words."""

    table: pl.DataFrame
    gaps: str
    idle: str


@remembered_until_saved
def found(chosen: Filters, barrier_id: str | None, *, with_own_names: bool) -> Answered:
    """Of all barriers named most, or of one. ``with_own_names`` names the school's own actions too."""
    rows = only(standing(chosen), barrier_id)
    names = dict(mart("rpt_phase_steps").select("action_id", "action_label").iter_rows())
    return Answered(as_table(rows), gaps(rows), idle(names | reading.names() if with_own_names else names))


@remembered_until_saved
def standing(chosen: Filters) -> pl.DataFrame:
    """The barriers parents name most in the survey of `perceptions.waves`, most named first, with what answers them.

    Columns: barrier_id, label, share (0 to 1), actions (statuses), ideas, in_hand.
    """
    parents = perceptions.waves(chosen)[0].of("parents")
    named = parents.filter(pl.col("share") > 0).sort("share", descending=True, maintain_order=True).head(MOST)
    actions = mart("brg_barrier_actions").group_by("barrier_id").agg(actions=pl.col("status").sort())
    met = ideas.bank().select("state", barrier_id="barriers").explode("barrier_id")
    in_hand = pl.col("state").is_in(ideas.IN_HAND).sum()
    counts = met.drop_nulls("barrier_id").group_by("barrier_id").agg(ideas=pl.len(), in_hand=in_hand)
    rows = named.select("barrier_id", "label", "share")
    for other in (actions, counts):
        rows = rows.join(other, on="barrier_id", how="left", maintain_order="left")
    return rows.with_columns(pl.col("ideas", "in_hand").fill_null(0), pl.col("actions").fill_null([]))


def as_table(rows: pl.DataFrame) -> pl.DataFrame:
    """The same for reading."""
    return pl.DataFrame(
        {
            "Barrier": rows["label"],
            "Parents naming it": [words.percent(share) for share in rows["share"]],
            "Actions that answer it": [_counted(statuses) for statuses in rows["actions"]],
            "Ideas in hand": [f"{row['in_hand']} of {row['ideas']}" for row in rows.to_dicts()],
        }
    )


def gaps(rows: pl.DataFrame) -> str:
    """Which of the most-named barriers no action answers, and how many ideas in the bank would."""
    left = rows.filter(pl.col("actions").list.len() == 0).to_dicts()
    if not left:
        return "An action answers each of the barriers parents name most."
    said = "; ".join(f"{row['label']}, which {words.percent(row['share'])} of parents name" for row in left)
    number = sum(row["ideas"] for row in left)
    return f"No action answers {said}. The idea bank has {number or 'no'} idea{'' if number == 1 else 's'} against it."


def idle(names: dict[str, str]) -> str:
    """Actions that answer none of the 27 barriers, by name where ``names`` has one; empty where there is none."""
    others = _answering_none()
    if not others:
        return ""
    named = [names[one] for one in others if names.get(one)]
    count = f"{len(others)} action{'' if len(others) == 1 else 's'}"
    which = f": {', '.join(named)}" if named else ""
    return f"{count} answer{'s' if len(others) == 1 else ''} no barrier, so far as the catalogue joins them{which}."


@remembered
def _answering_none() -> list[str]:
    """Ids of the actions that no barrier is joined to."""
    answering = mart("brg_barrier_actions")["action_id"].to_list()
    others = mart("rpt_phase_progress").filter(~pl.col("action_id").is_in(answering))
    return others["action_id"].unique().sort().to_list()


@remembered_until_saved
def question(chosen: Filters, *, differs: bool) -> str:
    """The one question to ask about what the page shows; none where no barrier was named."""
    rows = standing(chosen)
    if rows.is_empty():
        return ""
    left = rows.filter(pl.col("actions").list.len() == 0)
    if left.height:
        return f"Ask who will answer '{left['label'][0]}', with what, and by when."
    if differs:
        return "Ask staff what they go by, and parents what would help, before an action is chosen."
    return "Ask how we would see that the actions against what is named most have helped."


def _counted(statuses: list[str]) -> str:
    tally = Counter(words.state(status) for status in statuses)
    return ", ".join(f"{number} {state}" for state, number in tally.items()) or "none"
