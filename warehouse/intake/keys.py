"""A person's address, number or name as a keyed hash: joins feeds, names nobody, cannot be looked up without the key.

The key is 32 random bytes in the home folder, made at the first load that needs it, readable by its
owner alone; it is in no landed or served file. The same person is keyed alike in every feed of a home.
"""

import hmac
import os
import re
import secrets
import unicodedata
from functools import cached_property
from pathlib import Path

from warehouse.errors import HomeError
from warehouse.intake.text import normalise
from warehouse.settings import Home

PREFIX, LENGTH, DIGITS = "k_", 32, 20
EMAIL, PHONE, NAME = "email", "phone", "name"
KEYED = "keyed"  # what becomes of a column whose cells are kept as keyed hashes


class Keys:
    """Keyed hashes of one home. Without a home, or before its key is made, they hold for this look alone."""

    def __init__(self, home: Home | None = None, *, is_kept: bool = False) -> None:
        self._file = home.root / "key" if home else None
        self._is_kept = is_kept

    @cached_property
    def _secret(self) -> bytes:
        if self._file and (self._is_kept or self._file.exists()):
            return _read_or_make(self._file)
        return secrets.token_bytes(LENGTH)

    def keyed(self, value: str) -> str:
        """``k_`` and 20 hexadecimal digits of a person's address, number or name."""
        return PREFIX + hmac.digest(self._secret, identifier(value).encode(), "sha256").hex()[:DIGITS]


def identifier(value: str) -> str:
    """One form of the ways a person's address, number or name is written; its kind comes first.

    ``+44 7700 900123`` is ``07700900123``; ``Smith, Jo`` is ``Jo Smith``.
    """
    if "@" in value:
        return f"{EMAIL}:{value.strip().casefold().removeprefix('mailto:')}"
    digits = re.sub(r"\D", "", value)
    if len(digits) >= 7:
        return f"{PHONE}:{_national(digits)}"
    plain = unicodedata.normalize("NFKD", value.strip().casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = normalise(letters) or letters
    return f"{NAME}:{' '.join(sorted(words.split()))}"


def _national(digits: str) -> str:
    """British numbers with their leading nought, however they were exported."""
    digits = digits.removeprefix("00")
    if digits.startswith("44") and len(digits) in (12, 13):
        return f"0{digits[2:].removeprefix('0')}"
    return f"0{digits}" if len(digits) == 10 and digits[0] in "127" else digits


def _read_or_make(file: Path) -> bytes:
    """The home's key. Raises HomeError where it is damaged: another key would part every person in two."""
    try:
        if not file.exists():
            _make(file)
        secret = file.read_bytes()
    except OSError as error:
        raise HomeError(
            f"The key in {file.parent.name} cannot be read or made ({error.strerror}); check the folder's permissions."
        ) from None
    if len(secret) != LENGTH:
        raise HomeError(f"The key in {file.parent.name} is damaged; restore it from a backup.")
    return secret


def _make(file: Path) -> None:
    """Make the key whole or not at all; of two processes the first one's stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".key.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as made:
            made.write(secrets.token_bytes(LENGTH))
            made.flush()
            os.fsync(made.fileno())
        os.link(beside, file)
    except FileExistsError:
        return
    finally:
        beside.unlink()
