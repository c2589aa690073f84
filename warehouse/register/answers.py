"""Answers to the key questions, saved and read in one call each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import polars as pl

from warehouse.register.current import current, history
from warehouse.register.log import record
from warehouse.settings import Home


def record_answer(
    home: Home,
    key_question_id: str,
    cycle_id: str,
    judgement: str,
    answer: str,
    *,
    role: str,
    client_id: str,
    confidence: str | None = None,
    next_must: Sequence[str] | str = (),
    next_should: Sequence[str] | str = (),
    next_could: Sequence[str] | str = (),
    state: str = "submitted",
    links: Sequence[Mapping] = (),
    evidence: Sequence[Mapping] = (),
    recorded_by: str | None = None,
    why: str | None = None,
    base_row_id: int | None = None,
    draft_ids: Iterable[str] = (),
    recorded_at: datetime | None = None,
) -> bool:
    """Append an answer; False if this submit was saved before. Raises as `record_all` does."""
    values = {
        "key_question_id": key_question_id,
        "cycle_id": cycle_id,
        "judgement": judgement,
        "answer": answer,
        "confidence": confidence,
        "next_must": next_must,
        "next_should": next_should,
        "next_could": next_could,
        "state": state,
        "links": links,
        "evidence": evidence,
    }
    receipt = record(
        home,
        "answer",
        values,
        role=role,
        client_id=client_id,
        recorded_by=recorded_by,
        why=why,
        base_row_id=base_row_id,
        draft_ids=draft_ids,
        recorded_at=recorded_at,
    )
    return receipt.is_new


def current_answers(home: Home) -> pl.DataFrame:
    """The latest row of each question and cycle."""
    return current(home, "answer")


def history_of_answer(home: Home, key_question_id: str) -> pl.DataFrame:
    """Every row ever saved for one question, newest first."""
    return history(home, "answer", key_question_id=key_question_id)
