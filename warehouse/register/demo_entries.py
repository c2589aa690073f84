"""The demonstration's fictional entries, put into its register the way people's own entries go in."""

from datetime import date, datetime
from pathlib import Path

import polars as pl

from warehouse.register.answers import record_answer
from warehouse.register.current import history
from warehouse.register.sessions import ProgramRole
from warehouse.register.steps import record_step_update
from warehouse.settings import Home


def import_demo_register(home: Home, folder: Path) -> None:
    """Append the fictional entries of ``folder``; rows saved before are left alone."""
    saved = {name for kind in ("answer", "step_update") for name in history(home, kind)["client_id"]}
    for client_id, row in _rows(folder / "phase_1_progress.csv", "demo-step"):
        if client_id not in saved:
            _import_step(home, client_id, row)
    for client_id, row in _rows(folder / "key_question_answers.csv", "demo-answer"):
        if client_id not in saved:
            _import_answer(home, client_id, row)


def _import_step(home: Home, client_id: str, row: dict) -> None:
    record_step_update(
        home,
        row["step_id"],
        row["status"],
        start_date=_date(row["start_date"]),
        due_date=_date(row["due_date"]),
        done_date=_date(row["done_date"]),
        owner_role=row["owner_role"],
        role=ProgramRole(row["recorded_by_role"]),
        client_id=client_id,
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
    )


def _import_answer(home: Home, client_id: str, row: dict) -> None:
    record_answer(
        home,
        row["key_question_id"],
        row["cycle_id"],
        row["judgement"],
        row["answer"],
        role=ProgramRole(row["recorded_by_role"]),
        client_id=client_id,
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
    )


def _rows(file: Path, prefix: str) -> list[tuple[str, dict]]:
    return [(f"{prefix}-{number}", row) for number, row in enumerate(pl.read_csv(file, infer_schema=False).to_dicts())]


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
