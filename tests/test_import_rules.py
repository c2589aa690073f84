"""The walls of the house: who may import what, read from the code itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("pages", "ui", "warehouse", "seeds", "benchmarks")
MODULES = [ROOT / "app.py", *(file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py")))]

MAY_IMPORT_DUCKDB = {
    "warehouse/read/connection.py",
    "warehouse/build.py",
    "warehouse/publish.py",
    "warehouse/release.py",
}
PAGES_MAY_IMPORT = ("ui", "warehouse.read", "warehouse.register", "streamlit", "polars")
CHARTS_MAY_IMPORT = ("ui.charts", "altair", "polars")


def imported(file: Path) -> set[str]:
    """Dotted names of every module that ``file`` imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def top(name: str) -> str:
    return name.split(".")[0]


def starts(name: str, allowed: tuple[str, ...]) -> bool:
    return any(name == start or name.startswith(start + ".") for start in allowed)


def where(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.fixture(params=MODULES, ids=where)
def module(request):
    return request.param


def test_nothing_imports_pages(module):
    assert "pages" not in {top(name) for name in imported(module)}


def test_only_the_named_rooms_import_duckdb(module):
    if where(module) not in MAY_IMPORT_DUCKDB and not where(module).startswith("benchmarks/"):
        assert "duckdb" not in {top(name) for name in imported(module)}


def test_streamlit_stays_in_the_app(module):
    place = where(module)
    # A benchmark measures pages in the app test, from outside the house.
    is_app = place == "app.py" or place.startswith(("pages/", "ui/", "benchmarks/"))
    if not is_app or place.startswith("ui/charts/"):
        assert "streamlit" not in {top(name) for name in imported(module)}


def test_the_warehouse_knows_nothing_of_the_app(module):
    if where(module).startswith("warehouse/"):
        assert not {top(name) for name in imported(module)} & {"ui", "pages", "app", "altair"}


def test_pages_reach_only_the_shared_parts_and_the_reading_side(module):
    if not where(module).startswith("pages/"):
        return
    outside = {
        name
        for name in imported(module)
        if top(name) not in STANDARD_LIBRARY and not starts(name, PAGES_MAY_IMPORT) and name != "warehouse"
    }
    assert outside == set()


def test_charts_need_only_altair_and_polars(module):
    if not where(module).startswith("ui/charts/"):
        return
    outside = {
        name for name in imported(module) if top(name) not in STANDARD_LIBRARY and not starts(name, CHARTS_MAY_IMPORT)
    }
    assert outside == set()


def test_every_module_says_its_purpose_first(module):
    assert ast.get_docstring(ast.parse(module.read_text("utf-8"))), f"{where(module)} has no docstring"


def test_rooms_stay_small(module):
    limit = 120 if where(module).startswith("pages/") else 300
    assert len(module.read_text("utf-8").splitlines()) <= limit


def test_no_package_of_ours_looks_like_a_dbt_plugin():
    names = [entry.name for entry in ROOT.iterdir() if (entry / "__init__.py").exists() or entry.suffix == ".py"]
    assert not [name for name in names if name.startswith("dbt_")]


STANDARD_LIBRARY = __import__("sys").stdlib_module_names
