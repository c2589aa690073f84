"""What the warehouse tests share: a warehouse built from nothing, and what dbt says of the project."""

import shutil
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.once import made_once
from tests.warehouse.landing_factory import DBT, built
from warehouse.plan import WORK_FILE

READ_BEFORE = DBT / "target" / "partial_parse.msgpack"


@dataclass(frozen=True)
class ByDbt:
    """The manifest, and the results of the unit tests."""

    manifest: dict
    results: list


@pytest.fixture(scope="session")
def empty_school(tmp_path_factory, worker_id) -> Path:
    """A warehouse file built from an empty landing zone, every data test passed; for reading alone."""
    return made_once(tmp_path_factory, worker_id, "empty", lambda folder: built(folder).close()) / "warehouse.duckdb"


@pytest.fixture(scope="session")
def by_dbt(empty_school, tmp_path_factory) -> ByDbt:
    """dbt itself over the project, once: it reads the models and runs the unit tests beside them.

    What it has read for a build it reads again only where a file has changed since: the settings are the same.
    """
    target = tmp_path_factory.mktemp("by_dbt")
    shutil.copy(empty_school, target / WORK_FILE)
    if READ_BEFORE.exists():
        shutil.copy(READ_BEFORE, target)
    with chdir(target), pytest.MonkeyPatch.context() as patch:
        patch.setenv("VILLAGE_BUILD_FILE", WORK_FILE)
        return _asked(target)


def _asked(target: Path) -> ByDbt:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    folders = ["--project-dir", str(DBT), "--profiles-dir", str(DBT), "--target-path", str(target)]
    quiet = ["--no-write-json", "--log-level", "none", "--log-level-file", "none", "--log-path", str(target)]
    parsed = dbtRunner().invoke(["parse", *folders, *quiet])
    if parsed.exception:
        raise parsed.exception
    unit_tests = ["test", "--select", "test_type:unit", "--threads", "1"]  # each is a few rows
    ran = dbtRunner(manifest=parsed.result).invoke([*unit_tests, *folders, *quiet])
    DuckDBConnectionManager.close_all_connections()
    if ran.exception:
        raise ran.exception
    return ByDbt(parsed.result.writable_manifest().to_dict(), list(ran.result.results))


@pytest.fixture(scope="session")
def manifest(by_dbt) -> dict:
    """dbt's manifest of the project."""
    return by_dbt.manifest
