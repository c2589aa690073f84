"""Every upload of a home, what of it was set aside, and taking one out or bringing it back."""

from datetime import date, datetime

import polars as pl

from ui import uploading
from warehouse import landing
from warehouse.intake.results import Problem
from warehouse.settings import Home

FEED_NAMES = {
    "attendance": "Attendance",
    "attendance_totals": "Attendance totals",
    "contacts": "Contacts",
    "events": "Events",
    "head_counts": "Head counts",
    "surveys": "Surveys",
    "pupils": "Pupils",
    "benchmarks": "Published attendance",
}


def uploads(home: Home) -> list[landing.Entry]:
    """Every upload, newest first, undone ones too."""
    return list(reversed(landing.read_manifest(home)))


def table(found: list[landing.Entry]) -> pl.DataFrame:
    """One row an upload, with the columns the page shows; 'Loaded' is a moment in UTC."""
    return pl.DataFrame([_row(entry) for entry in found])


def name_of(entry: landing.Entry) -> str:
    """An upload as one line of a list to choose from."""
    state = "" if entry["is_active"] else " (undone)"
    return f"{entry['original_name']}, {FEED_NAMES[entry['feed']].lower()}{state}"


def day(date_text: str) -> str:
    """'2026-06-01' as '1 June 2026'."""
    return f"{date.fromisoformat(date_text):%-d %B %Y}"


def quarantined(home: Home, entry: landing.Entry) -> list[Problem]:
    """The records of one upload that were set aside, and why; the values themselves are not kept here."""
    rows = pl.read_parquet(landing.quarantine_file(home, entry["upload_id"]))
    return [Problem(*row) for row in rows.select("record_no", "column", "code", "message").iter_rows()]


def switch(home: Home, entry: landing.Entry, tell: uploading.Tell) -> str | None:
    """Take an upload out of the figures, or bring it back, and build. Returns None or why the build failed.

    The state wanted is the opposite of the one shown, so a second press of the same button does nothing more.
    """
    change = landing.undo if entry["is_active"] else landing.redo
    tell({"fraction": 0.0, "sentence": "Taking the upload out" if entry["is_active"] else "Bringing the upload back"})
    change(home, entry["upload_id"])
    return uploading.build(home, tell)


def _row(entry: landing.Entry) -> dict:
    return {
        "File": entry["original_name"],
        "Feed": FEED_NAMES[entry["feed"]],
        "Loaded": datetime.fromisoformat(entry["loaded_at"]),
        "State": "in use" if entry["is_active"] else "undone",
        "Taken": entry["accepted"],
        "Set aside": entry["quarantined"],
        "Duplicates": entry["duplicates"],
    }
