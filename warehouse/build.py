"""A build: landing zone and register in, a tested warehouse file out.

``build_here`` is the work of a process of its own (warehouse/worker.py), so that the app stays quick and a crash
leaves the served warehouse as it was: one build at a time in a home (file lock), into ``work/``, published only when
every check has passed.
"""

import hashlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

import duckdb
import polars as pl
from filelock import FileLock, Timeout

from warehouse import contracts, landing, models, register
from warehouse.errors import BuildFailed
from warehouse.plan import WORK_FILE, project_hash, ready
from warehouse.publish import publish
from warehouse.read import current_build
from warehouse.settings import Home

OnEvent = Callable[[dict], None]


@dataclass(frozen=True)
class BuildResult:
    """What a build came to. ``error`` is a sentence, or None when ``ok``."""

    build_id: str | None
    ok: bool
    seconds: float
    tests: dict[str, int] = field(default_factory=lambda: {"passed": 0, "failed": 0, "warned": 0})
    served: str | None = None
    unchanged: bool = False
    error: str | None = None

    def as_dict(self) -> dict:
        """The command line's JSON."""
        return asdict(self)


def build_here(home: Home, emit: OnEvent, force: bool = False) -> BuildResult:
    """Build in this process, under the home's lock. Never raises BuildFailed: the result says so."""
    started = monotonic()
    home.root.mkdir(parents=True, exist_ok=True)
    with _single_flight(home, emit):
        fingerprint = _fingerprint(home)
        served = current_build(home)
        if served and served.fingerprint == fingerprint and served.path.exists() and not force:
            seconds = round(monotonic() - started, 2)
            return BuildResult(served.build_id, True, seconds, served.tests, served.path.name, unchanged=True)
        emit({"fraction": 0.01, "sentence": "Gathering the uploads"})
        try:
            outcome = _run(home, emit)
        except BuildFailed as error:
            outcome = models.Outcome({"passed": 0, "failed": 0, "warned": 0}, str(error))
        seconds = round(monotonic() - started, 2)
        if outcome.failure:
            return BuildResult(None, False, seconds, outcome.tests, None, error=outcome.failure)
        emit({"fraction": 0.97, "sentence": "Publishing"})
        build_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        details = {"seconds": seconds, "tests": outcome.tests, "fingerprint": fingerprint}
        file = publish(home, build_id, home.work / WORK_FILE, details)
        return BuildResult(build_id, True, seconds, outcome.tests, file.name)


def _single_flight(home: Home, emit: OnEvent) -> FileLock:
    """The home's build lock; says so while another build is running."""
    lock = FileLock(home.root / "build.lock")
    try:
        lock.acquire(timeout=0)
        lock.release()
    except Timeout:
        emit({"fraction": 0.0, "sentence": "Another build is running; this one starts when it ends"})
    return lock


def _run(home: Home, emit: OnEvent) -> models.Outcome:
    """Put the landing zone and the register into a new work file and run the plan on it."""
    wait = {"fraction": 0.02, "sentence": "Preparing the models, once after each change of them"}
    plan = ready(home, lambda: emit(wait))
    with duckdb.connect(str(_new_work_file(home, plan.reference))) as connection:
        _land(connection, home)
        return models.run(plan, connection.cursor, emit)


def _land(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """The schema ``landing``: what the models read of this school."""
    connection.execute("create schema landing")
    for feed in contracts.CONTRACTS:
        _add_feed(connection, home, feed)
    for name, frame in {"uploads": _uploads(home), **register.snapshot(home)}.items():
        connection.register("snapshot", frame)
        connection.execute(f"create table landing.{name} as select * from snapshot")  # noqa: S608
        connection.unregister("snapshot")


def _new_work_file(home: Home, reference: Path) -> Path:
    """The reference tables, copied to where what follows from them is made."""
    home.work.mkdir(parents=True, exist_ok=True)
    work_file = home.work / WORK_FILE
    work_file.with_name(work_file.name + ".wal").unlink(missing_ok=True)
    shutil.copyfile(reference, work_file)
    return work_file


def _add_feed(connection: duckdb.DuckDBPyConnection, home: Home, feed: str) -> None:
    """A view over the feed's active uploads, or an empty table with the same columns."""
    files = [str(file) for file in landing.active_files(home, feed)]
    if files:
        listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        connection.execute(f"create view landing.{feed} as select * from read_parquet([{listed}])")  # noqa: S608
        return
    connection.register("empty", pl.DataFrame(schema=contracts.polars_schema(feed)))
    connection.execute(f"create table landing.{feed} as select * from empty")  # noqa: S608
    connection.unregister("empty")


_UPLOADS = {
    "upload_id": pl.String,
    "sequence_no": pl.Int32,
    "feed": pl.String,
    "loaded_at": pl.Datetime("us"),
    "is_active": pl.Boolean,
    "data_records": pl.Int64,
    "accepted": pl.Int64,
    "quarantined": pl.Int64,
    "duplicates": pl.Int64,
    "first_date": pl.Date,
    "last_date": pl.Date,
}


def _uploads(home: Home) -> pl.DataFrame:
    """One row per upload, active or undone; times in UTC without a zone."""
    rows = [{name: upload[name] for name in _UPLOADS} for upload in landing.read_manifest(home)]
    for row in rows:
        row["loaded_at"] = datetime.fromisoformat(row["loaded_at"]).replace(tzinfo=None)
        for name in ("first_date", "last_date"):
            row[name] = row[name] and date.fromisoformat(row[name])
    return pl.DataFrame(rows, schema=_UPLOADS)


def _fingerprint(home: Home) -> str:
    """Changes when anything a build depends on changes: uploads, register, models, reference, the day."""
    digest = hashlib.sha256(f"{date.today()}".encode())  # noqa: DTZ011 -- the school's own day
    digest.update(home.manifest.read_bytes() if home.manifest.exists() else b"")
    for frame in register.snapshot(home).values():
        digest.update(frame.write_csv().encode())
    digest.update(project_hash().encode())
    return digest.hexdigest()


def _main(arguments: list[str]) -> None:
    """Entry of the build process: events and then the result as JSON lines on standard output."""
    os.nice(10)
    out = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # whatever a library prints must not mix with the events
    emit = lambda message: print(json.dumps(message), file=out, flush=True)  # noqa: E731
    emit(build_here(Home(Path(arguments[0])), emit, force="--force" in arguments).as_dict())


if __name__ == "__main__":
    _main(sys.argv[1:])
