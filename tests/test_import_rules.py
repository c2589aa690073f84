"""The walls of the house: who may import what, read from the code itself. A rule names every module that breaks it."""

import ast
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("pages", "ui", "warehouse", "seeds", "benchmarks")

MAY_IMPORT_DUCKDB = {
    "warehouse/read/connection.py",
    "warehouse/build.py",
    "warehouse/publish.py",
    "warehouse/release.py",
}
PAGES_MAY_IMPORT = ("ui", "warehouse.read", "warehouse.register", "streamlit", "polars")
CHARTS_MAY_IMPORT = ("ui.charts", "altair", "polars")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the house by its place."""
    files = [ROOT / "app.py", *(file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py")))]
    return {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text("utf-8")) for file in files}


@cache
def imported(place: str) -> frozenset[str]:
    """Dotted names of every module that the one at ``place`` imports, inside functions too."""
    names = set()
    for node in ast.walk(modules()[place]):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return frozenset(names)


def top(name: str) -> str:
    return name.split(".")[0]


def starts(name: str, allowed: tuple[str, ...]) -> bool:
    return any(name == start or name.startswith(start + ".") for start in allowed)


def importing(roots: set[str], places) -> list[str]:
    """Those of the places that import any of the packages."""
    return [place for place in places if roots & {top(name) for name in imported(place)}]


def outside(places, allowed: tuple[str, ...]) -> dict[str, set[str]]:
    """What each place imports beyond the standard library and what it may."""
    found = {
        place: {
            name for name in imported(place) if top(name) not in sys.stdlib_module_names and not starts(name, allowed)
        }
        for place in places
    }
    return {place: names for place, names in found.items() if names}


def under(*folders: str) -> list[str]:
    return [place for place in modules() if place.startswith(folders)]


def test_nothing_imports_pages():
    assert importing({"pages"}, modules()) == []


def test_only_the_named_rooms_import_duckdb():
    others = under("app.py", "pages/", "ui/", "warehouse/", "seeds/")
    assert importing({"duckdb"}, set(others) - MAY_IMPORT_DUCKDB) == []


def test_streamlit_stays_in_the_app():
    # A benchmark measures pages in the app test, from outside the house.
    assert importing({"streamlit"}, under("warehouse/", "seeds/", "ui/charts/")) == []


def test_the_warehouse_knows_nothing_of_the_app():
    assert importing({"ui", "pages", "app", "altair"}, under("warehouse/")) == []


def test_pages_reach_only_the_shared_parts_and_the_reading_side():
    reached = outside(under("pages/"), PAGES_MAY_IMPORT)
    assert {place: names - {"warehouse"} for place, names in reached.items() if names - {"warehouse"}} == {}


def test_charts_need_only_altair_and_polars():
    assert outside(under("ui/charts/"), CHARTS_MAY_IMPORT) == {}


def test_every_module_says_its_purpose_first():
    assert [place for place, tree in modules().items() if not ast.get_docstring(tree)] == []


def test_rooms_stay_small():
    lines = {place: len((ROOT / place).read_text("utf-8").splitlines()) for place in modules()}
    limits = {place: 120 if place.startswith("pages/") else 300 for place in lines}
    assert {place: count for place, count in lines.items() if count > limits[place]} == {}


def test_no_package_of_ours_looks_like_a_dbt_plugin():
    names = [entry.name for entry in ROOT.iterdir() if (entry / "__init__.py").exists() or entry.suffix == ".py"]
    assert not [name for name in names if name.startswith("dbt_")]
