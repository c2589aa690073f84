"""States of the steps of a phase, saved and read in one call each."""

from collections.abc import Iterable
from datetime import date, datetime

import polars as pl

from warehouse.register.current import current
from warehouse.register.log import record
from warehouse.settings import Home


def record_step_update(
    home: Home,
    step_id: str,
    status: str,
    *,
    start_date: date | None = None,
    due_date: date | None = None,
    done_date: date | None = None,
    owner_role: str | None = None,
    note: str | None = None,
    role: str,
    client_id: str,
    recorded_by: str | None = None,
    why: str | None = None,
    base_row_id: int | None = None,
    draft_ids: Iterable[str] = (),
    recorded_at: datetime | None = None,
) -> bool:
    """Append a step's new state; False if this submit was saved before. Raises as `record_all` does."""
    values = {
        "step_id": step_id,
        "status": status,
        "start_date": start_date,
        "due_date": due_date,
        "done_date": done_date,
        "owner_role": owner_role,
        "note": note,
    }
    receipt = record(
        home,
        "step_update",
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


def current_steps(home: Home) -> pl.DataFrame:
    """The latest row of each step: one row per step_id that was ever updated."""
    return current(home, "step_update")
