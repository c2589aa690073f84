"""What was found of each action whose reach is known, in words: the verdict, and what holds it up or speaks against it.

Verdicts and warnings come from the warehouse as they are; nothing here makes them firmer.
"""

import polars as pl

from ui import words
from ui.data import mart

KINDS = {
    "welcome": "a welcome",
    "attendance_and_achievement": "attendance linked with achievement",
    "classes": "classes",
}
ASK = {
    "gain": "Ask whether to go on and to reach the other families, and what it costs in time.",
    "loss": "Ask whether to stop, and what else happened to these families in those weeks.",
    "gain_chosen": "Ask for the next round to be drawn by lot: that alone would settle it.",
    "loss_chosen": "Ask for the next round to be drawn by lot: that alone would settle it.",
    "no_sign": "Ask whether a change too small to be seen here would be worth the effort.",
    "too_few": "Ask whether it can reach more families, or go on for longer, before it is judged.",
    "apart_before": "Ask what set these families on another way before it began.",
    "not_apart": "Ask for families to be drawn by lot for one kind each.",
}
_ORDER = {verdict: place for place, verdict in enumerate(ASK)}


def read() -> pl.DataFrame:
    """Each action and school year judged as a whole, with ``name``: the newest year first, then the firmest verdict."""
    rows = mart("rpt_impact", message_kind="all", outcome="attendance_rate")
    order = pl.col("verdict_id").replace_strict(_ORDER, default=len(_ORDER), return_dtype=pl.Int64)
    names = _names()
    named = pl.Series([names.get(action, action) for action in rows["action_id"]], dtype=pl.String)
    return rows.with_columns(name=named).sort("academic_year", -order, descending=True)


def to_see(rows: pl.DataFrame) -> tuple[str, str]:
    """The firmest finding of the newest year in one sentence, and the question to ask."""
    row = rows.row(0, named=True)
    return f"{title(row)}: {row['verdict']}.", ASK.get(row["verdict_id"], ASK["too_few"])


def place_of(rows: pl.DataFrame, action_id: str | None, academic_year: str | None) -> int:
    """The place of an action in `read` for that year; where it was not judged then, its newest; else the first."""
    judged = rows.select("action_id", "academic_year").rows()
    if (action_id, academic_year) in judged:
        return judged.index((action_id, academic_year))
    return next((place for place, (action, _) in enumerate(judged) if action == action_id), 0)


def title(row: dict) -> str:
    """'Text messages, 2025/26'."""
    return f"{row['name']}, {row['academic_year']}"


def sentences(row: dict) -> list[str]:
    """What the verdict rests on, one sentence each; empty where figures are withheld or there are none."""
    if row["effect"] is None:
        return []
    found = _difference(row["effect"], row["interval_low"], row["interval_high"])
    said = [
        f"Beside families it did not reach, attendance changed by {found}. This is a 95% range: made like this, it "
        "holds the truth in 95 schools of 100.",
        _chosen(row),
        _before(row),
        _could_have_seen(row["smallest_detectable"]),
        _published(row),
    ]
    return [*said, *([row["warnings"]] if row["warnings"] else [])]


def kinds(row: dict) -> pl.DataFrame:
    """The kinds of message of one action and what may be said of each; empty where there was one kind alone."""
    rows = mart("rpt_impact", action_id=row["action_id"], academic_year=row["academic_year"])
    rows = rows.filter(pl.col("message_kind") != "all")
    table = [
        {
            "Kind": KINDS.get(kind["message_kind"], kind["message_kind"].replace("_", " ")),
            "First sent": words.date(kind["start_date"]),
            "What may be said": kind["verdict"],
        }
        for kind in rows.to_dicts()
    ]
    return pl.DataFrame(table)


def overview(rows: pl.DataFrame) -> pl.DataFrame:
    """Every action judged, as a table."""
    return pl.DataFrame(
        [
            {
                "Action": row["name"],
                "Year": row["academic_year"],
                "Verdict on attendance": row["verdict"],
                "Families reached": _number(row["reached_families"]),
                "Not reached": _number(row["others_families"]),
                "Began": words.date(row["start_date"]),
            }
            for row in rows.to_dicts()
        ]
    )


def _chosen(row: dict) -> str:
    if row["is_random"]:
        return "Chance decided which families were reached, so nothing else should tell the two groups apart."
    return "Somebody decided, or the families did, who was reached: the two groups may differ in other ways."


def _before(row: dict) -> str:
    """How the groups stood and moved before anything was done; nothing should be seen there."""
    level = row["pre_level"]
    stood = (
        "as the others did"
        if abs(level) < 0.005
        else f"{_points(level)} {'above' if level > 0 else 'below'} the others"
    )
    if row["pre_trend"] is None:
        return f"Before it began the families reached stood {stood}."
    is_apart = row["pre_trend_low"] > 0 or row["pre_trend_high"] < 0
    moved = _difference(row["pre_trend"], row["pre_trend_low"], row["pre_trend_high"])
    sign = "they were moving apart already" if is_apart else "no sign that they were moving apart already"
    moved = f"From the first half of that time to the second they changed by {moved} beside the others"
    return f"Before it began the families reached stood {stood}. {moved}: {sign}."


def _could_have_seen(smallest: float | None) -> str:
    if smallest is None:
        return "How small a change could have been seen cannot be said."
    return (
        f"With these families, a change of {_points(smallest)} or more would probably have been seen (in 80 schools of "
        "100); a smaller one could well have gone unseen."
    )


def _published(row: dict) -> str:
    if row["published_high"] is None:
        return "No published effect can be set beside it."
    low, high = _points(row["published_low"], ""), _points(row["published_high"])
    place = "larger than" if row["effect"] > row["published_high"] else "among"
    if row["effect"] < row["published_low"]:
        place = "smaller than"
    return f"Published effects of such actions are {low} to {high} at this school's attendance; this is {place} them."


def _difference(value: float, low: float, high: float) -> str:
    """'+5.1 points (+1.8 to +8.5)', with the decimal that the verdict has."""
    return f"{value * 100:+.1f} points ({low * 100:+.1f} to {high * 100:+.1f})"


def _points(value: float, unit: str = " points") -> str:
    size = f"{abs(value) * 100:.1f}".removesuffix(".0")
    return size + (" point" if unit and size == "1" else unit)


def _number(value: int | None) -> str:
    return words.HELD_BACK if value is None else str(value)


def _names() -> dict[str, str]:
    found = dict(mart("rpt_framework_items").select("item_id", "label").iter_rows())
    return found | dict(mart("rpt_phase_steps").select("action_id", "action_label").iter_rows())
