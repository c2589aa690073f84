"""Every upload of a home, what of it was set aside, and taking one out or bringing it back."""

import polars as pl

from ui import uploading
from warehouse import landing
from warehouse.settings import Home

FEED_NAMES = {
    "attendance": "Attendance",
    "contacts": "Contacts",
    "events": "Events",
    "surveys": "Surveys",
    "pupils": "Pupils",
    "benchmarks": "Published attendance",
}


def uploads(home: Home) -> list[landing.Upload]:
    """Every upload, newest first, undone ones too."""
    return list(reversed(landing.read_manifest(home)))


def table(found: list[landing.Upload]) -> pl.DataFrame:
    """One row an upload, with the columns the page shows."""
    return pl.DataFrame(
        [
            {
                "File": upload.original_name,
                "Feed": FEED_NAMES.get(upload.feed, upload.feed),
                "Loaded": upload.loaded_at,
                "State": "in use" if upload.is_active else "undone",
                "Taken": upload.accepted,
                "Set aside": upload.quarantined,
                "Duplicates": upload.duplicates,
                "Records": upload.data_records,
            }
            for upload in found
        ]
    )


def switch(home: Home, upload: landing.Upload, tell: uploading.Tell) -> str | None:
    """Take ``upload`` out of the figures, or bring it back, and build. Returns None or the sentence of a failed build.

    The state wanted is the opposite of the one shown, so a second press of the same button does nothing more.
    """
    change = landing.undo if upload.is_active else landing.redo
    tell({"fraction": 0.0, "sentence": "Taking the upload out" if upload.is_active else "Bringing the upload back"})
    change(home, upload.upload_id)
    return uploading.build(home, tell)
