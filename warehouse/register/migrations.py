"""Versions of the register and the way from each to the next, run when a register is opened.

All pending steps run in one transaction under a lock, so several processes may open an old register at once and a
step that fails leaves it as it was. A new version is a new row of MIGRATIONS; a row in the field is never changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, inspect, text

from warehouse.errors import RegisterError
from warehouse.register.version_1 import carry_over

Step = str | Callable[[Connection], None]

_LOCK_KEY = 7_316_208_545  # any number no other program uses on this database
_ANY, _SQLITE, _POSTGRESQL = "any", "sqlite", "postgresql"


@dataclass(frozen=True)
class Migration:
    """Steps to one version, in order; each is SQL or a function, for one database or for both."""

    version: int
    says: str
    steps: tuple[tuple[str, Step], ...]


_ENTRIES = """
create table entries (
    row_id {row_id},
    client_id text not null,
    kind text not null,
    subject_id text not null,
    payload text not null,
    base_row_id bigint,
    recorded_at timestamp not null,
    recorded_by_role text not null,
    recorded_by text,
    why text,
    unique (kind, client_id)
)"""

_NOW = """
create view entries_now as
select * from entries
where row_id = (
    select max(newer.row_id) from entries as newer
    where newer.kind = entries.kind and newer.subject_id = entries.subject_id
)"""

_DRAFTS = """
create table drafts (
    draft_id text primary key,
    form text not null,
    subject_id text not null,
    role text not null,
    saved_by text,
    saved_at timestamp not null,
    content text not null
)"""


def _sqlite_forbids(table: str, action: str) -> str:
    return (
        f"create trigger {table}_no_{action} before {action} on {table} "
        "begin select raise(abort, 'the register is append-only'); end"
    )


# 'insert or replace' deletes the old row without calling delete triggers; this keeps it out too.
_SQLITE_FORBIDS_REPLACING = """
create trigger entries_no_replace before insert on entries
when exists (
    select 1 from entries
    where row_id = new.row_id or (kind = new.kind and client_id = new.client_id)
)
begin select raise(abort, 'the register is append-only'); end"""

_AUDIT_FORBIDS_REPLACING = """
create trigger audit_no_replace before insert on audit
when exists (select 1 from audit where number = new.number or hash = new.hash)
begin select raise(abort, 'the register is append-only'); end"""

_POSTGRESQL_REFUSES = """
create function refuse_change_of_entries() returns trigger language plpgsql as $$
begin raise exception 'the register is append-only' using errcode = 'restrict_violation'; end $$"""


def _postgresql_forbids(table: str) -> str:
    return (
        f"create trigger {table}_no_change before update or delete or truncate on {table} "
        "for each statement execute function refuse_change_of_entries()"
    )


_AUDIT = """
create table audit (
    number bigint primary key,
    at text not null,
    who text not null,
    what text not null,
    detail text not null,
    before_hash text not null,
    hash text not null unique
)"""

_SESSIONS = """
create table sessions (
    session_key text primary key,
    person text not null,
    account text not null,
    started_at timestamp not null,
    seen_at timestamp not null,
    ended_at timestamp
)"""

MIGRATIONS = (
    Migration(
        2,
        "one append-only log of typed entries, its view of now, and drafts; answers and steps of version 1 move in",
        (
            (_SQLITE, _ENTRIES.format(row_id="integer primary key")),
            (_POSTGRESQL, _ENTRIES.format(row_id="bigint generated always as identity primary key")),
            (_ANY, "create index entries_by_subject on entries (kind, subject_id, row_id)"),
            (_ANY, _NOW),
            (_ANY, _DRAFTS),
            (_ANY, "create index drafts_by_form on drafts (role, form, subject_id)"),
            (_SQLITE, _sqlite_forbids("entries", "update")),
            (_SQLITE, _sqlite_forbids("entries", "delete")),
            (_SQLITE, _SQLITE_FORBIDS_REPLACING),
            (_POSTGRESQL, _POSTGRESQL_REFUSES),
            (_POSTGRESQL, _postgresql_forbids("entries")),
            (_SQLITE, carry_over),
        ),
    ),
    Migration(
        3,
        "the audit log, chained and append-only, and the sessions of people who signed in",
        (
            (_ANY, _AUDIT),
            (_ANY, _SESSIONS),
            (_ANY, "create index sessions_by_person on sessions (person, started_at)"),
            (_SQLITE, _sqlite_forbids("audit", "update")),
            (_SQLITE, _sqlite_forbids("audit", "delete")),
            (_SQLITE, _AUDIT_FORBIDS_REPLACING),
            (_POSTGRESQL, _postgresql_forbids("audit")),
        ),
    ),
)
NEWEST = MIGRATIONS[-1].version


def migrate(connection: Connection) -> None:
    """Bring the register to the newest version. The caller's transaction holds the write lock on SQLite.

    Raises RegisterError as `version` does.
    """
    dialect = connection.dialect.name
    if dialect == _POSTGRESQL:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    connection.execute(
        text("create table if not exists register_versions (version integer primary key, applied_at timestamp)")
    )
    reached = version(connection)
    for migration in MIGRATIONS:
        if migration.version > reached:
            _run(connection, migration, dialect)


def version(connection: Connection) -> int:
    """The version the register has reached; 0 before the first migration.

    Raises RegisterError if a newer Village wrote it.
    """
    if not inspect(connection).has_table("register_versions"):
        return 0
    reached = connection.execute(text("select coalesce(max(version), 0) from register_versions")).scalar_one()
    if reached > NEWEST:
        raise RegisterError(
            "The register was written by a newer version of Village; install that version and start again."
        )
    return reached


def _run(connection: Connection, migration: Migration, dialect: str) -> None:
    for database, step in migration.steps:
        if database not in (_ANY, dialect):
            continue
        if callable(step):
            step(connection)
        else:
            connection.exec_driver_sql(step)
    connection.execute(
        text("insert into register_versions (version, applied_at) values (:version, :now)"),
        {"version": migration.version, "now": datetime.now(UTC).replace(tzinfo=None).isoformat(" ")},
    )
