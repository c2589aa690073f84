"""The 21 key questions as a page shows them: where each stands in a term, and the words for evidence and drift."""

from dataclasses import dataclass

import polars as pl

from ui import choices, words
from ui.charts.judgements import EVIDENCE
from ui.data import mart, remembered
from ui.filters import Filters

SUFFICIENCY = dict(zip(("enough", "thin", "none"), EVIDENCE, strict=True))
DRIFT = {
    "moved up": "the evidence has become better since",
    "moved down": "the evidence has become worse since",
    "steady": "the evidence shows no clear change since",
    "no newer data": "there is no newer evidence",
    "not judged": "",
}
GROUPS = {"partnership_question": "partnership", "impact_question": "impact of what we do"}


def cycle_of(chosen: Filters) -> str:
    """The term that judgements are read for: the chosen one, or the last with data in a chosen school year."""
    if chosen.period_type == "term":
        return chosen.period_id
    terms = mart("dim_periods", period_type="term", academic_year=chosen.period_id, has_data=True)
    return terms.sort("period_start")["period_id"].to_list()[-1]


@remembered
def standing(cycle_id: str) -> pl.DataFrame:
    """One row a question, in order: the columns of dim_key_questions and of its rpt_key_questions row for the term.

    Added: ``confidence`` and ``state`` of rpt_judgements, ``place`` on the continuum and ``evidence`` in the words of
    the chart, and ``name`` ('5. Parents in plans').
    """
    judged = mart("rpt_key_questions", cycle_id=cycle_id)
    sure = mart("rpt_judgements", cycle_id=cycle_id).select("key_question_id", "confidence", "state")
    rows = mart("dim_key_questions").join(judged, on="key_question_id", how="left", maintain_order="left")
    rows = rows.join(sure, on="key_question_id", how="left", maintain_order="left")
    return rows.with_columns(
        place=pl.col("judgement").replace_strict(words.JUDGEMENTS, default=words.NOT_JUDGED),
        evidence=pl.col("evidence_sufficiency").replace_strict(SUFFICIENCY, default=SUFFICIENCY["none"]),
        name=pl.format("{}. {}", "position", "label"),
    ).sort("position")


def overall(rows: pl.DataFrame, cycle_id: str) -> str:
    """How many questions stand where, and which judgements rest on too little evidence."""
    tally = rows["place"].value_counts()
    by_place = dict(tally.iter_rows())
    counts = [f"{by_place.get(place, 0)} {place}" for place in (*words.JUDGEMENTS.values(), words.NOT_JUDGED)]
    weak = rows.filter((pl.col("place") != words.NOT_JUDGED) & (pl.col("evidence_sufficiency") != "enough"))
    numbers = ", ".join(str(number) for number in weak["position"])
    resting = f" Judged on thin or no evidence: {numbers}." if numbers else " Every judgement rests on enough evidence."
    said = f"In {words.period(cycle_id)}, of {rows.height} questions: {', '.join(counts)}."
    return said + (resting if by_place.keys() - {words.NOT_JUDGED} else "")


def judged(row: dict, cycle_id: str) -> str:
    """The judgement of one question, who made it and when, and how the evidence stands to it."""
    evidence = (
        f"{row['evidence']}, newest {words.date(row['evidence_newest'])}" if row["evidence_newest"] else row["evidence"]
    )
    if not row["judgement"]:
        return words.sentence(f"Not judged for {words.period(cycle_id)}; {evidence}")
    by = words.ROLES.get(row["judged_by_role"], row["judged_by_role"])
    said = f"Judged '{row['place']}' for {words.period(cycle_id)} by {by} on {words.date(row['judged_at'])}"
    sure = f"with {row['confidence']} confidence" if row["confidence"] else ""
    agreed = "agreed" if row["state"] == "agreed" else ""
    return words.sentence("; ".join(part for part in (said, sure, agreed, evidence, drift_in_words(row)) if part))


def drift_in_words(row: dict) -> str:
    """Where the evidence went since the judgement, and whether it now speaks against it; empty where not judged."""
    said = DRIFT.get(row["drift"], "")
    if row["drift"] == "moved down" and row["judgement"] != "not_yet":
        return f"{said}, so the judgement may be too high now"
    if row["drift"] == "moved up" and row["judgement"] != "strong":
        return f"{said}, so the judgement may be too low now"
    return said


def look_into(row: dict) -> None:
    """Choose the question whose mark was clicked."""
    choices.choose("question", row["key_question_id"])


@dataclass(frozen=True)
class Strip:
    """The questions on the continuum: ``rows`` for the chart, the ``table`` to read, and both in words."""

    rows: pl.DataFrame
    table: pl.DataFrame
    alt: str


@remembered
def strip(cycle_id: str) -> Strip:
    """All questions as they stand in the term."""
    rows = by_judgement(standing(cycle_id))
    said = "; ".join(f"{row['label']}: {row['place']}, {row['evidence']}" for row in rows.to_dicts())
    return Strip(rows.select("key_question_id", "label", "place", "evidence"), as_table(rows), f"{said}.")


def by_judgement(rows: pl.DataFrame) -> pl.DataFrame:
    """The questions with ``label`` numbered, those furthest from strong first, not judged last."""
    order = {place: at for at, place in enumerate((*words.JUDGEMENTS.values(), words.NOT_JUDGED))}
    labelled = rows.with_columns(label="name")
    return labelled.sort(pl.col("place").replace_strict(order, default=None), "position")


def as_table(rows: pl.DataFrame) -> pl.DataFrame:
    """The overview as a table for reading."""
    return rows.select(
        pl.col("name").alias("Question"),
        pl.col("item_type").replace_strict(GROUPS).alias("Asks about"),
        pl.col("place").alias("Judgement"),
        pl.col("confidence").fill_null("").alias("Confidence"),
        pl.col("evidence").alias("Evidence"),
        pl.col("drift").replace_strict(DRIFT, default="").alias("Since the judgement"),
    )
