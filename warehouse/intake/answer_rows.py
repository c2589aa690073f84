"""Answers of one question as landed rows: one per record and chosen option, read on the question's own scale or list.

What the scale or list does not know is kept as it was said, counts for nothing there, and is told. Words
that only one or two people gave may be somebody's own, and are counted without being shown.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

import polars as pl

from warehouse.errors import FileRefused
from warehouse.intake.answers import (
    FREE_TEXT,
    MULTI,
    NUMBER,
    answer_key,
    answer_value,
    is_number,
    place_in,
    read_answers,
)
from warehouse.intake.question_bank import MULTI_CHOICE, KnownQuestion
from warehouse.intake.results import Options, SurveyQuestionSeen
from warehouse.intake.scales import point_of, scale_of
from warehouse.intake.survey_groups import UNTICKED, SurveyQuestion
from warehouse.intake.survey_mapping import FREE, Aim
from warehouse.intake.wordings import Wordings, wordings_of

ANSWER_SCHEMA = {
    "record_no": pl.Int64,
    "question_no": pl.Int64,
    "option_no": pl.Int64,
    "question_text": pl.String,
    "question_key": pl.String,
    "answer_kind": pl.String,
    "answer_text": pl.String,
    "answer_key": pl.String,
    "answer_value": pl.Float64,
}
MOST_SHOWN, FEWEST_TO_SHOW, FEWEST_TO_NAME = 12, 2, 3
OWN_WORDS = KnownQuestion("", "", FREE_TEXT, ())


@dataclass
class Read:
    """Answers of one question: landed rows, what is seen of it, and what its scale or list did not know, counted."""

    rows: pl.DataFrame
    seen: SurveyQuestionSeen
    unknown: Counter[str] = field(default_factory=Counter)
    alike: Counter[str] = field(default_factory=Counter)
    needs_scale: list[float] = field(default_factory=list)


def read_question(data: pl.DataFrame, question: SurveyQuestion, number: int, aim: Aim, options: Options) -> Read:
    """Rows of one question, ``number`` from 1. Raises FileRefused where the answers cannot be what it is mapped to."""
    kind, chosen = _answers(data, question, aim)
    counts = Counter(chosen["answer_text"].drop_nulls().to_list())
    read = Read(chosen, _seen(question, aim, kind, counts, chosen))
    keys = _keys(counts, kind, question, aim, options, read)
    values = {text: answer_value(kind, text) for text in counts}
    answer = pl.col("answer_text")
    read.rows = chosen.with_columns(
        pl.lit(number, dtype=pl.Int64).alias("question_no"),
        pl.lit(question.text).alias("question_text"),
        pl.lit(aim.known.question_key if aim.known else question.keys[0]).alias("question_key"),
        pl.lit(kind).alias("answer_kind"),
        answer.replace_strict(keys, default=None, return_dtype=pl.String).alias("answer_key"),
        answer.replace_strict(values, default=None, return_dtype=pl.Float64).alias("answer_value"),
    ).select(*ANSWER_SCHEMA)
    return read


def _answers(data: pl.DataFrame, question: SurveyQuestion, aim: Aim) -> tuple[str, pl.DataFrame]:
    """Kind, and record_no, option_no, answer_text (null where missing)."""
    if question.is_ticked:
        _refuse_one_answer(aim)
        return MULTI, _ticked(data, question)
    cells = data.select("record_no", pl.col(f"c{question.columns[0]}").str.strip_chars().alias("cell"))
    counts = dict(cells["cell"].value_counts().rows())
    if question.place_of:
        places = {cell: place_in(cell, question.place_of) for cell in counts}
        return NUMBER, _chosen(cells, {cell: [str(place)] if place else [] for cell, place in places.items()})
    read = read_answers(counts, _reads_as(aim, counts))
    return read.kind, _chosen(cells, read.by_cell)


def _refuse_one_answer(aim: Aim) -> None:
    if aim.by_hand and aim.known and aim.known.answer_kind != MULTI_CHOICE:
        raise FileRefused(
            f"A question in which several options may be ticked is mapped to {aim.target}, which has one answer: "
            "map it to barriers, free_text or ignore."
        )


def _reads_as(aim: Aim, counts: dict[str, int]) -> KnownQuestion | None:
    """The question whose kind and options decide how cells are read."""
    if aim.by_hand and aim.target == FREE:
        return OWN_WORDS
    if not aim.by_hand or aim.known is None:
        return aim.known
    if not aim.known.options and read_answers(counts, None).kind == FREE_TEXT:
        raise FileRefused(
            f"A question answered in people's own words is mapped to {aim.target}, which has a few answers: map it to "
            "free_text or ignore."
        )
    if aim.known.answer_kind != MULTI_CHOICE:
        return aim.known
    # A cell without a comma is one option, so what other forms call a barrier can be parted at commas too.
    alone = tuple(cell for cell in counts if cell and "," not in cell)
    return replace(aim.known, options=aim.known.options + tuple(wordings_of(aim.known).texts) + alone)


def _chosen(cells: pl.DataFrame, by_cell: dict[str, list[str]]) -> pl.DataFrame:
    """One row per record and option in its cell; a missing answer is one row without text."""
    rows = [(cell, number, text) for cell, texts in by_cell.items() for number, text in enumerate(texts or [None], 1)]
    schema = {"cell": pl.String, "option_no": pl.Int64, "answer_text": pl.String}
    return cells.join(pl.DataFrame(rows, schema=schema, orient="row"), on="cell", maintain_order="left_right").drop(
        "cell"
    )


def _ticked(data: pl.DataFrame, question: SurveyQuestion) -> pl.DataFrame:
    """One row per record and ticked column; a record that ticked nothing is one row without text."""
    parts = [
        data.filter(~pl.col(f"c{index}").str.strip_chars().str.to_lowercase().is_in(list(UNTICKED))).select(
            "record_no", pl.lit(number, dtype=pl.Int64).alias("option_no"), pl.lit(option).alias("answer_text")
        )
        for number, (index, option) in enumerate(zip(question.columns, question.options, strict=True), start=1)
    ]
    chosen = pl.concat(parts)
    none = data.select("record_no").join(chosen, on="record_no", how="anti")
    blank = none.with_columns(
        pl.lit(1, dtype=pl.Int64).alias("option_no"), pl.lit(None, pl.String).alias("answer_text")
    )
    return pl.concat([chosen, blank]).sort("record_no", "option_no")


def _seen(
    question: SurveyQuestion, aim: Aim, kind: str, counts: Counter[str], chosen: pl.DataFrame
) -> SurveyQuestionSeen:
    shown = [text for text, count in counts.most_common() if count >= FEWEST_TO_SHOW]
    return SurveyQuestionSeen(
        question_key=aim.key,
        text=question.text,
        answer_kind=kind,
        options=[] if kind == FREE_TEXT else shown[:MOST_SHOWN],
        responses=chosen.filter(pl.col("answer_text").is_not_null())["record_no"].n_unique(),
        target=aim.target,
        is_known=aim.is_known,
    )


def _keys(
    counts: Counter[str], kind: str, question: SurveyQuestion, aim: Aim, options: Options, read: Read
) -> dict[str, str | None]:
    """Key of each answer text; what the question's scale or list does not know is noted in ``read``."""
    if kind == FREE_TEXT or aim.known is None or not aim.known.options:
        return {text: answer_key(kind, text) for text in counts}
    wordings = wordings_of(aim.known)
    numbers = [text for text in counts if wordings.by_value and is_number(text)]
    scale = scale_of(question.text, aim.key, wordings, options) if numbers else None
    if numbers and scale is None:
        read.needs_scale = [float(text) for text in numbers]
        return dict.fromkeys(counts)
    return {text: _key(text, count, wordings, scale, aim, read) for text, count in counts.items()}


def _key(text: str, count: int, wordings: Wordings, scale: tuple[int, int] | None, aim: Aim, read: Read) -> str | None:
    option = wordings.option_for(text)
    if option is None and scale and is_number(text):
        option = wordings.by_value.get(point_of(float(text), scale))
    if option or wordings.is_silent(text):
        return option
    like = wordings.most_like(text) if aim.by_hand and aim.known.asks_barriers else None
    (read.alike if like else read.unknown)[text] += count
    return like or answer_key(MULTI, text)


def named(texts: Counter[str]) -> str:
    """Answers that enough people gave to be shown, in quotation marks, and how many others there are."""
    shown = [f"'{text}'" for text, count in texts.most_common(MOST_SHOWN) if count >= FEWEST_TO_NAME]
    others = len(texts) - len(shown)
    rest = [f"{others} given by one or two people" if others else ""]
    return ", ".join(part for part in shown + rest if part)
