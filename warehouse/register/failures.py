"""What a database error means, in a sentence: whose fault, whether anything was saved, and what to do next.

The database's own message is never shown or logged: it can hold what was typed, or a password.
"""

import sqlite3

from warehouse.errors import RegisterError

_BUSY = "another program holds it; wait a minute and try again"
_FULL = "the disk is full; free some space and try again"
_READ_ONLY = "it may not be written to; give this program the right to write to it and try again"
_DAMAGED = "its file is damaged or no register at all; restore it from a backup"
_AWAY = "its database does not answer; check that it runs and that VILLAGE_REGISTER_URL is right, then try again"
_OTHER = "the database gave an error; check that the disk is not full and try again"

_SQLITE_CAUSES = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
# By SQLSTATE, or by its class (the first two characters) where the whole class means one thing.
_POSTGRESQL_CAUSES = {
    "55P03": _BUSY,
    "40P01": _BUSY,
    "53100": _FULL,
    "42501": _READ_ONLY,
    "25006": _READ_ONLY,
    "57P01": _AWAY,
    "08": _AWAY,
    "28": _AWAY,
}


def explained(error: Exception, *, is_writing: bool) -> RegisterError:
    """The RegisterError to raise instead of ``error`` (a database or file error)."""
    cause = _cause(getattr(error, "orig", None) or error)
    if is_writing:
        return RegisterError(f"The register could not be written, so nothing was saved: {cause}.")
    return RegisterError(f"The register could not be read: {cause}.")


def _cause(error: Exception) -> str:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte; the rest is detail
        return _SQLITE_CAUSES.get(code, _OTHER)
    if isinstance(error, OSError):
        return _READ_ONLY
    if hasattr(error, "sqlstate"):
        state = error.sqlstate
        return _AWAY if state is None else _POSTGRESQL_CAUSES.get(state, _POSTGRESQL_CAUSES.get(state[:2], _OTHER))
    return _OTHER
