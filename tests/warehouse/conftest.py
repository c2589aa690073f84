"""What the warehouse tests share: the parsed project, an empty school, and a small one worked out by hand."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.landing_factory import failed, make_landing, run_dbt


@pytest.fixture(scope="session")
def empty_school(tmp_path_factory) -> Path:
    """A warehouse file built from an empty landing zone, every data test passed."""
    file = make_landing(tmp_path_factory.mktemp("empty") / "warehouse.duckdb")
    assert failed(run_dbt(file)) == {}
    return file


@pytest.fixture(scope="session")
def manifest(empty_school) -> dict:
    """dbt's manifest of the project."""
    return json.loads((empty_school.parent / "target" / "manifest.json").read_text())


@pytest.fixture
def build_school(tmp_path):
    """``build_school(attendance=[…], …)`` builds a landing zone and gives a read-only connection."""
    opened = []

    def build(**tables: list[dict]) -> duckdb.DuckDBPyConnection:
        folder = tmp_path / str(len(opened))
        folder.mkdir()
        file = make_landing(folder / "warehouse.duckdb", **tables)
        assert failed(run_dbt(file)) == {}
        opened.append(duckdb.connect(str(file), read_only=True))
        return opened[-1]

    yield build
    for connection in opened:
        connection.close()
