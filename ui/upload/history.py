"""Every upload of a home, what of it was set aside, and taking one out or bringing it back."""

from datetime import date, datetime
from pathlib import Path

import polars as pl

from ui.upload import loading
from warehouse import acts, landing
from warehouse.intake.rejects import DISMISSED, unsettled
from warehouse.settings import Home

FEED_NAMES = {
    "attendance": "Attendance",
    "attendance_totals": "Attendance totals",
    "contacts": "Contacts",
    "events": "Events",
    "head_counts": "Head counts",
    "behaviour": "Behaviour",
    "attainment": "Attainment",
    "surveys": "Surveys",
    "pupils": "Pupils",
    "benchmarks": "Published attendance",
}


def uploads(home: Home) -> list[landing.Entry]:
    """Every upload, newest first, undone ones too; corrections stand below what they correct."""
    listed = landing.read_manifest(home)
    own = [entry for entry in reversed(listed) if not corrected(entry)]
    return [one for entry in own for one in (entry, *(e for e in listed if corrected(e) == entry["upload_id"]))]


def corrected(entry: landing.Entry) -> str | None:
    """The upload whose records an upload puts right; None where it is one of its own."""
    return entry["options"].get("corrects")


def corrections(home: Home, entry: landing.Entry) -> list[landing.Entry]:
    """Uploads in the figures that put records of this one right."""
    return [one for one in landing.read_manifest(home) if one["is_active"] and corrected(one) == entry["upload_id"]]


def table(home: Home, found: list[landing.Entry]) -> pl.DataFrame:
    """One row an upload, with the columns the page shows; 'Loaded' is a moment in UTC."""
    left = unsettled(home)
    return pl.DataFrame([_row(entry, left.get(entry["upload_id"], 0)) for entry in found])


def names(home: Home) -> dict[str, str]:
    """Upload id to the name that people know it by, with the day it was loaded."""
    return {entry["upload_id"]: f"{entry['original_name']}, {_loaded_on(entry)}" for entry in uploads(home)}


def stamp(home: Home) -> tuple:
    """Differs from an earlier one where uploads or what is remembered of headings changed."""
    return tuple(_changed_at(path) for path in (home.manifest, home.root / "remembered.json"))


def _changed_at(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def _loaded_on(entry: landing.Entry) -> str:
    return f"loaded {day(entry['loaded_at'][:10])}"


def name_of(entry: landing.Entry) -> str:
    """An upload as one line of a list to choose from."""
    state = "" if entry["is_active"] else " (undone)"
    return f"{entry['original_name']}, {FEED_NAMES[entry['feed']].lower()}{state}"


def left_out(entry: landing.Entry) -> list[str]:
    """What was left out of an upload for good, and why: one sentence a time somebody said so."""
    said = [event for event in entry["events"] if event["what"] == DISMISSED]
    return [f"Left out on {day(event['at'][:10])}: {_records(event['records'])}. {event['reason']}" for event in said]


def _records(numbers: list[int]) -> str:
    return f"record{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"


def day(date_text: str) -> str:
    """'2026-06-01' as '1 June 2026'."""
    return f"{date.fromisoformat(date_text):%-d %B %Y}"


def switch(home: Home, role: str, entry: landing.Entry, tell: loading.Tell) -> str | None:
    """Take an upload out of the figures, or bring it back, and build. Returns None or why the build failed.

    The state wanted is the opposite of the one shown, so a second press of the same button does nothing more.
    """
    change = acts.undo_upload if entry["is_active"] else acts.redo_upload
    tell({"fraction": 0.0, "sentence": "Taking the upload out" if entry["is_active"] else "Bringing the upload back"})
    change(home, role, entry["upload_id"])
    return loading.build(home, tell)


def _row(entry: landing.Entry, left: int) -> dict:
    return {
        "File": ("↳ " if corrected(entry) else "") + entry["original_name"],
        "Feed": FEED_NAMES[entry["feed"]],
        "Loaded": datetime.fromisoformat(entry["loaded_at"]),
        "State": "in use" if entry["is_active"] else "undone",
        "Taken": entry["accepted"],
        "Set aside": entry["quarantined"],
        "To put right": left,
        "Duplicates": entry["duplicates"],
    }
