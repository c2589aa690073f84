"""How a phase fills up: steps planned, steps due and steps done, day by day. Pure functions."""

import datetime as dt

import polars as pl

PLANNED, DUE, DONE = "in the phase", "due by then", "done"


def burn_up(steps: list[dict], updates: pl.DataFrame, begin: dt.date | None, day: dt.date) -> pl.DataFrame:
    """Rows of day, line (PLANNED, DUE, DONE) and steps, one for each day on which a line moves and at its ends.

    ``steps`` are rows of Work.steps_of; ``updates`` is `history` of step_update. A step counts as done from the day
    it was done, until an update says otherwise; a step of the catalogue is planned from the beginning.
    """
    ids = {row["step_id"] for row in steps}
    known = updates.filter(pl.col("step_id").is_in(list(ids)), ~pl.col("is_withdrawn")).sort("row_id").to_dicts()
    moves = {
        PLANNED: [(row["made_at"].date() if row["made_at"] else dt.date.min, 1) for row in steps],
        DUE: [(row["due_date"], 1) for row in steps if row["due_date"]],
        DONE: _done(known),
    }
    days = [one for line in (DUE, DONE) for one, _ in moves[line]]
    first = min([*days, *(row["recorded_at"].date() for row in known), day, *([begin] if begin else [])])
    last = max([day, *(one for one, _ in moves[DUE])])
    ends = {PLANNED: last, DUE: last, DONE: day}
    rows = [point for line, found in moves.items() for point in _line(line, found, first, ends[line])]
    return pl.DataFrame(rows, schema={"day": pl.Date, "line": pl.String, "steps": pl.Int64}, orient="row")


def _done(known: list[dict]) -> list[tuple[dt.date, int]]:
    """A day and +1 where a step came to be done, -1 where it was opened again."""
    is_done: dict[str, bool] = {}
    found = []
    for row in known:
        now, before = row["status"] == "done", is_done.get(row["step_id"], False)
        if now != before:
            recorded = row["recorded_at"].date()
            found.append(((row["done_date"] or recorded) if now else recorded, 1 if now else -1))
        is_done[row["step_id"]] = now
    return found


def _line(line: str, moves: list[tuple[dt.date, int]], first: dt.date, last: dt.date) -> list[tuple]:
    """Points from the first day to the last; what happened before the first day is there on it."""
    days = sorted({first, last, *(max(first, day) for day, _ in moves if day <= last)})
    return [(day, line, sum(step for at, step in moves if at <= day)) for day in days]
