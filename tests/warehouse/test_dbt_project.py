"""The dbt project keeps its own rules: layers, grain, keys, descriptions, portable SQL, small models."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.warehouse.landing_factory import DBT, PROJECT, TABLES

LAYERS = ("staging", "intermediate", "core", "reports")
MAY_READ = {
    "staging": {"source"},
    "intermediate": {"staging", "intermediate", "seed"},
    "core": {"staging", "intermediate", "core", "seed"},
    "reports": {"core", "seed"},
}
FORBIDDEN = {
    r"::": "write cast(x as …)",
    r"\bqualify\b": "rank in a CTE and filter it",
    r"\bpivot\b|\bunpivot\b": "filter (where …), or one select per column",
    r"\bunnest\s*\(": "one row per value at landing",
    r"\bdate_diff\s*\(": "dbt.datediff",
    r"\bstrptime\s*\(": "parse dates at landing",
    r"\*\s*exclude\b": "name the columns",
}
MODELS = sorted((DBT / "models").rglob("*.sql"))


@pytest.fixture(scope="session")
def models(manifest) -> dict[str, dict]:
    """Models of the manifest by name."""
    nodes = manifest["nodes"].values()
    return {node["name"]: node for node in nodes if node["resource_type"] == "model"}


def _layer(node: dict) -> str:
    return node["resource_type"] if node["resource_type"] in ("source", "seed") else node["schema"]


def test_every_layer_reads_only_the_layers_below_it(manifest, models):
    nodes = {**manifest["nodes"], **manifest["sources"]}
    astray = [
        f"{name} reads {parent}"
        for name, node in models.items()
        for parent in node["depends_on"]["nodes"]
        if _layer(nodes[parent]) not in MAY_READ[_layer(node)]
    ]
    assert astray == []
    assert {_layer(node) for node in models.values()} == set(LAYERS)


def test_staging_holds_one_model_a_source_and_no_join(models, manifest):
    staging = [node for node in models.values() if _layer(node) == "staging"]
    assert all(len(node["depends_on"]["nodes"]) == 1 for node in staging)
    assert len(staging) == len(manifest["sources"])
    assert not [node["name"] for node in staging if re.search(r"\bjoin\b", node["raw_code"])]


def test_every_description_begins_with_the_grain(models):
    assert [name for name, node in models.items() if not node["description"].startswith("One row per ")] == []


def test_every_model_and_seed_has_its_key_tested(manifest):
    keyed = {
        parent
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and (node.get("test_metadata") or {}).get("name") == "is_key"
        for parent in [node["attached_node"]]
    }
    tables = {key for key, node in manifest["nodes"].items() if node["resource_type"] in ("model", "seed")}
    assert tables - keyed == set()


def test_every_column_that_is_built_is_described_and_no_other(empty_school, models):
    import duckdb

    with duckdb.connect(str(empty_school), read_only=True) as connection:
        found = connection.execute(
            "select table_name, list(column_name) from duckdb_columns() where not internal group by 1"
        ).fetchall()
    built = {name: set(columns) for name, columns in found}
    described = {
        name: {column["name"] for column in node["columns"].values() if column["description"].strip()}
        for name, node in models.items()
    }
    assert {name: built[name] ^ columns for name, columns in described.items() if built[name] ^ columns} == {}


def test_reports_have_an_enforced_contract(models):
    reports = [node for node in models.values() if _layer(node) == "reports"]
    assert reports
    assert [node["name"] for node in reports if not node["config"]["contract"]["enforced"]] == []


def test_own_generic_tests_say_what_they_fail():
    for file in (DBT / "tests" / "generic").glob("*.sql"):
        assert file.read_text().startswith("{# Fails for each "), file.name


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.stem)
def test_a_model_is_small_and_portable(file):
    text = file.read_text()
    assert len(text.splitlines()) <= 100
    code = re.sub(r"--[^\n]*|\{#.*?#\}", "", text, flags=re.DOTALL)
    used = [advice for pattern, advice in FORBIDDEN.items() if re.search(pattern, code, re.IGNORECASE)]
    assert used == []


def test_only_one_macro_names_the_landing_zone():
    named = [file for file in DBT.rglob("*.sql") if "target" not in file.parts and "source(" in file.read_text()]
    assert [file.name for file in named] == ["landing.sql"]


def test_the_landing_zone_of_these_tests_is_the_one_that_is_landed():
    from warehouse import contracts

    for feed in contracts.CONTRACTS:
        columns = [column.split()[0] for column in TABLES[feed].split(", ")]
        assert columns == list(contracts.polars_schema(feed))


def test_the_unit_tests_beside_the_models_pass(by_dbt):
    failed = {result.node.name: result.message for result in by_dbt.results if str(result.status) != "pass"}
    assert failed == {}
    assert len(by_dbt.results) >= 15


def test_every_date_of_the_school_periods_falls_in_exactly_one_half_term():
    rows = _reference("school_periods.csv")
    first, last = date(2017, 9, 1), date(2032, 8, 31)
    times = {first + timedelta(days=number): 0 for number in range((last - first).days + 1)}
    for row in rows:
        day = date.fromisoformat(row["start_date"])
        while day <= date.fromisoformat(row["end_date"]):
            times[day] += 1
            day += timedelta(days=1)
    assert set(times.values()) == {1}
    assert len(rows) == 15 * 6


def test_a_half_term_ends_with_the_holiday_that_follows_it():
    ends = {(row["academic_year"], row["half_term"]): row["end_date"] for row in _reference("school_periods.csv")}
    assert ends["2024/25", "spring 1"] == "2025-02-23"  # half-term week 17 to 23 February
    assert ends["2024/25", "spring 2"] == "2025-04-21"  # Easter Monday
    assert ends["2024/25", "summer 1"] == "2025-06-01"  # week of the bank holiday of 26 May


def test_every_day_has_the_iso_week_that_python_gives_it(empty_school):
    import duckdb

    with duckdb.connect(str(empty_school), read_only=True) as connection:
        days = connection.execute("select date_day, week_id from core.dim_dates").fetchall()
    assert len(days) == (date(2032, 8, 31) - date(2017, 9, 1)).days + 1
    assert all(week == "{}-W{:02d}".format(*day.isocalendar()[:2]) for day, week in days)


def test_every_indicator_and_question_linked_is_known():
    indicators = {row["indicator_id"] for row in _reference("indicators.csv")}
    questions = {row["key_question_id"] for row in _reference("question_needs.csv")}
    links = _reference("question_indicators.csv")
    assert {row["indicator_id"] for row in links} <= indicators
    assert {row["key_question_id"] for row in links} <= questions
    scales = {row["scale_id"] for row in _reference("scales.csv")}
    for whole in ("favourable_rate__", "scale_mean__"):
        assert scales == {name.removeprefix(whole) for name in indicators if name.startswith(whole)}


def test_every_kind_of_event_has_its_own_figures():
    from warehouse.contracts.tables import EVENT_KINDS

    indicators = {row["indicator_id"] for row in _reference("indicators.csv")}
    for whole in ("invited_rate__", "turnout_rate__", "ever_attended_rate__"):
        assert set(EVENT_KINDS) == {name.removeprefix(whole) for name in indicators if name.startswith(whole)}


def _reference(name: str) -> list[dict]:
    with Path(PROJECT / "seeds" / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
