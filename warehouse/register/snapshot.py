"""What a build takes from the register, and the demonstration's entries put into it.

A snapshot leaves out notes and answers: free text has no business in the warehouse.
"""

from datetime import date, datetime
from pathlib import Path

import polars as pl

from warehouse.register import tables
from warehouse.register.answers import record_answer
from warehouse.register.current import all_rows
from warehouse.register.steps import record_step_update
from warehouse.settings import Home

_FREE_TEXT = ("client_id", "note", "answer")


def snapshot(home: Home) -> dict[str, pl.DataFrame]:
    """History of each table without free text, by the name the build gives it."""
    return {
        f"register_{table.name}": all_rows(home, table).drop(_FREE_TEXT, strict=False)
        for table in (tables.STEP_UPDATES, tables.ANSWERS)
    }


def import_demo_register(home: Home, folder: Path) -> None:
    """Append the fictional entries of ``folder``; rows saved before are left alone."""
    for number, row in enumerate(_rows(folder / "phase_1_progress.csv")):
        record_step_update(
            home,
            row["step_id"],
            row["status"],
            start_date=_date(row["start_date"]),
            due_date=_date(row["due_date"]),
            done_date=_date(row["done_date"]),
            owner_role=row["owner_role"],
            role=row["recorded_by_role"],
            client_id=f"demo-step-{number}",
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
        )
    for number, row in enumerate(_rows(folder / "key_question_answers.csv")):
        record_answer(
            home,
            row["key_question_id"],
            row["cycle_id"],
            row["judgement"],
            row["answer"],
            role=row["recorded_by_role"],
            client_id=f"demo-answer-{number}",
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
        )


def _rows(file: Path) -> list[dict]:
    return pl.read_csv(file, infer_schema=False).to_dicts()


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
