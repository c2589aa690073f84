"""Which home folder is whose: own data and the fictional demonstration never share one.

``home.json`` in the folder says what it holds. See docs/architecture.md, 'Homes'.
"""

import hashlib
import json
from csv import DictReader
from functools import lru_cache
from pathlib import Path

from warehouse.errors import HomeError
from warehouse.files import said_in, write_atomically
from warehouse.settings import SAMPLE_EXPORTS, Home, Settings

OWN, DEMO, EMPTY = "own", "demo", "empty"


def kind(home: Home) -> str:
    """'own', 'demo' or 'empty' (no marker yet). Raises HomeError if the marker cannot be read."""
    try:
        return said_in(home.marker)["kind"]
    except FileNotFoundError:
        return EMPTY
    except (OSError, ValueError, KeyError):
        raise HomeError(
            f"The file {home.marker.name} in the home folder {home.root} cannot be read; "
            "restore it from a backup or choose another folder with VILLAGE_HOME."
        ) from None


def claim(home: Home, wanted: str) -> None:
    """Mark an empty home as ``wanted``; do nothing if it already is.

    Raises HomeError if the home holds the other kind, or cannot be written.
    """
    held = kind(home)
    if held == wanted:
        return
    if held != EMPTY:
        raise HomeError(_REFUSALS[wanted].format(folder=home.root))
    try:
        home.root.mkdir(parents=True, exist_ok=True)
        write_atomically(home.marker, json.dumps({"kind": wanted}).encode())
    except OSError as error:
        raise HomeError(
            f"The home folder {home.root} cannot be written ({error.strerror}); "
            "free space or choose another folder with VILLAGE_HOME."
        ) from None


_REFUSALS = {
    OWN: "The home folder {folder} holds the fictional demonstration, which takes only its own sample files; "
    "choose 'Start with our own data' on the Overview, or set VILLAGE_HOME to a new folder.",
    DEMO: "The home folder {folder} already holds a school's own data, so the fictional demonstration was not loaded; "
    "set VILLAGE_HOME to an empty folder.",
}


def admit(home: Home, file: Path) -> None:
    """Check that ``file`` may be loaded into ``home``; an empty home becomes the school's own.

    Raises HomeError for anything but a sample file in a demonstration home.
    """
    if kind(home) == DEMO and _hash_of(file) in _sample_hashes():
        return
    claim(home, OWN)


def _hash_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sample_hashes() -> set[str]:
    with (SAMPLE_EXPORTS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return {row["sha256"] for row in DictReader(file)}


def active(settings: Settings) -> Home:
    """The home the app serves: the configured one if in use, else the demonstration beside it."""
    base = _at(settings.home)
    held = kind(base)
    if held == OWN:
        return base
    if held == DEMO:
        own = _own_beside(base)
        return own if kind(own) == OWN else base
    return _at(_beside(base.root, "-demo"))


def start_own(settings: Settings) -> Home:
    """Create the school's own, empty home and make it the active one."""
    base = Home(settings.home)
    own = _own_beside(base) if kind(base) == DEMO else base
    claim(own, OWN)
    return own


def leave_own(settings: Settings) -> None:
    """Go back to the demonstration from an own home in which nothing was loaded yet.

    Raises HomeError if it holds uploads or a register: data is never set aside by a click.
    """
    own = active(settings)
    if kind(own) != OWN:
        return
    if own.manifest.exists() or own.register.exists():
        raise HomeError("Your own home already holds data, so the demonstration is not opened over it.")
    own.marker.unlink()


@lru_cache(maxsize=8)
def _own_beside(base: Home) -> Home:
    return _at(_beside(base.root, "-own"))


_at = lru_cache(maxsize=8)(Home)


def _beside(folder: Path, suffix: str) -> Path:
    return folder.with_name(folder.name + suffix)
