"""The landing zone: original bytes by content hash, one immutable Parquet per upload, one manifest.

Writing the manifest is the commit: what is not in it does not exist. Every file is written beside
its place, flushed to disk and moved there, so whatever stops the process leaves the old or the new
state. Undo takes an upload out of the manifest's active ones; nothing is deleted.
"""

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock

from warehouse.errors import FileRefused, HomeError, UploadNotFound
from warehouse.files import put, write_parquet
from warehouse.settings import Home

Entry = dict[str, Any]


@dataclass(frozen=True)
class Stamp:
    """Which file it is, how long and when it was last written: the same where nobody wrote to it."""

    number: int
    size: int
    written_at: int


@dataclass(frozen=True)
class Upload:
    """What is to land: the original file, what writes the rows, the records set aside, the manifest entry's details.

    ``stamp`` is the file's as it was before it was examined. ``write_rows`` gets a path and the upload's id,
    which is known only when the upload is committed.
    """

    original: Path
    stamp: Stamp
    write_rows: Callable[[Path, str], object]
    quarantine: pl.DataFrame
    details: Entry


def read_manifest(home: Home) -> list[Entry]:
    """Every upload ever committed, oldest first. Raises HomeError where the manifest cannot be read."""
    try:
        return json.loads(home.manifest.read_text(encoding="utf-8"))["uploads"]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError):
        raise HomeError(f"The list of uploads in {home.root.name} cannot be read; restore it from a backup.") from None


def find_active(home: Home, sha256: str, options: Entry) -> Entry | None:
    """The active upload of the same bytes with the same options, if there is one."""
    alike = (e for e in read_manifest(home) if e["is_active"] and e["sha256"] == sha256)
    return next((entry for entry in alike if _said(entry["options"]) == _said(options)), None)


def _said(options: Entry) -> Entry:
    """Options somebody gave: one that a manifest of an earlier version does not know yet was left unsaid."""
    return {name: value for name, value in options.items() if value not in (None, {})}


def holds_size(home: Home, size: int) -> bool:
    """Whether an original of this size was ever stored."""
    return any(kept.stat().st_size == size for kept in home.uploads.glob("*"))


def active_files(home: Home, feed: str) -> list[Path]:
    """Parquet files of a feed's active uploads, oldest first."""
    active = (entry for entry in read_manifest(home) if entry["is_active"] and entry["feed"] == feed)
    return [rows_file(home, entry["upload_id"]) for entry in active]


def rows_file(home: Home, upload_id: str) -> Path:
    return home.landing / f"{upload_id}.parquet"


def quarantine_file(home: Home, upload_id: str) -> Path:
    """Parquet of the records set aside: record_no, column, code, message."""
    return home.landing / f"{upload_id}.quarantine.parquet"


def commit(home: Home, upload: Upload) -> tuple[Entry, bool]:
    """Land an upload: its manifest entry, and whether it is new (False: somebody loaded the same meanwhile)."""
    with _locked(home):
        details = upload.details
        earlier = find_active(home, details["sha256"], details["options"])
        if earlier:
            return earlier, False
        entries = read_manifest(home)
        entry = _new_entry(entries, details)
        with ThreadPoolExecutor(1) as beside:
            copied = beside.submit(_keep, home, upload)
            put(rows_file(home, entry["upload_id"]), lambda path: upload.write_rows(path, entry["upload_id"]))
            copied.result()
        put(quarantine_file(home, entry["upload_id"]), lambda path: write_parquet(upload.quarantine, path))
        _write_manifest(home, [*entries, entry])
        return entry, True


def _keep(home: Home, upload: Upload) -> None:
    """Store the original bytes under their hash. Raises FileRefused where they are not those that were examined."""

    def copy(path: Path) -> None:
        shutil.copyfile(upload.original, path)
        if stamp_of(upload.original) != upload.stamp:
            raise FileRefused("The file changed while it was read, so nothing was stored; load it again.")

    put(home.uploads / upload.details["sha256"], copy)


def stamp_of(path: Path) -> Stamp:
    found = path.stat()
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)


def hash_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def undo(home: Home, upload_id: str) -> Entry:
    """Take an upload out of the warehouse; reversible with ``redo``. Raises UploadNotFound."""
    return _set_active(home, upload_id, is_active=False, what="undone")


def redo(home: Home, upload_id: str) -> Entry:
    """Put an undone upload back. Raises UploadNotFound."""
    return _set_active(home, upload_id, is_active=True, what="redone")


def add_event(home: Home, upload_id: str, what: str, **details: object) -> Entry:
    """Note something that was said of an upload. Raises UploadNotFound."""
    with _locked(home):
        entries = read_manifest(home)
        entry = _find(entries, upload_id)
        entry["events"].append({**_event(what), **details})
        _write_manifest(home, entries)
        return entry


def _find(entries: list[Entry], upload_id: str) -> Entry:
    found = next((entry for entry in entries if entry["upload_id"] == upload_id), None)
    if found is None:
        raise UploadNotFound("No upload has that id; list the uploads to see the ids there are.")
    return found


def _set_active(home: Home, upload_id: str, *, is_active: bool, what: str) -> Entry:
    with _locked(home):
        entries = read_manifest(home)
        entry = _find(entries, upload_id)
        if entry["is_active"] != is_active:
            entry["is_active"] = is_active
            entry["events"].append(_event(what))
            _write_manifest(home, entries)
        return entry


def _new_entry(entries: list[Entry], details: Entry) -> Entry:
    number = max((entry["sequence_no"] for entry in entries), default=0) + 1
    loaded = _event("loaded")
    return {
        "upload_id": f"{number:04d}_{details['feed']}_{details['sha256'][:6]}",
        "sequence_no": number,
        "loaded_at": loaded["at"],
        "is_active": True,
        **details,
        "events": [loaded],
    }


def _event(what: str) -> Entry:
    return {"at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "what": what}


@contextmanager
def _locked(home: Home) -> Iterator[None]:
    """The right to change the landing zone. Raises HomeError where the disk is full or may not be written."""
    try:
        home.landing.mkdir(parents=True, exist_ok=True)
        with FileLock(home.landing / "manifest.lock"):
            yield
    except OSError as error:
        raise HomeError(
            f"The folder {home.root.name} cannot be written ({error.strerror or 'the disk refused'}), so nothing was "
            "changed; free space or check its permissions, then try again."
        ) from None


def _write_manifest(home: Home, entries: list[Entry]) -> None:
    text = json.dumps({"uploads": entries}, indent=1, ensure_ascii=False)
    put(home.manifest, lambda path: path.write_text(text, encoding="utf-8"))
