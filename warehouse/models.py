"""Running a plan: models and data tests in the order of what they read; a plain sentence when one fails."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Protocol

from warehouse.plan import Node, Plan
from warehouse.settings import get_settings


class Cursor(Protocol):
    """What is asked of DuckDB; one for each node, because a connection may not be shared by threads."""

    def execute(self, query: str): ...
    def table(self, name: str): ...
    def register(self, name: str, rows: object): ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Outcome:
    """Counts of tests, and the sentence of the first failure or None."""

    tests: dict[str, int]
    failure: str | None


def run(plan: Plan, open_cursor: Callable[[], Cursor], emit: Callable[[dict], None]) -> Outcome:
    """Make every model and run every data test. What reads a table that could not be made is left out."""
    _make_schemas(plan, open_cursor)
    ended: dict[str, str | None] = {}
    sorter = TopologicalSorter({key: node.after for key, node in plan.nodes.items()})
    sorter.prepare()
    with ThreadPoolExecutor(get_settings().build_threads) as pool:
        at_work: dict[Future, str] = {}
        while sorter.is_active():
            for key in sorted(sorter.get_ready(), key=lambda key: plan.nodes[key].kind == "test"):
                is_cut_off = any(ended[parent] for parent in plan.nodes[key].after)
                at_work[pool.submit(_skip if is_cut_off else _do, plan.nodes[key], open_cursor)] = key
            for done in wait(at_work, return_when=FIRST_COMPLETED).done:
                key = at_work.pop(done)
                ended[key] = done.result()
                sorter.done(key)
                _tell(emit, plan.nodes[key], len(ended), len(plan.nodes))
    return _outcome(plan, ended)


_SKIPPED, _WARNS, _DID_NOT_PASS, _NOT_MADE = "skipped", "warns", "did not pass", "could not be made"


def _skip(_node: Node, _open_cursor: Callable[[], Cursor]) -> str:
    return _SKIPPED


def _do(node: Node, open_cursor: Callable[[], Cursor]) -> str | None:
    """Make the model or run the check; None where all is well."""
    cursor = open_cursor()
    try:
        if node.kind == "test":
            first = cursor.execute(f"select 1 from ({node.code}) limit 1").fetchone()  # noqa: S608 -- dbt's own
            return (_WARNS if node.is_warning else _DID_NOT_PASS) if first else None
        _make(node, cursor)
        return None if _keeps_its_contract(node, cursor) else _NOT_MADE
    except Exception:  # noqa: BLE001 -- whatever stops a model or a check; what it says may hold a value of a child's
        return _NOT_MADE
    finally:
        cursor.close()


def _make(node: Node, cursor: Cursor) -> None:
    if node.kind == "python":
        cursor.register("made", _rows_of(node, cursor))
        cursor.execute(f"create table {node.place} as from made")
        return
    cursor.execute(f"create {node.kind} {node.place} as {node.code}")


class _Dbt:
    """What a Python model of this project asks of dbt: the tables it refers to."""

    def __init__(self, node: Node, cursor: Cursor) -> None:
        self._node, self._cursor = node, cursor

    def config(self, **_settings: str) -> None:
        """dbt has read these when it compiled the model."""

    def ref(self, name: str):
        return self._cursor.table(self._node.reads[name])


def _rows_of(node: Node, cursor: Cursor):
    module: dict = {}
    exec(compile(node.code, node.name, "exec"), module)  # noqa: S102 -- the project's own model, read by dbt
    return module["model"](_Dbt(node, cursor), cursor)


def _keeps_its_contract(node: Node, cursor: Cursor) -> bool:
    """Whether a report has exactly the columns and types it promises."""
    if node.contract is None:
        return True
    made = {name: str(kind) for name, kind, *_ in cursor.execute(f"from {node.place} limit 0").description}
    asked = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in node.contract.items())
    promised = {name: str(kind) for name, kind, *_ in cursor.execute(f"select {asked}").description}
    return made == promised


def _make_schemas(plan: Plan, open_cursor: Callable[[], Cursor]) -> None:
    cursor = open_cursor()
    for schema in sorted({node.place.partition(".")[0] for node in plan.nodes.values() if node.kind != "test"}):
        cursor.execute(f"create schema if not exists {schema}")
    cursor.close()


_SHARE_OF_BUILD = (0.05, 0.95)
_STAGES = {
    "staging": "Reading the uploads",
    "intermediate": "Putting records together",
    "core": "Counting",
    "reports": "Writing the reports",
}


def _tell(emit: Callable[[dict], None], node: Node, number: int, total: int) -> None:
    low, high = _SHARE_OF_BUILD
    words = "Checking" if node.kind == "test" else _STAGES.get(node.place.partition(".")[0], "Working")
    fraction = round(low + (high - low) * number / total, 3)
    emit({"fraction": fraction, "sentence": f"{words} (step {number} of {total})"})


_NEXT = (
    "the figures shown before stay. Undo the last upload on the Uploads page, or ask the person who looks after "
    "this installation, then build again."
)


def _outcome(plan: Plan, ended: dict[str, str | None]) -> Outcome:
    checks = {key for key, node in plan.nodes.items() if node.kind == "test"}
    failed = [key for key in ended if ended[key] in (_DID_NOT_PASS, _NOT_MADE)]
    counts = {
        "passed": sum(ended[key] is None for key in checks),
        "failed": len(checks.intersection(failed)),
        "warned": sum(ended[key] == _WARNS for key in checks),
    }
    return Outcome(counts, _failure(plan, ended, failed) if failed else None)


def _failure(plan: Plan, ended: dict[str, str | None], failed: list[str]) -> str:
    """The sentence of the first check that did not pass, else of the first model that could not be made."""
    first = plan.nodes[min(failed, key=lambda key: ended[key] != _DID_NOT_PASS)]
    if first.kind == "test":
        return f"A check did not pass, so nothing was published: {first.says} ({first.name}); {_NEXT}"
    return f"The table {first.name} could not be made, so nothing was published; {_NEXT}"
