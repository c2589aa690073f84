"""The key that seals the audit log, in a file of the home beside the register.

Whoever can write the register but not this file, such as whoever looks after the database server, cannot make the log
anew without its showing. Rows from before there was a key stay sealed as they were.
"""

import json
import os
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import digest
from pathlib import Path

from warehouse.errors import RegisterError
from warehouse.files import put
from warehouse.settings import Home


@dataclass(frozen=True)
class Seal:
    """``first`` is the number of the first row that the key seals."""

    key: bytes = field(repr=False)
    first: int

    def of(self, number: int, content: bytes) -> str:
        """The hash of a row's content."""
        return digest(self.key, content, sha256).hex() if number >= self.first else sha256(content).hexdigest()


NO_KEY = Seal(b"", 2**63)  # a log in which nothing was recorded since there are keys


def sealing(home: Home) -> Seal:
    """The home's seal, NO_KEY where it has none. Raises RegisterError where the file cannot be read."""
    try:
        told = json.loads(_file(home).read_text("utf-8"))
        return Seal(bytes.fromhex(told["key"]), int(told["first"]))
    except FileNotFoundError:
        return NO_KEY
    except (OSError, ValueError, KeyError, TypeError):
        raise RegisterError(
            "The key that seals the audit log (audit.key in the home folder) cannot be read, so nothing was recorded "
            "or checked; restore it from a backup."
        ) from None


def seal_from(home: Home, number: int) -> Seal:
    """The home's seal; made for the rows from ``number`` on where there is none. Call it with the log locked."""
    found = sealing(home)
    if found is not NO_KEY:
        return found
    made = Seal(secrets.token_bytes(32), number)
    put(_file(home), lambda beside: _write(beside, made))
    return made


def _write(path: Path, seal: Seal) -> None:
    """Write a file that nobody else may read."""
    handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump({"key": seal.key.hex(), "first": seal.first}, file)


def _file(home: Home) -> Path:
    return home.root / "audit.key"
