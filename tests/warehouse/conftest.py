"""What the warehouse tests share: a warehouse built from nothing, and what dbt says of the project."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.warehouse.landing_factory import DBT, built


@dataclass(frozen=True)
class ByDbt:
    """The manifest, and the results of the unit tests."""

    manifest: dict
    results: list


@pytest.fixture(scope="session")
def empty_school(tmp_path_factory) -> Path:
    """A warehouse file built from an empty landing zone, every data test passed."""
    folder = tmp_path_factory.mktemp("empty")
    built(folder).close()
    return folder / "warehouse.duckdb"


@pytest.fixture(scope="session")
def by_dbt(empty_school) -> ByDbt:
    """dbt itself over the project, once: it reads the models and runs the unit tests beside them."""
    target = empty_school.parent / "target"
    os.environ["VILLAGE_BUILD_FILE"] = str(empty_school)
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    folders = ["--project-dir", str(DBT), "--profiles-dir", str(DBT), "--target-path", str(target)]
    quiet = ["--log-level", "none", "--log-level-file", "none", "--log-path", str(target)]
    result = dbtRunner().invoke(["test", "--select", "test_type:unit", *folders, *quiet])
    DuckDBConnectionManager.close_all_connections()
    if result.exception:
        raise result.exception
    return ByDbt(json.loads((target / "manifest.json").read_text()), list(result.result.results))


@pytest.fixture(scope="session")
def manifest(by_dbt) -> dict:
    """dbt's manifest of the project."""
    return by_dbt.manifest
