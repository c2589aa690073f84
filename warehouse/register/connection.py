"""Connections to a home's register: SQLite in the home folder, or PostgreSQL where VILLAGE_REGISTER_URL names one.

A demonstration always keeps its own SQLite file, so that fictional and own entries never share a register.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from warehouse import homes
from warehouse.errors import SettingsError
from warehouse.register.failures import explained
from warehouse.register.migrations import NEWEST, migrate, version
from warehouse.settings import Home, get_settings

WAIT_SECONDS = 10  # how long a writer waits for another before it gives up
_IS_WRITING, _HOME = "village_is_writing", "village_home"


@dataclass(frozen=True)
class _Opened:
    """An engine and the file it was opened on: a file put in its place later is another register."""

    engine: Engine
    file_identity: tuple[int, int] | None


_OPENED: dict[str, _Opened] = {}
_OPENING = Lock()


def is_there(home: Home) -> bool:
    """False where nothing was ever written, so that reading makes no file."""
    return is_on_server(home) or home.register.exists()


@contextmanager
def writing(home: Home) -> Iterator[Connection]:
    """A transaction that holds the write lock on SQLite from its start and is on disk when it ends.

    Raises RegisterError if the register is locked, full, damaged or away; nothing was saved then. IntegrityError
    passes through for the caller to explain.
    """
    with _transaction(home, is_writing=True) as connection:
        yield connection


@contextmanager
def reading(home: Home) -> Iterator[Connection]:
    """A transaction that sees one state of the register. Raises RegisterError if it cannot be read."""
    with _transaction(home, is_writing=False) as connection:
        yield connection


def close() -> None:
    """Let go of every register this process holds open; the next use opens it again."""
    with _OPENING:
        while _OPENED:
            _OPENED.popitem()[1].engine.dispose()


def home_of(connection: Connection) -> Home:
    """The home whose register a transaction of `writing` or `reading` is on."""
    return connection.get_execution_options()[_HOME]


@contextmanager
def _transaction(home: Home, *, is_writing: bool) -> Iterator[Connection]:
    try:
        with _engine(home).connect() as connection:
            connection = connection.execution_options(**{_IS_WRITING: is_writing, _HOME: home})
            with connection.begin():
                yield connection
    except IntegrityError:
        raise
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise explained(error, is_writing=is_writing) from None


def _engine(home: Home) -> Engine:
    """The home's engine, migrated to the newest version when it is first opened."""
    url = _server_url(home) or URL.create("sqlite", database=str(home.register.resolve()))
    name = url.render_as_string(hide_password=False)
    with _OPENING:
        opened = _OPENED.get(name)
        if opened and opened.file_identity == _identity(url):
            return opened.engine
        if opened:
            opened.engine.dispose()
        engine = _open(home, url)
        _OPENED[name] = _Opened(engine, _identity(url))
        return engine


def _open(home: Home, url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        home.root.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": WAIT_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(
            url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": WAIT_SECONDS}
        )
        event.listen(engine, "connect", _prepare_postgresql)
    _bring_up_to_date(engine)
    return engine


def _bring_up_to_date(engine: Engine) -> None:
    """Migrate, and take the write lock only where there is something to migrate: readers wait for no writer."""
    with engine.connect() as connection, connection.begin():
        if version(connection) == NEWEST:
            return
    with engine.connect().execution_options(**{_IS_WRITING: True}) as connection, connection.begin():
        migrate(connection)


def _server_url(home: Home) -> URL | None:
    """The PostgreSQL register of this home; None where it is the SQLite file.

    Raises SettingsError if VILLAGE_REGISTER_URL is no PostgreSQL address; it never repeats the address.
    """
    secret = get_settings().register_url
    if secret is None or not secret.get_secret_value() or homes.kind(home) == homes.DEMO:
        return None
    try:
        url = make_url(secret.get_secret_value())
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() != "postgresql":
        raise SettingsError(
            "The setting VILLAGE_REGISTER_URL is no PostgreSQL address; "
            "write it as postgresql://user:password@host/database and start again."
        )
    return url.set(drivername="postgresql+psycopg")


def is_on_server(home: Home) -> bool:
    """Whether the home's register is PostgreSQL and no file."""
    return _server_url(home) is not None


def _identity(url: URL) -> tuple[int, int] | None:
    return file_identity(Path(url.database)) if url.get_backend_name() == "sqlite" else None


def file_identity(file: Path) -> tuple[int, int] | None:
    """Which file of which disk stands under this name; None where there is none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _prepare_sqlite(connection: sqlite3.Connection, _) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says, not where the driver guesses
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")


def _begin_sqlite(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get(_IS_WRITING)
    connection.exec_driver_sql("begin immediate" if is_writing else "begin")


def _prepare_postgresql(connection, _) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = on")
        cursor.execute(f"set lock_timeout = '{WAIT_SECONDS}s'")
    connection.commit()
