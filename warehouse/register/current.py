"""Reading the register: what stands now, how it came to be, and what changed at each turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import takewhile

import polars as pl
from sqlalchemy import Row, Table, select

from warehouse.register import watching
from warehouse.register.connection import is_there, reading
from warehouse.register.kinds import ENTRY_KINDS, EntryKind
from warehouse.register.rows import as_dict, frame
from warehouse.register.schema import ENTRIES, NOW
from warehouse.settings import Home


@dataclass(frozen=True)
class Change:
    """One row of a history: who, when, why, and each field that changed with its value before and after."""

    row_id: int
    recorded_at: datetime
    recorded_by_role: str
    recorded_by: str | None
    why: str | None
    fields: dict[str, tuple]


def current(home: Home, kind: str, **where) -> pl.DataFrame:
    """The latest row of each subject of ``kind``, in order of its key; withdrawn subjects are left out.

    ``where`` maps fields to the value wanted, or to a list of values. Columns: row_id, client_id, recorded_at (UTC),
    recorded_by_role, recorded_by, why, base_row_id, then the kind's fields. Empty where there is no register yet.
    """
    state = watching.state(home)
    frozen = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in where.items())
    # Pages ask for the same at every turn; most of the cost is that of a transaction.
    return _current(home, kind, frozen) if state is None else _kept(home, kind, frozen, state)


@lru_cache(maxsize=256)
def _kept(home: Home, kind: str, where: tuple, _state: tuple) -> pl.DataFrame:
    return _current(home, kind, where)


def _current(home: Home, kind: str, where: tuple) -> pl.DataFrame:
    wanted = {name: list(value) if isinstance(value, tuple) else value for name, value in where}
    rows = _frame(home, kind, NOW, wanted).filter(~pl.col("is_withdrawn"))
    return rows.sort(ENTRY_KINDS[kind].key).drop("is_withdrawn")


def history(home: Home, kind: str, **where) -> pl.DataFrame:
    """Every row ever saved, newest first, withdrawals included (`is_withdrawn`); columns else as in `current`."""
    return _frame(home, kind, ENTRIES, where).sort("row_id", descending=True)


def latest(home: Home, kind: str, **key) -> dict | None:
    """The latest row of one subject, named by all fields of its key; None if there is none or it was withdrawn.

    Its `row_id` is the base to save the next one on.
    """
    if not is_there(home):
        return None
    spec = ENTRY_KINDS[kind]
    query = select(NOW).where(NOW.c.kind == kind, NOW.c.subject_id == spec.subject_id(key))
    with reading(home) as connection:
        row = connection.execute(query).first()
    found = as_dict(spec, row) if row is not None else None
    return None if found is None or found.pop("is_withdrawn") else found


def changes(home: Home, kind: str, **key) -> list[Change]:
    """The history of one subject, newest first; the first row of all has every field it filled, from None."""
    rows = history(home, kind, **key).sort("row_id").to_dicts()
    fields = ENTRY_KINDS[kind].model.model_fields
    found = []
    for before, after in zip([{}, *rows], rows, strict=False):
        changed = {
            name: (before.get(name), after[name])
            for name in fields
            if (before.get(name) or None) != (after[name] or None)
        }
        shared = {name: after[name] for name in ("row_id", "recorded_at", "recorded_by_role", "recorded_by", "why")}
        found.append(Change(**shared, fields=changed))
    return found[::-1]


def _frame(home: Home, kind: str, table: Table, where: dict) -> pl.DataFrame:
    spec = ENTRY_KINDS[kind]
    rows = _rows(home, spec, table, where) if is_there(home) else []
    found = frame(spec, rows)
    return found.filter(_wanted(name, value) for name, value in where.items()) if where else found


def _wanted(name: str, value: object) -> pl.Expr:
    """One of the values of a list; else this value, None included."""
    column = pl.col(name)
    return column.is_in(value) if isinstance(value, list) else column.eq_missing(pl.lit(value))


def _rows(home: Home, spec: EntryKind, table: Table, where: dict) -> Sequence[Row]:
    """Rows, oldest first, of the subjects whose id begins with the leading fields of the key that ``where`` names."""
    named = list(takewhile(lambda name: isinstance(where.get(name), str), spec.key))
    begin = "".join(f"{where[name]}|" for name in named)
    query = select(table).where(table.c.kind == spec.name).order_by(table.c.row_id)
    if len(named) == len(spec.key):
        query = query.where(table.c.subject_id == begin[:-1])
    elif named:
        query = query.where(table.c.subject_id.startswith(begin, autoescape=True))
    with reading(home) as connection:
        return connection.execute(query).all()
