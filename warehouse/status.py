"""What is current in a home: the served build, and uploads and rows per feed."""

from warehouse import homes, landing
from warehouse.contracts import CONTRACTS
from warehouse.intake.rejects import unsettled
from warehouse.read import current_build
from warehouse.settings import Home


def status_of(home: Home) -> dict:
    """The command line's JSON: home, served, release, build_id, built_at, feeds."""
    build = current_build(home)
    left = unsettled(home)
    active = [upload for upload in landing.read_manifest(home) if upload["is_active"]]
    return {
        "home": homes.kind(home),
        "served": build.path.name if build else None,
        "release": None,
        "build_id": build.build_id if build else None,
        "built_at": build.built_at.isoformat() if build else None,
        "feeds": [_feed(name, [u for u in active if u["feed"] == name], left) for name in CONTRACTS],
    }


def _feed(name: str, uploads: list[dict], unsettled: dict[str, int]) -> dict:
    dates = [upload["last_date"] for upload in uploads if upload["last_date"]]
    return {
        "feed": name,
        "uploads": len(uploads),
        "rows": sum(upload["accepted"] for upload in uploads),
        "newest": max(dates, default=None),
        "unsettled": sum(unsettled.get(upload["upload_id"], 0) for upload in uploads),
    }
