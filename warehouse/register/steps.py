"""Steps of a phase: what state each is in, by whom and by when."""

from datetime import date, datetime

import polars as pl

from warehouse.errors import RegisterError
from warehouse.register import tables
from warehouse.register.current import latest_rows
from warehouse.settings import Home

STATUSES = ("not_started", "in_progress", "done", "stuck")


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
    recorded_at: datetime | None = None,
) -> bool:
    """Append a step's new state; False if this client id was saved before.

    Raises RegisterError with a sentence for the field at fault; nothing is saved then.
    """
    if status not in STATUSES:
        raise RegisterError("Choose a state for the step: not started, in progress, done or stuck.")
    if start_date and due_date and due_date < start_date:
        raise RegisterError("The due date is before the start date; change one of them and save again.")
    if start_date and done_date and done_date < start_date:
        raise RegisterError("The date it was done is before the start date; change one of them and save again.")
    if done_date and status != "done":
        raise RegisterError("A date it was done is given but the state is not 'done'; change one of them.")
    return tables.append(
        home,
        tables.STEP_UPDATES,
        client_id,
        role,
        recorded_at,
        step_id=step_id,
        status=status,
        start_date=start_date,
        due_date=due_date,
        done_date=done_date,
        owner_role=owner_role,
        note=note,
    )


def current_steps(home: Home) -> pl.DataFrame:
    """The latest row of each step: one row per step_id that was ever updated."""
    return latest_rows(home, tables.STEP_UPDATES, ["step_id"])
