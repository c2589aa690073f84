"""Answers to the key questions: a judgement on the three-point continuum and the words behind it, by cycle (term)."""

from datetime import datetime

import polars as pl

from warehouse.errors import RegisterError
from warehouse.register import tables
from warehouse.register.current import all_rows, latest_rows
from warehouse.settings import Home

JUDGEMENTS = ("not_yet", "developing", "strong")
LONGEST_ANSWER = 4_000


def record_answer(
    home: Home,
    key_question_id: str,
    cycle_id: str,
    judgement: str,
    answer: str,
    *,
    role: str,
    client_id: str,
    recorded_at: datetime | None = None,
) -> bool:
    """Append an answer; False if this client id was saved before.

    Raises RegisterError with a sentence for the field at fault; nothing is saved then.
    """
    if judgement not in JUDGEMENTS:
        raise RegisterError("Choose a judgement: not yet part of our work, developing, or strong and well developed.")
    if not answer.strip():
        raise RegisterError("The answer is empty; write a sentence that says why, then save again.")
    if len(answer) > LONGEST_ANSWER:
        raise RegisterError(f"The answer is longer than {LONGEST_ANSWER:,} characters; shorten it and save again.")
    return tables.append(
        home,
        tables.ANSWERS,
        client_id,
        role,
        recorded_at,
        key_question_id=key_question_id,
        cycle_id=cycle_id,
        judgement=judgement,
        answer=answer.strip(),
    )


def current_answers(home: Home) -> pl.DataFrame:
    """The latest row of each question and cycle."""
    return latest_rows(home, tables.ANSWERS, ["key_question_id", "cycle_id"])


def history_of_answer(home: Home, key_question_id: str) -> pl.DataFrame:
    """Every row ever saved for one question, newest first."""
    rows = all_rows(home, tables.ANSWERS)
    return rows.filter(pl.col("key_question_id") == key_question_id).sort("row_id", descending=True)
