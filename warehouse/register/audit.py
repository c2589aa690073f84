"""The audit log: who did what and when, in rows that nobody changes and each of which seals the one before it.

A row's hash covers its content and the hash of the row before, so that a row changed, taken out or put in later breaks
the chain from there on. It is keyed with the home's key (seal.py), so that the chain is not made anew without it; who
has the key as well is found out by a head that was noted elsewhere.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl
from sqlalchemy import Connection, Row, func, select, text

from warehouse.register.connection import home_of, is_there, reading, writing
from warehouse.register.schema import AUDIT
from warehouse.register.seal import Seal, seal_from, sealing
from warehouse.settings import Home

# What is recorded, and how the page says it.
ACTIONS = {
    "signed_in": "Signed in",
    "signed_out": "Signed out",
    "sign_in_refused": "Sign-in refused",
    "page_refused": "Page refused",
    "role_given": "Role given",
    "role_taken": "Role taken away",
    "upload_loaded": "Export loaded",
    "upload_undone": "Upload taken out",
    "upload_brought_back": "Upload brought back",
    "records_left_out": "Records left out for good",
    "records_taken_up": "Records left out taken up again",
    "release_signed": "Release signed off",
    "release_refused": "Release refused",
    "release_withdrawn": "Release withdrawn",
    "downloaded": "File downloaded",
    "page_viewed": "Page about pupils opened",
}
NOBODY_NAMED = "this computer"  # who acts where there is no sign-in
COMMAND_LINE = "the command line"
START = "0" * 64  # what the first row has before it
_COLUMNS = ("number", "at", "who", "what", "detail", "before_hash", "hash")
_LOCK_KEY = 7_316_208_546


@dataclass(frozen=True)
class Verdict:
    """Whether the chain holds. ``broken_at`` is the first row that does not fit; ``head`` the hash of the last row.

    ``is_head_known`` is None where no head was asked for.
    """

    rows: int
    head: str
    broken_at: int | None = None
    is_head_known: bool | None = None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None and self.is_head_known is not False


def record(home: Home, who: str, what: str, detail: Mapping[str, str | int | None] | None = None) -> int:
    """Append one row and return its number; it is on disk then.

    ``who`` is a person's address, NOBODY_NAMED or COMMAND_LINE. ``what`` is a key of ACTIONS (KeyError else).
    ``detail`` holds ids and counts, never a name of a pupil or words from a file. Raises RegisterError if it cannot
    be written.
    """
    _ = ACTIONS[what]
    with writing(home) as connection:
        return append(connection, who, what, detail)


def append(connection: Connection, who: str, what: str, detail: Mapping | None = None) -> int:
    """`record` inside the transaction of what is recorded: both are kept or neither."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    last = connection.execute(select(AUDIT).order_by(AUDIT.c.number.desc()).limit(1)).first()
    row = {
        "number": last.number + 1 if last else 1,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "who": str(who),
        "what": what,
        "detail": json.dumps(dict(detail or {}), sort_keys=True, ensure_ascii=False),
        "before_hash": last.hash if last else START,
    }
    connection.execute(AUDIT.insert(), row | {"hash": _hash(row, seal_from(home_of(connection), row["number"]))})
    return row["number"]


def log(home: Home, most: int | None = None) -> pl.DataFrame:
    """Rows, newest first: number, at (UTC), who, what, detail (JSON), before_hash, hash. Empty where nothing is."""
    query = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(most)
    rows = [tuple(row) for row in _rows(home, query)]
    schema = {name: pl.Int64 if name == "number" else pl.String for name in _COLUMNS}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(pl.col("at").str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", time_zone="UTC"))


def verify(home: Home, head: str | None = None) -> Verdict:
    """Read the whole chain and say whether each row fits; ``head`` is a hash noted earlier, which must be in it."""
    before, number, known = START, 0, head == START if head else None
    seal = sealing(home)
    for row in _rows(home, select(AUDIT).order_by(AUDIT.c.number)):
        content = dict(row._mapping)
        fits = row.number == number + 1 and row.before_hash == before and row.hash == _hash(content, seal)
        if not fits:
            return Verdict(number, before, broken_at=number + 1, is_head_known=known)
        number, before = row.number, row.hash
        known = known or row.hash == head if head else None
    return Verdict(number, before, is_head_known=known)


def count(home: Home) -> int:
    """How many rows there are."""
    found = _rows(home, select(func.count()).select_from(AUDIT))
    return found[0][0] if found else 0


def _rows(home: Home, query) -> list[Row]:
    if not is_there(home):
        return []
    with reading(home) as connection:
        return list(connection.execute(query))


def _hash(row: Mapping, seal: Seal) -> str:
    sealed = [row[name] for name in ("before_hash", "number", "at", "who", "what", "detail")]
    return seal.of(row["number"], json.dumps(sealed, ensure_ascii=False).encode())
