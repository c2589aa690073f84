"""A large school out of the fictional one: every pupil, household, parent and contact copied under new names.

Marks, contacts and invitations grow with the number of copies; surveys do not, for a wave is one file and anonymous.
"""

from pathlib import Path

import polars as pl

from warehouse import homes
from warehouse.intake import Options, load_file
from warehouse.settings import SAMPLE_EXPORTS, Home

KEYS = ("Pupil ID", "Household ID", "Parent ID", "Contact ID")
COPIED = ("pupils_", "attendance_20", "communication_log_", "event_invitations_")


def fill(home: Home, folder: Path, copies: int) -> int:
    """Load the demonstration ``copies`` times over into ``home``; returns how many marks it holds."""
    samples = pl.read_csv(SAMPLE_EXPORTS / "manifest.csv").filter(
        pl.col("loaded_by_demo"), pl.col("feed") != "register"
    )
    marks = 0
    homes.claim(home, homes.OWN)  # the app shows a demonstration in place of a home that nobody has claimed
    for sample in samples.sort("order").iter_rows(named=True):
        file = SAMPLE_EXPORTS / sample["file"]
        if sample["file"].startswith(COPIED):
            file = copied(file, folder, copies)
        loaded = load_file(home, file, Options(school_id="large", kind=sample["feed"])).as_dict()
        marks += loaded["accepted"] if sample["feed"] == "attendance" else 0
    return marks


def copied(file: Path, folder: Path, copies: int) -> Path:
    """The export with each record ``copies`` times, its keys told apart; written into ``folder``."""
    rows = pl.read_csv(file, infer_schema=False)
    keys = [name for name in KEYS if name in rows.columns]
    parts = [rows.with_columns(pl.col(keys) + f"x{number:04}") for number in range(copies)]
    target = folder / file.name
    pl.concat(parts).write_csv(target)
    return target
