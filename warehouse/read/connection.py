"""Connections to published files: read-only, hardened, one per file, a cursor per call.

A connection shared by threads fails, so callers get a cursor. Files are immutable once published, so a
connection stays right for as long as its build is served.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import duckdb

from warehouse.errors import NothingServed
from warehouse.settings import get_settings

_KEPT_OPEN = 3
_open: OrderedDict[Path, duckdb.DuckDBPyConnection] = OrderedDict()
_lock = Lock()


@contextmanager
def cursor(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor on the published file ``path``, closed afterwards.

    Raises NothingServed where the file lacks a table: it was built before the program was brought up to date.
    """
    with _lock:
        own = _connection(path).cursor()
    try:
        yield own
    except (duckdb.CatalogException, duckdb.BinderException):
        raise NothingServed(
            "These figures were put together by an earlier version of Village and lack what this page shows; "
            "load an export on the Upload page or run the build, and they are put together anew."
        ) from None
    finally:
        own.close()


def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    if path not in _open:
        _open[path] = _connect(path)
        while len(_open) > _KEPT_OPEN:
            _open.popitem(last=False)[1].close()
    _open.move_to_end(path)
    return _open[path]


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    settings = get_settings()
    return duckdb.connect(
        str(path),
        read_only=True,
        config={
            "enable_external_access": "false",
            "allow_community_extensions": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": settings.read_memory_limit,
            "threads": settings.read_threads,
            "lock_configuration": "true",
        },
    )
