"""The evidence beside a judgement: as it stood when it was made and today, and whether it is enough, in words."""

from dataclasses import dataclass

import polars as pl
import streamlit as st

from ui import words
from ui.cards import figure
from ui.charts.evidence import WHEN, then_and_now
from ui.data import mart, remembered
from ui.drawing import drawn
from ui.explore.clicks import open_figure
from ui.left_out import is_left_out

TITLE = "The evidence when judged and today"
MEASURES = ("numerator", "denominator", "value", "interval_low", "interval_high", "period_id")
RULES = {
    "evidence_sources_enough": "kinds of data",
    "evidence_recent_days": "days behind the newest data of the term",
    "evidence_people_enough": "people behind the figure that rests on fewest",
}
AT_MOST = "evidence_recent_days"
KEPT = "'When judged' is what was kept with the judgement on the day it was made."
NOT_KEPT = "No figures were kept with this judgement; 'when judged' is the figure of that term as counted today."


@dataclass(frozen=True)
class Compared:
    """The figures of a question then and now: ``rows`` for the chart, ``table``, and what moved in words."""

    rows: pl.DataFrame
    table: pl.DataFrame
    said: str
    is_kept: bool


def show_then_and_now(key_question_id: str, cycle_id: str) -> None:
    """Each figure of the question, all pupils, when it was judged and today; nothing where nothing can be compared."""
    compared = _compared(key_question_id, cycle_id)
    if compared is None:
        return
    figure(
        TITLE,
        drawn(then_and_now, compared.rows, description=TITLE),
        compared.table,
        n=f"{compared.table.height} figures of all pupils",
        alt="",  # the lead says it
        lead=compared.said,
        hint=KEPT if compared.is_kept else NOT_KEPT,
        picks=("indicator_id",),
        on_pick=lambda row: open_figure(row["indicator_id"]),
    )


@remembered
def _compared(key_question_id: str, cycle_id: str) -> Compared | None:
    rows = mart("rpt_judged_evidence", key_question_id=key_question_id, cycle_id=cycle_id).to_dicts()
    if not rows:
        return None
    specs = {row["indicator_id"]: row for row in mart("dim_indicators").to_dicts()}
    kinds = {indicator_id: spec["value_kind"] for indicator_id, spec in specs.items()}
    lines = {specs[row["indicator_id"]]["name"]: difference(row, kinds[row["indicator_id"]]) for row in rows}
    said = words.sentence("; ".join(f"{name}: {said}" for name, said in lines.items()))
    shares = [row for row in rows if kinds[row["indicator_id"]] == words.SHARE]
    return Compared(_tall(shares or rows, specs), _table(rows, specs), said, rows[0]["is_kept"])


def difference(row: dict, kind: str = words.SHARE) -> str:
    """How one figure of rpt_judged_evidence has moved since, said only as firmly as the intervals allow."""
    if row["then_value"] is None or row["drift"] is None:
        return words.HELD_BACK
    if row["drift"] == "no newer data" or row["now_value"] is None:
        return "no newer data"
    if row["drift"] == "steady":
        return "no clear change"
    verdict = "better" if row["drift"] == "moved up" else "worse"
    way = "up" if row["now_value"] > row["then_value"] else "down"
    return f"{verdict}: {way} {words.step(row['now_value'], row['then_value'], kind)}"


def sufficiency(row: dict, cycle_id: str) -> str:
    """Whether the evidence for a question of questions.standing is enough, rule by rule, in a sentence."""
    return words.sentence(_enough_in_words(row, _checks(row, cycle_id), _limits()))


def show_rules(row: dict, cycle_id: str) -> None:
    """What the rules for enough evidence mean, and which the question meets, for whoever asks."""
    asked = st.expander("What 'enough evidence' and 'moved' mean", key="evidence_rules", on_change="rerun")
    if not asked.open:
        return
    limits = _limits()
    with asked:
        st.table(_rules(_checks(row, cycle_id), limits))
        st.markdown(
            f"**Moved since the judgement.** {words.sentence(limits['drift_gap']['meaning'])} "
            f"It is set at {limits['drift_gap']['value']:g}. The first figure of the question decides."
        )


def _limits() -> dict[str, dict]:
    return {limit["threshold_id"]: limit for limit in mart("rpt_thresholds").to_dicts()}


def _checks(row: dict, cycle_id: str) -> dict[str, dict]:
    found = mart("rpt_evidence_checks", key_question_id=row["key_question_id"], cycle_id=cycle_id).to_dicts()
    return {check["threshold_id"]: check for check in found}


def _enough_in_words(row: dict, checks: dict[str, dict], limits: dict[str, dict]) -> str:
    if not checks:
        return "there is no evidence for this term"
    parts = [
        f"{unit}: {checks[rule]['found']} ({'at most' if rule == AT_MOST else 'at least'} {limits[rule]['value']:.0f})"
        for rule, unit in RULES.items()
        if checks[rule]["found"] is not None
    ]
    return f"{row['evidence']}; {'; '.join(parts)}"


def _rules(checks: dict[str, dict], limits: dict[str, dict]) -> pl.DataFrame:
    answers = {True: "yes", False: "no", None: "no data"}
    rows = [
        {
            "What counts": limits[rule]["meaning"],
            "Set at": f"{limits[rule]['value']:.0f}",
            "This term": str(checks[rule]["found"]) if rule in checks else "no data",
            "Met": answers[checks[rule]["is_met"] if rule in checks else None],
        }
        for rule in RULES
    ]
    return pl.DataFrame(rows)


def _tall(rows: list[dict], specs: dict[str, dict]) -> pl.DataFrame:
    """At most two rows a figure, for the chart; none where there was no data."""
    parts = [
        {name: row[name] for name in ("indicator_id", "is_reportable")}
        | {"label": specs[row["indicator_id"]]["name"], "when": when}
        | {name: row[f"{prefix}_{name}"] for name in MEASURES}
        for row in rows
        for when, prefix in zip(WHEN, ("then", "now"), strict=True)
        if row[f"{prefix}_period_id"]
    ]
    return pl.DataFrame(parts, infer_schema_length=None)


def _table(rows: list[dict], specs: dict[str, dict]) -> pl.DataFrame:
    kinds = [specs[row["indicator_id"]]["value_kind"] for row in rows]
    return pl.DataFrame(
        {
            "Figure": [specs[row["indicator_id"]]["name"] for row in rows],
            "When judged": [_stood(row, "then", kind) for row, kind in zip(rows, kinds, strict=True)],
            "Today": [_stood(row, "now", kind) for row, kind in zip(rows, kinds, strict=True)],
            "Difference": [difference(row, kind) for row, kind in zip(rows, kinds, strict=True)],
            "is_reportable": [row["is_reportable"] for row in rows],
        }
    )


def _stood(row: dict, prefix: str, kind: str) -> str:
    """'55%, between 50% and 60% (20 of 36, spring term 2025/26)'; a mean or a middle says what it is over."""
    if row[f"{prefix}_value"] is None:
        if is_left_out(row["indicator_id"]):
            return words.NOT_RELEASED
        return words.HELD_BACK if row[f"{prefix}_period_id"] else "no data"
    low, high = row[f"{prefix}_interval_low"], row[f"{prefix}_interval_high"]
    met = row[f"{prefix}_numerator"]
    counted = f"{'over' if met is None else f'{met:,} of'} {row[f'{prefix}_denominator']:,}"
    when = words.period(row[f"{prefix}_period_id"])
    said = (words.figure(row[f"{prefix}_value"], kind), words.interval(low, high, kind))
    return f"{', '.join(part for part in said if part)} ({counted}, {when})"
