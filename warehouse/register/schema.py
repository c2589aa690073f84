"""Tables of the register as SQLAlchemy sees them; migrations.py makes them.

``entries`` is the log: rows are added and never changed. ``entries_now`` is the view of the latest row of each
subject. ``drafts`` is scratch paper beside the log; its rows change and go. ``audit`` is the chained log of who did
what, and ``sessions`` says who is signed in; of its rows only ``seen_at`` and ``ended_at`` change.
"""

from sqlalchemy import BigInteger, Column, DateTime, MetaData, String, Table, Text

_METADATA = MetaData()


def _entries(name: str) -> Table:
    return Table(
        name,
        _METADATA,
        Column("row_id", BigInteger, primary_key=True, autoincrement=True),
        Column("client_id", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("subject_id", String, nullable=False),
        Column("payload", Text, nullable=False),
        Column("base_row_id", BigInteger),
        Column("recorded_at", DateTime, nullable=False),
        Column("recorded_by_role", String, nullable=False),
        Column("recorded_by", String),
        Column("why", Text),
    )


ENTRIES = _entries("entries")
NOW = _entries("entries_now")

DRAFTS = Table(
    "drafts",
    _METADATA,
    Column("draft_id", String, primary_key=True),
    Column("form", String, nullable=False),
    Column("subject_id", String, nullable=False),
    Column("role", String, nullable=False),
    Column("saved_by", String),
    Column("saved_at", DateTime, nullable=False),
    Column("content", Text, nullable=False),
)

AUDIT = Table(
    "audit",
    _METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("before_hash", String, nullable=False),
    Column("hash", String, nullable=False),
)

SESSIONS = Table(
    "sessions",
    _METADATA,
    Column("session_key", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("account", String, nullable=False),
    Column("started_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
)
