"""Which file is served to whom: the build for those who work in the school, the release for governors.

``served/current.json`` names one finished build; ``releases/releases.json`` lists the releases and names the one that
governors read. Both are replaced whole, so a reader sees the old state or the new one.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse import homes
from warehouse.files import said_in
from warehouse.read.marts import GOVERNOR
from warehouse.settings import Home, get_settings


@dataclass(frozen=True)
class Build:
    """A published build. ``built_at`` is UTC; ``tests`` counts passed, failed and warned."""

    build_id: str
    path: Path
    built_at: datetime
    seconds: float
    tests: dict[str, int]
    fingerprint: str


def current_build(home: Home) -> Build | None:
    """The build served now, or None where nothing has been published."""
    try:
        pointer = said_in(home.pointer)
    except FileNotFoundError:
        return None
    return Build(
        build_id=pointer["build_id"],
        path=home.served / pointer["file"],
        built_at=datetime.fromisoformat(pointer["built_at"]),
        seconds=pointer["seconds"],
        tests=pointer["tests"],
        fingerprint=pointer["fingerprint"],
    )


@dataclass(frozen=True)
class Release:
    """A governors' release. ``released_at`` is UTC; ``figures`` counts what it shows and holds back; ``withdrawn_at``
    and ``withdrawn_by`` are None while it stands."""

    release_id: str
    path: Path
    build_id: str
    released_at: datetime
    released_by: str
    figures: dict
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None


def list_releases(home: Home) -> list[Release]:
    """Every release ever signed off, oldest first, those withdrawn included."""
    try:
        listed = said_in(home.release_log)["releases"]
    except FileNotFoundError:
        return []
    return [_release(home, row) for row in listed]


def current_release(home: Home) -> Release | None:
    """What governors read: the newest release that was not withdrawn; None where there is none."""
    return next((release for release in reversed(list_releases(home)) if release.withdrawn_at is None), None)


def served_to(home: Home, role: str) -> Build | None:
    """The file that ``role`` reads; for governors the release, dressed as a build, and nothing where there is none."""
    if role != GOVERNOR or reads_build(home):
        return current_build(home)
    release = current_release(home)
    if release is None:
        return None
    return Build(release.release_id, release.path, release.released_at, 0.0, {}, release.build_id)


def reads_build(home: Home) -> bool:
    """Whether governors see the build itself, small groups withheld: only fictional data, and only where it is set."""
    return get_settings().governors_read == "build" and homes.kind(home) == homes.DEMO


def _release(home: Home, row: dict) -> Release:
    moments = {name: row[name] and datetime.fromisoformat(row[name]) for name in ("released_at", "withdrawn_at")}
    return Release(path=home.releases / row["file"], **{k: v for k, v in row.items() if k != "file"} | moments)
