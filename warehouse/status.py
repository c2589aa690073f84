"""What is current in a home: the served build, and uploads and rows per feed."""

from warehouse import homes, landing
from warehouse.contracts import CONTRACTS
from warehouse.intake.rejects import unsettled
from warehouse.read import current_build, current_release
from warehouse.settings import Home


def status_of(home: Home) -> dict:
    """The command line's JSON: home, served, release, build_id, built_at, feeds, unsettled (rejects that are open)."""
    build, release = current_build(home), current_release(home)
    active = [upload for upload in landing.read_manifest(home) if upload["is_active"]]
    return {
        "home": homes.kind(home),
        "served": build.path.name if build else None,
        "release": release.release_id if release else None,
        "build_id": build.build_id if build else None,
        "built_at": build.built_at.isoformat() if build else None,
        "feeds": [_feed(name, [upload for upload in active if upload["feed"] == name]) for name in CONTRACTS],
        "unsettled": sum(unsettled(home).values()),
    }


def _feed(name: str, uploads: list[dict]) -> dict:
    dates = [upload["last_date"] for upload in uploads if upload["last_date"]]
    return {
        "feed": name,
        "uploads": len(uploads),
        "rows": sum(upload["accepted"] for upload in uploads),
        "newest": max(dates, default=None),
    }
