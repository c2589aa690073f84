"""Whether the register has changed since it was last looked at, for a thousandth of what reading it costs.

SQLite counts, for every connection, the commits of all others, be they of this process or another. The connection that
is asked here writes nothing, so that every commit counts.
"""

import os
import sqlite3
from itertools import count
from threading import Lock

from warehouse.register.connection import file_identity, is_on_server
from warehouse.settings import Home

MOST = 8  # registers held open to be watched; each costs up to four open files
_LOCK = Lock()
_OPENED = count()
_watching: dict[Home, tuple[tuple, int, sqlite3.Connection]] = {}


def state(home: Home) -> tuple | None:
    """Something else after every commit; None where that is not known: on a server, or where there is no register."""
    if is_on_server(home):
        return None
    try:
        with _LOCK:
            return _state(home)
    except (sqlite3.Error, OSError):
        return None  # whoever reads the register is told what is wrong with it


def _state(home: Home) -> tuple | None:
    identity = file_identity(home.register)
    if identity is None:
        return None
    found, own = _watching.get(home), (identity, os.getpid())
    if found is None or found[0] != own:  # a file put in its place is another register, a fork needs its own connection
        found = _watch(home, own)
    return own, found[1], found[2].execute("pragma data_version").fetchone()[0]


def _watch(home: Home, own: tuple) -> tuple[tuple, int, sqlite3.Connection]:
    """Open the register to be watched; what stood under its name before and the one opened first make room."""
    _let_go(home)
    while len(_watching) >= MOST:
        _let_go(next(iter(_watching)))
    connection = sqlite3.connect(home.register, check_same_thread=False, isolation_level=None)
    _watching[home] = (own, next(_OPENED), connection)
    return _watching[home]


def _let_go(home: Home) -> None:
    kept = _watching.pop(home, None)
    if kept and kept[0][1] == os.getpid():  # one from before a fork is its maker's to close
        kept[2].close()
