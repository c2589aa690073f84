"""Tables of the register as SQLAlchemy sees them; migrations.py makes them.

``entries`` is the log: rows are added and never changed. ``entries_now`` is the view of the latest row of each
subject. ``drafts`` is scratch paper beside the log and the one table whose rows change and go.
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
