"""The two doors of the intake: ``inspect_file`` says what a file is, ``load_file`` lands it."""

import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path

import polars as pl

from warehouse import landing
from warehouse.errors import FileRefused, QuestionOpen
from warehouse.files import write_parquet
from warehouse.intake import memory
from warehouse.intake.bulk import MarkStream
from warehouse.intake.clean import problems_of
from warehouse.intake.examine import examine
from warehouse.intake.results import Examined, Inspection, LoadResult, Options
from warehouse.settings import Home

Progress = Callable[[float, str], None]
DATE_COLUMNS = {
    "attendance": "session_date",
    "attendance_totals": "period_start",
    "contacts": "contact_at",
    "events": "event_date",
    "head_counts": "event_date",
    "behaviour": "incident_date",
    "attainment": "assessed_on",
    "pupils": "joined_on",
    "surveys": "submitted_at",
    "benchmarks": "period_start",
}


def _silent(fraction: float, sentence: str) -> None:
    """No progress wanted."""


def inspect_file(path: Path | str, options: Options | None = None, home: Home | None = None) -> Inspection:
    """What a file is and what a load would do, in ``home`` where one is given; stores nothing.

    Never raises for what is in the file; FileRefused only where the file cannot be opened.
    """
    return _examine(Path(path), options or Options(), _silent, home).inspection


def load_file(
    home: Home,
    path: Path | str,
    options: Options | None = None,
    filename: str | None = None,
    on_progress: Progress = _silent,
) -> LoadResult:
    """Land a file in the home. Raises FileRefused or QuestionOpen with ``.inspection``; then nothing is stored."""
    options, path = (options or Options()).settled(), Path(path)
    with _opening(path):
        stamp = landing.stamp_of(path)
    with ThreadPoolExecutor(1) as beside:
        hashed = beside.submit(_hash_of, path)
        # Committing looks for the same bytes again; only where a file of this size was stored is it worth a wait here.
        may_be_known = landing.holds_size(home, stamp.size)
        earlier = landing.find_active(home, hashed.result(), asdict(options)) if may_be_known else None
        if earlier:
            return _already(home, earlier)
        examined = _examine(path, options, on_progress, home, is_load=True)
    _refuse_unless_loadable(examined)
    on_progress(0.8, "Storing the records")
    details = _details(examined, hashed.result(), filename or path.name)
    upload = landing.Upload(path, stamp, partial(_write_rows, examined.rows), examined.quarantine, details)
    entry, is_new = landing.commit(home, upload)
    if is_new:
        memory.remember(home, examined.headings, examined.options, examined.inspection.sheets)
    on_progress(1.0, "Loaded")
    return _result(entry, examined.inspection) if is_new else _already(home, entry)


def _examine(
    path: Path, options: Options, on_progress: Progress, home: Home | None, *, is_load: bool = False
) -> Examined:
    with _opening(path):
        return examine(path, options, on_progress, home, is_load=is_load)


def _hash_of(path: Path) -> str:
    with _opening(path):
        return landing.hash_of(path)


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError:
        refused = FileRefused(f"The file {path.name} cannot be opened: check that it is there and try again.")
        refused.inspection = Inspection(error=str(refused))
        raise refused from None


def _refuse_unless_loadable(examined: Examined) -> None:
    inspection = examined.inspection
    if inspection.error:
        problem = FileRefused(inspection.error)
    elif inspection.questions:
        first = inspection.questions[0]
        problem = QuestionOpen(f"{first.text} Answer '{first.id}' and load the file again; nothing was stored.")
    else:
        return
    problem.inspection = inspection
    raise problem


def _details(examined: Examined, sha256: str, filename: str) -> landing.Entry:
    """What the manifest says of the upload."""
    inspection = examined.inspection
    first, last = _days(examined)
    return {
        "feed": inspection.feed,
        "kind": inspection.kind,
        "shape": inspection.shape,
        "original_name": filename,
        "sha256": sha256,
        "data_records": inspection.data_records,
        "accepted": inspection.accepted,
        "quarantined": inspection.quarantined,
        "duplicates": inspection.duplicates,
        "first_date": str(first) if first else None,
        "last_date": str(last) if last else None,
        "options": asdict(examined.options),
        "date_order": inspection.date_order,
        "header_records": inspection.header_records,
        "corrected_records": _corrected(examined),
        "decision": inspection.decision,
        "warnings": inspection.warnings,
    }


def _days(examined: Examined) -> tuple[dt.date | None, dt.date | None]:
    """First and last date of the rows."""
    if isinstance(examined.rows, MarkStream):
        return examined.rows.days()
    days = examined.rows[DATE_COLUMNS[examined.inspection.feed]].cast(pl.Date)
    return days.min(), days.max()


def _write_rows(rows: pl.DataFrame | MarkStream, path: Path, upload_id: str) -> None:
    if isinstance(rows, MarkStream):
        rows.write(path, upload_id)
        return
    write_parquet(rows.with_columns(pl.lit(upload_id).alias("upload_id")), path)


def _corrected(examined: Examined) -> list[int]:
    """Records of the corrected upload whose corrections are accepted."""
    aside = set(examined.quarantine["record_no"])
    return sorted({there for here, there in examined.corrected.items() if here not in aside})


def _result(entry: dict, inspection: Inspection) -> LoadResult:
    return LoadResult(
        upload_id=entry["upload_id"],
        feed=inspection.feed,
        kind=inspection.kind,
        decision=inspection.decision,
        accepted=inspection.accepted,
        quarantined=inspection.quarantined,
        quarantined_records=inspection.quarantined_records,
        duplicates=inspection.duplicates,
        data_records=inspection.data_records,
        warnings=inspection.warnings,
        notes=inspection.notes,
    )


def _already(home: Home, entry: dict) -> LoadResult:
    figures = ("accepted", "quarantined", "duplicates", "data_records")
    names = ("upload_id", "feed", "kind", "decision", "warnings", *figures)
    return LoadResult(
        **{name: entry[name] for name in names},
        quarantined_records=problems_of(pl.read_parquet(landing.quarantine_file(home, entry["upload_id"]))),
        already_loaded=True,
        notes=["The same file is already loaded; nothing was changed."],
    )
