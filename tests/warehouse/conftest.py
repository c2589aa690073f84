"""What the warehouse tests share: a warehouse built from nothing, and the parsed project."""

import json
from pathlib import Path

import pytest

from tests.warehouse.landing_factory import built


@pytest.fixture(scope="session")
def empty_school(tmp_path_factory) -> Path:
    """A warehouse file built from an empty landing zone, every data test passed."""
    folder = tmp_path_factory.mktemp("empty")
    built(folder).close()
    return folder / "warehouse.duckdb"


@pytest.fixture(scope="session")
def manifest(empty_school) -> dict:
    """dbt's manifest of the project."""
    return json.loads((empty_school.parent / "target" / "manifest.json").read_text())
