"""read_mart is the only way to data: it knows the role, binds values and cannot reach outside the file."""

import json
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from warehouse import homes
from warehouse.errors import NotAllowed, NothingServed
from warehouse.read import MARTS, Mart, current_build, read_mart
from warehouse.read.connection import cursor
from warehouse.settings import Home, get_settings

INDICATORS = """
    select 'attendance_rate' as indicator_id, 'term' as period_type, '2024/25 autumn' as period_id,
        date '2024-09-01' as period_start, 'our_school' as school_id, 'site' as group_type, site as group_value,
        cast(numerator as bigint) as numerator, cast(denominator as bigint) as denominator,
        numerator / denominator as value, 0.1 as interval_low, 0.9 as interval_high, denominator >= 5 as is_reportable
    from (values ('Westside', 6, 10), ('Eastside', 1, 3)) as rows (site, numerator, denominator)
"""
REACH = """
    select 'h1' as household_id, null as last_contact_at, null as last_two_way_at, null as last_positive_at,
        1 as contacts_term, 1 as invited_term, 0 as attended_term, 'severe' as attendance_band
"""


def serve(home: Home, build_id: str = "b1") -> None:
    home.served.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(home.served / f"{build_id}.duckdb")) as connection:
        connection.execute(f"create table rpt_indicators as {INDICATORS}")
        connection.execute(f"create table rpt_household_reach as {REACH}")
    pointer = {
        "build_id": build_id,
        "file": f"{build_id}.duckdb",
        "built_at": "2026-01-01T00:00:00+00:00",
        "seconds": 1.0,
        "tests": {},
        "fingerprint": "",
    }
    home.pointer.write_text(json.dumps(pointer))


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path)
    serve(home)
    return home


def test_rows_come_in_the_order_the_table_declares(home):
    assert read_mart(home, "rpt_indicators", "slt")["group_value"].to_list() == ["Eastside", "Westside"]


def test_a_governor_may_not_read_households(home):
    with pytest.raises(NotAllowed):
        read_mart(home, "rpt_household_reach", "governor")
    assert read_mart(home, "rpt_household_reach", "staff").height == 1


@pytest.mark.parametrize("role", ["", "Governor", "head", "slt; drop"])
def test_a_role_nobody_has_reads_nothing(home, role):
    with pytest.raises(NotAllowed):
        read_mart(home, "rpt_indicators", role)


@pytest.mark.parametrize("name", ["fct_contacts", "rpt_indicators; select 1", "information_schema.tables"])
def test_a_table_that_is_not_in_marts_cannot_be_read(home, name):
    with pytest.raises(NotAllowed):
        read_mart(home, name, "admin")


@pytest.fixture
def reading_builds(monkeypatch):
    """Governors read the build, where the home is a demonstration."""
    monkeypatch.setenv("VILLAGE_GOVERNORS_READ", "build")
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


@pytest.mark.parametrize("kind", ["own", None])
def test_governors_never_read_a_build_of_a_schools_own_data_whatever_is_set(kind, home, reading_builds):
    if kind:
        homes.claim(home, kind)
    with pytest.raises(NothingServed, match="senior leader"):
        read_mart(home, "rpt_indicators", "governor")


def test_without_a_release_governors_of_a_demonstration_read_nothing_either(home, monkeypatch):
    monkeypatch.delenv("VILLAGE_GOVERNORS_READ", raising=False)
    get_settings.cache_clear()
    homes.claim(home, homes.DEMO)
    with pytest.raises(NothingServed, match="senior leader"):
        read_mart(home, "rpt_indicators", "governor")
    get_settings.cache_clear()


def test_figures_of_a_small_group_are_not_fetched_for_governors(home, reading_builds):
    homes.claim(home, homes.DEMO)
    small = read_mart(home, "rpt_indicators", "governor", {"group_value": "Eastside"}).row(0, named=True)
    assert [small[name] for name in MARTS["rpt_indicators"].withheld] == [None] * 5
    assert read_mart(home, "rpt_indicators", "slt", {"group_value": "Eastside"})["numerator"].to_list() == [1]
    assert read_mart(home, "rpt_indicators", "governor", {"group_value": "Westside"})["value"].to_list() == [0.6]


def test_values_are_bound_and_never_become_sql(home):
    assert read_mart(home, "rpt_indicators", "slt", {"group_value": "x' or '1'='1"}).is_empty()


def test_a_list_of_values_matches_any_and_an_empty_one_nothing(home):
    assert read_mart(home, "rpt_indicators", "slt", {"group_value": ["Eastside", "Westside"]}).height == 2
    assert read_mart(home, "rpt_indicators", "slt", {"group_value": []}).is_empty()


def test_an_unknown_column_is_an_error_before_any_sql_runs(home):
    with pytest.raises(ValueError, match="no column"):
        read_mart(home, "rpt_indicators", "slt", {"1=1; --": "x"})
    with pytest.raises(ValueError, match="no column"):
        read_mart(home, "rpt_indicators", "slt", columns=["value, 1 as x"])


def test_before_the_first_build_there_is_nothing_to_read(tmp_path):
    empty = Home(tmp_path)
    assert current_build(empty) is None
    with pytest.raises(NothingServed, match="Upload page"):
        read_mart(empty, "rpt_indicators", "slt")


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/passwd')",
        "copy rpt_indicators to 'out.csv'",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
        "create table t as select 1",
        "install httpfs",
    ],
)
def test_a_reading_connection_can_neither_reach_outside_nor_write(home, statement):
    with cursor(current_build(home).path) as open_cursor, pytest.raises(duckdb.Error):
        open_cursor.execute(statement)


def test_a_file_of_an_earlier_version_says_that_it_must_be_built_again(home):
    with pytest.raises(NothingServed, match="earlier version"):
        read_mart(home, "rpt_crosswalk", "slt")


def test_many_threads_read_at_once(home):
    with ThreadPoolExecutor(8) as pool:
        frames = list(pool.map(lambda _: read_mart(home, "rpt_indicators", "slt"), range(100)))
    assert {frame.height for frame in frames} == {2}


def test_a_new_build_is_read_at_once_and_the_old_file_is_left_alone(home):
    read_mart(home, "rpt_indicators", "slt")
    before = (home.served / "b1.duckdb").read_bytes()
    serve(home, "b2")
    with duckdb.connect(str(home.served / "b2.duckdb")) as connection:
        connection.execute("delete from rpt_indicators where group_value = 'Eastside'")
    assert read_mart(home, "rpt_indicators", "slt")["group_value"].to_list() == ["Westside"]
    assert (home.served / "b1.duckdb").read_bytes() == before


def test_a_mart_that_orders_or_withholds_by_a_missing_column_fails_at_import():
    with pytest.raises(ValueError, match="no column"):
        Mart("rpt_x", ("a",), ("b",), ("slt",))
    with pytest.raises(ValueError, match="is_reportable"):
        Mart("rpt_x", ("a",), ("a",), ("slt",), ("a",))
