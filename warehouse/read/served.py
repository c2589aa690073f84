"""Which warehouse is served: the pointer file that publishing moves.

``current.json`` names one finished file in the same folder; a reader sees the old build or the new one.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.settings import Home


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
        pointer = json.loads(home.pointer.read_text("utf-8"))
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
