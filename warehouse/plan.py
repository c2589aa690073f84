"""What a build runs: every model and data test as dbt compiled it, and the reference tables as dbt loaded them.

None of it says anything of a school, so dbt is asked once for each state of the project and all homes share the
answer: ``plans/<hash>/plan.json`` and ``reference.duckdb`` beside it, which every build's work file starts from.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock

from warehouse.errors import BuildFailed
from warehouse.files import write_atomically
from warehouse.settings import DBT_PROJECT, PROJECT_ROOT, REFERENCE_SEEDS, Home

WORK_FILE = "warehouse.duckdb"  # its stem is the database's name in the compiled statements
KEPT = 3
UNFINISHED = "unfinished-"
ASKED = ("dbt-core", "dbt-duckdb", "duckdb")


@dataclass(frozen=True)
class Node:
    """One model or data test.

    ``kind`` is 'view', 'table', 'python' or 'test'; ``code`` is SQL, for 'python' the module that holds ``model``;
    ``after`` names the nodes it reads; ``reads`` maps what a Python model asks for to its place; ``contract`` maps the
    columns a report promises to their types; ``says`` is a check in words, and ``is_warning`` whether it only warns.
    """

    name: str
    kind: str
    place: str
    code: str
    after: list[str]
    reads: dict[str, str]
    contract: dict[str, str] | None
    says: str
    is_warning: bool


@dataclass(frozen=True)
class Plan:
    """Nodes by dbt's id, and the DuckDB file with the reference tables."""

    nodes: dict[str, Node]
    reference: Path


def ready(home: Home, on_wait: Callable[[], None] = lambda: None) -> Plan:
    """The plan of the project as it is now; ``on_wait`` is called before dbt is asked for it, which takes a while.

    Raises BuildFailed where dbt cannot read the models or a reference table does not keep its rules.
    """
    shelf = _shelf(home)
    folder = shelf / project_hash()
    if not (folder / "plan.json").exists():
        on_wait()
        with FileLock(shelf / "plans.lock"):
            if not (folder / "plan.json").exists():
                _make(folder)
                _clear_away(shelf)
    told = json.loads((folder / "plan.json").read_text("utf-8"))
    return Plan({key: Node(**node) for key, node in told.items()}, folder / "reference.duckdb")


def project_hash() -> str:
    """Changes with the models, the reference tables, the statistics that Python models call, and who is asked how."""
    asked = " ".join(f"{package} {version(package)}" for package in ASKED)
    digest = hashlib.sha256(asked.encode() + Path(__file__).read_bytes())
    for folder in (DBT_PROJECT, REFERENCE_SEEDS, PROJECT_ROOT / "warehouse" / "impact"):
        for file in sorted(folder.rglob("*")):
            if file.suffix in {".sql", ".yml", ".csv", ".md", ".py"} and "target" not in file.parts:
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _shelf(home: Home) -> Path:
    """Where plans are kept: beside the models, or in the home where the program's folder may not be written."""
    shared = DBT_PROJECT / "target" / "plans"
    try:
        shared.mkdir(parents=True, exist_ok=True)
    except OSError:
        shared = None
    shelf = shared if shared and os.access(shared, os.W_OK) else home.work / "plans"
    shelf.mkdir(parents=True, exist_ok=True)
    return shelf


def _make(folder: Path) -> None:
    """Ask dbt in a process of its own, whose folder and memory are nobody else's."""
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder.parent) as work:
        done = subprocess.run(
            [sys.executable, "-m", "warehouse.plan", work],
            cwd=PROJECT_ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if done.returncode:
            reason = done.stdout.strip().rpartition("\n")[2] or "dbt ended without a word"
            raise BuildFailed(f"The models could not be prepared ({reason}); the figures shown before stay.")
        folder.mkdir(exist_ok=True)
        shutil.move(Path(work) / WORK_FILE, folder / "reference.duckdb")
        write_atomically(folder / "plan.json", (Path(work) / "plan.json").read_bytes())


def _clear_away(shelf: Path) -> None:
    """Remove what a killed making left, and plans of earlier states of the project but for the last few."""
    for left in shelf.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
    plans = sorted(shelf.glob("*/plan.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in plans[KEPT:]:
        shutil.rmtree(file.parent, ignore_errors=True)


def _main(work: Path) -> int:
    """Load and check the reference tables, compile the rest; the reason on standard output where dbt refuses."""
    os.chdir(work)
    os.environ["VILLAGE_BUILD_FILE"] = WORK_FILE
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    folders = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--target-path", "target"]
    quiet = ["--no-write-json", "--no-version-check", "--log-level", "none", "--log-level-file", "none"]
    parsed = dbtRunner().invoke(["parse", *folders, *quiet])
    if parsed.exception:
        print(f"reading them: {type(parsed.exception).__name__}")
        return 1
    runner = dbtRunner(manifest=parsed.result)
    seeds = ["build", "--select", "resource_type:seed", "--indirect-selection", "cautious"]
    rest = ["compile", "--select", "resource_type:model", "resource_type:test", "--exclude", "test_type:unit"]
    nodes = []
    for command in (seeds, rest):
        done = runner.invoke([*command, *folders, *quiet])
        if not done.success:
            results = done.result.results if done.result else []
            failed = next((r.node.name for r in results if str(r.status) in ("fail", "error")), None)
            print(f"{command[0]}: {failed or type(done.exception).__name__}")
            return 1
        nodes = done.result.results
    DuckDBConnectionManager.close_all_connections()
    compiled = {result.node.unique_id: result.node for result in nodes}
    places = {key: f"{node.schema}.{node.alias}" for key, node in parsed.result.nodes.items()}
    told = {key: asdict(_node(node, places, set(compiled))) for key, node in compiled.items() if _is_for_builds(node)}
    Path("plan.json").write_text(json.dumps(told), encoding="utf-8")
    return 0


def _is_for_builds(node) -> bool:
    """Everything but the checks of the reference tables alone, which have passed by now."""
    is_check = node.resource_type == "test"
    return not is_check or not all(parent.startswith("seed.") for parent in node.depends_on.nodes)


def _node(node, places: dict[str, str], compiled: set[str]) -> Node:
    parents = node.depends_on.nodes
    is_check, is_python = node.resource_type == "test", node.language == "python"
    promised = {column.name: column.data_type for column in node.columns.values()}
    return Node(
        name=node.name,
        kind="test" if is_check else "python" if is_python else node.config.materialized,
        place=places[node.unique_id],
        code=node.raw_code if is_python else node.compiled_code,
        after=[parent for parent in parents if parent in compiled],
        reads={places[parent].partition(".")[2]: places[parent] for parent in parents if parent in places},
        contract=promised if not is_check and node.config.contract.enforced else None,
        says=_says(node) if is_check else "",
        is_warning=is_check and node.config.severity.lower() == "warn",
    )


def _says(node) -> str:
    """What the check says in words: its own sentence, else its description, else its name."""
    meta = getattr(node.config, "meta", None) or {}
    return str(meta.get("says") or node.description or node.name.replace("_", " ")).rstrip(".")


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1])))
