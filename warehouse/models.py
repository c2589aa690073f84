"""Running the dbt models and their tests: progress while they run, a plain sentence when one fails."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from warehouse.files import write_atomically
from warehouse.settings import DBT_PROJECT, PROJECT_ROOT, REFERENCE_SEEDS, Home, get_settings

WORK_FILE = "warehouse.duckdb"
_SHARE_OF_BUILD = (0.05, 0.95)


@dataclass(frozen=True)
class Outcome:
    """Counts of tests, and the sentence of the first failure or None."""

    tests: dict[str, int]
    failure: str | None


def run(home: Home, work_file: Path, emit: Callable[[dict], None]) -> Outcome:
    """Build seeds, models and data tests into ``work_file``; unit tests belong to the project's test run."""
    _enter(work_file)
    # Imported here: dbt takes two seconds to import and only the build process needs it.
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    _borrow_parsed_project(home)
    runner = dbtRunner(manifest=_parsed_ahead(), callbacks=[_Progress(emit)])
    result = runner.invoke(["build", "--exclude-resource-type", "unit_test", *_options(home.work)])
    DuckDBConnectionManager.close_all_connections()
    _lend_parsed_project(home)
    if result.result is None:
        return Outcome(_count([]), f"The models could not be read ({type(result.exception).__name__}); {_NEXT}")
    nodes = list(result.result.results)
    return Outcome(_count(nodes), _failure(nodes))


def _enter(work_file: Path) -> None:
    """Go where the work file is and name it relatively, so that the parsed project of one home serves every home."""
    os.chdir(work_file.parent)
    os.environ["VILLAGE_BUILD_FILE"] = work_file.name
    os.environ["VILLAGE_BUILD_THREADS"] = str(get_settings().build_threads)


def _options(work: Path) -> list[str]:
    folders = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    outputs = ["--target-path", str(work / "target"), "--log-path", str(work / "logs"), "--no-write-json"]
    log = ["--log-level-file", "error"]  # writing every debug line took a seventh of a build
    return ["--quiet", "--no-version-check", *folders, *outputs, *log]


_ahead: dict[str, object] = {}


def parse_ahead(folder: Path) -> None:
    """Parse the project now, in ``folder``, and keep it for the builds of this process and its forks."""
    from dbt.cli.main import dbtRunner

    _enter(folder / WORK_FILE)
    _ahead[project_hash()] = dbtRunner().invoke(["parse", *_options(folder)]).result


def _parsed_ahead() -> object | None:
    """The manifest parsed ahead, if the project is still the one that was parsed."""
    return _ahead.get(project_hash()) if _ahead else None


def project_hash() -> str:
    """Changes when the models, the reference tables or the statistics that Python models call do."""
    digest = hashlib.sha256()
    for folder in (DBT_PROJECT, REFERENCE_SEEDS, PROJECT_ROOT / "warehouse" / "impact"):
        for file in sorted(folder.rglob("*")):
            if file.suffix in {".sql", ".yml", ".csv", ".md", ".py"} and "target" not in file.parts:
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


# Parsing the project is a third of a first build and says nothing of a school, so homes share the result. dbt
# itself checks that it fits the project's files, and parses afresh where it does not.
_PARSED = "partial_parse.msgpack"
_SHARED = DBT_PROJECT / "target" / _PARSED


def _borrow_parsed_project(home: Home) -> None:
    own = home.work / "target" / _PARSED
    if _SHARED.exists() and not own.exists():
        write_atomically(own, _SHARED.read_bytes())


def _lend_parsed_project(home: Home) -> None:
    """Where the program's folder may not be written, the next home parses for itself."""
    own = home.work / "target" / _PARSED
    with suppress(OSError):
        if not _SHARED.exists() or _SHARED.stat().st_mtime < own.stat().st_mtime:
            write_atomically(_SHARED, own.read_bytes())


_NEXT = (
    "the figures shown before stay. Undo the last upload on the Uploads page, or ask the person who looks after "
    "this installation, then build again."
)


_STAGES = (
    ("seed", "Reading the reference tables"),
    ("staging.", "Reading the uploads"),
    ("intermediate.", "Putting records together"),
    ("core.", "Counting"),
    ("reports.", "Writing the reports"),
    ("test", "Checking"),
)


class _Progress:
    """Turns the start of each node into {"fraction", "sentence"}; nodes start out of order, fractions only rise."""

    def __init__(self, emit: Callable[[dict], None]) -> None:
        self._emit = emit
        self._reached = 0

    def __call__(self, event) -> None:
        if event.info.name != "LogStartLine" or event.data.index <= self._reached:
            return
        self._reached = event.data.index
        low, high = _SHARE_OF_BUILD
        stage = next((words for mark, words in _STAGES if mark in event.data.description), "Working")
        sentence = f"{stage} (step {event.data.index} of {event.data.total})"
        self._emit(
            {"fraction": round(low + (high - low) * event.data.index / event.data.total, 3), "sentence": sentence}
        )


def _count(nodes: list) -> dict[str, int]:
    statuses = [str(result.status) for result in nodes if result.node.resource_type == "test"]
    failed = sum(status in ("fail", "error", "runtime error") for status in statuses)
    return {"passed": statuses.count("pass"), "failed": failed, "warned": statuses.count("warn")}


def _failure(nodes: list) -> str | None:
    """The sentence of the first check that failed, then of the first model that could not be made."""
    failed = [result for result in nodes if str(result.status) in ("fail", "error", "runtime error")]
    if not failed:
        return None
    failed.sort(key=lambda result: result.node.resource_type != "test" or str(result.status) != "fail")
    first = failed[0]
    if first.node.resource_type == "test" and str(first.status) == "fail":
        return f"A check did not pass, so nothing was published: {_says(first.node)} ({first.node.name}); {_NEXT}"
    return f"The table {first.node.name} could not be made, so nothing was published; {_NEXT}"


def _says(node) -> str:
    """What the check says in words: its own sentence, else its description, else its name."""
    meta = getattr(node.config, "meta", None) or {}
    return str(meta.get("says") or node.description or node.name.replace("_", " ")).rstrip(".")
