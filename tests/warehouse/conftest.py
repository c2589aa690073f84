"""What the warehouse tests share: a warehouse built from nothing, and what dbt says of the project."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.once import made_once
from tests.warehouse.landing_factory import DBT, built


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
    """dbt itself over the project, once: it reads the models and runs the unit tests beside them."""
    target = tmp_path_factory.mktemp("by_dbt")
    os.environ["VILLAGE_BUILD_FILE"] = str(shutil.copy(empty_school, target))
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    folders = ["--project-dir", str(DBT), "--profiles-dir", str(DBT), "--target-path", str(target)]
    quiet = ["--no-write-json", "--log-level", "none", "--log-level-file", "none", "--log-path", str(target)]
    parsed = dbtRunner().invoke(["parse", *folders, *quiet])
    if parsed.exception:
        raise parsed.exception
    ran = dbtRunner(manifest=parsed.result).invoke(["test", "--select", "test_type:unit", *folders, *quiet])
    DuckDBConnectionManager.close_all_connections()
    if ran.exception:
        raise ran.exception
    return ByDbt(parsed.result.writable_manifest().to_dict(), list(ran.result.results))


@pytest.fixture(scope="session")
def manifest(by_dbt) -> dict:
    """dbt's manifest of the project."""
    return by_dbt.manifest
