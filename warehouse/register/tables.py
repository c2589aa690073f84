"""Tables of the register and the connection to them: SQLite in WAL, append-only by trigger.

Every row says who (role) and when (UTC), and carries a client id so that a double submit is one row.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    select,
)
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.exc import DBAPIError, IntegrityError

from warehouse.errors import RegisterError
from warehouse.settings import Home

METADATA = MetaData()


def _entry_columns() -> list[Column]:
    return [
        Column("row_id", Integer, primary_key=True, autoincrement=True),
        Column("client_id", String(64), nullable=False, unique=True),
        Column("recorded_at", DateTime, nullable=False),
        Column("recorded_by_role", String(20), nullable=False),
    ]


STEP_UPDATES = Table(
    "step_updates",
    METADATA,
    *_entry_columns(),
    Column("step_id", String(60), nullable=False, index=True),
    Column("status", String(20), nullable=False),
    Column("start_date", Date),
    Column("due_date", Date),
    Column("done_date", Date),
    Column("owner_role", String(60)),
    Column("note", Text),
)

ANSWERS = Table(
    "answers",
    METADATA,
    *_entry_columns(),
    Column("key_question_id", String(20), nullable=False, index=True),
    Column("cycle_id", String(20), nullable=False),
    Column("judgement", String(20), nullable=False),
    Column("answer", Text, nullable=False),
)


@contextmanager
def connection(home: Home) -> Iterator[Connection]:
    """A transaction on the home's register. Raises RegisterError if it is locked, full or unreadable."""
    try:
        home.root.mkdir(parents=True, exist_ok=True)
        with _engine(home.register).begin() as open_connection:
            yield open_connection
    except IntegrityError:
        raise
    except (DBAPIError, sqlite3.DatabaseError, OSError):
        raise RegisterError(
            "The register could not be written just now, so nothing was saved; "
            "check that the disk is not full, then save again."
        ) from None


def append(home: Home, table: Table, client_id: str, role: str, recorded_at: datetime | None = None, **values) -> bool:
    """Append one row; False if a row with this client id is there already (a double submit)."""
    row = {
        "client_id": client_id,
        "recorded_by_role": role,
        "recorded_at": recorded_at or datetime.now(UTC).replace(tzinfo=None),
        **values,
    }
    try:
        with connection(home) as open_connection:
            open_connection.execute(table.insert().values(**row))
    except IntegrityError:
        if _is_saved(home, table, client_id):
            return False
        raise RegisterError("The entry is not complete, so nothing was saved; fill in every field.") from None
    return True


def _is_saved(home: Home, table: Table, client_id: str) -> bool:
    with connection(home) as open_connection:
        return open_connection.execute(select(table.c.row_id).where(table.c.client_id == client_id)).first() is not None


@cache
def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})
    sqlalchemy_event.listen(engine, "connect", _prepare)
    METADATA.create_all(engine)
    with engine.begin() as open_connection:
        for table in METADATA.tables:
            for action in ("update", "delete"):
                open_connection.exec_driver_sql(_forbid(table, action))
    return engine


def _prepare(connection_record, _) -> None:
    connection_record.execute("pragma journal_mode=wal")
    connection_record.execute("pragma synchronous=full")


def _forbid(table: str, action: str) -> str:
    return (
        f"create trigger if not exists {table}_no_{action} before {action} on {table} "
        f"begin select raise(abort, 'the register is append-only'); end"
    )
