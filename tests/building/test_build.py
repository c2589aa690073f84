"""A build shows what was loaded, changes nothing when it fails, and does no work twice.

A build takes seconds, so most tests follow one home through its life; each builds only where something changed.
"""

import threading
from collections import Counter

import polars as pl
import pytest

from tests.building.conftest import attendance_file, contacts_file
from tests.reference.test_catalogue import COUNTS
from warehouse import landing
from warehouse.errors import BuildFailed
from warehouse.intake import Options, load_file
from warehouse.publish import KEPT, publish
from warehouse.read import MARTS, current_build, read_mart
from warehouse.read.connection import cursor
from warehouse.settings import Home
from warehouse.worker import run_build


def attendance(home) -> tuple[int, int]:
    """Numerator and denominator of the year's attendance rate."""
    where = {"indicator_id": "attendance_rate", "period_type": "year", "group_type": "all"}
    row = read_mart(home, "rpt_indicators", "slt", where).row(0, named=True)
    return row["numerator"], row["denominator"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("build")


@pytest.fixture(scope="module")
def home(folder, warm_worker) -> Home:
    """A home with one small upload, built once."""
    home = Home(folder / "home")
    load(home, attendance_file(folder, "a.csv", {"p1": "/\\/\\", "p2": "/I#\\"}))
    return home


@pytest.fixture(scope="module")
def events() -> list[dict]:
    return []


@pytest.fixture(scope="module")
def first(home, events):
    return run_build(home, events.append)


def load(home: Home, file) -> str:
    return load_file(home, file, Options()).as_dict()["upload_id"]


def test_a_build_serves_what_was_loaded_and_counts_its_checks(home, first):
    assert first.ok
    assert first.tests["passed"] > 50
    assert first.tests["failed"] == 0
    assert attendance(home) == (6, 7)


def test_progress_rises_and_is_told_in_sentences(first, events):
    fractions = [event["fraction"] for event in events]
    assert len(events) > 20
    assert fractions == sorted(fractions)
    assert all(event["sentence"] for event in events)


def test_only_published_tables_are_in_the_served_file(home, first):
    with cursor(current_build(home).path) as open_cursor:
        tables = {name for (name,) in open_cursor.execute("select table_name from duckdb_tables()").fetchall()}
    assert tables == set(MARTS)


def test_nothing_new_is_not_built_again_and_is_quicker(home, first):
    second = run_build(home)
    assert second.unchanged
    assert second.build_id == first.build_id
    assert second.seconds < first.seconds


def test_two_builds_at_once_are_one_build(home, first, folder):
    load(home, attendance_file(folder, "b.csv", {"p3": "//"}))
    results = []
    threads = [threading.Thread(target=lambda: results.append(run_build(home))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result.unchanged for result in results) == [False, True]
    assert len({result.build_id for result in results}) == 1
    assert attendance(home) == (8, 9)


def test_a_later_export_wins_and_undo_brings_the_earlier_mark_back(home, first, folder):
    run_build(home)
    before = attendance(home)
    later = load(home, attendance_file(folder, "c.csv", {"p1": "/O"}))
    run_build(home)
    assert attendance(home) == (before[0] - 1, before[1])
    landing.undo(home, later)
    run_build(home)
    assert attendance(home) == before


def test_a_failed_check_leaves_the_last_warehouse_served_and_says_which(home, first, folder):
    served, before = current_build(home), attendance(home)
    upload = load(home, contacts_file(folder))
    damage(home.landing / f"{upload}.parquet")
    with pytest.raises(BuildFailed, match=r"direction.*figures shown before stay.*Undo the last upload"):
        run_build(home)
    assert current_build(home).build_id == served.build_id
    assert attendance(home) == before
    landing.undo(home, upload)
    assert run_build(home).ok


def damage(file) -> None:
    """Give a landed file a word that no contract knows, as a hand in the folder might."""
    pl.read_parquet(file).with_columns(direction=pl.lit("sideways")).write_parquet(file)


def test_an_empty_home_builds_empty_tables_and_the_whole_catalogue(tmp_path):
    empty = Home(tmp_path / "home")
    assert run_build(empty).ok
    assert read_mart(empty, "rpt_indicators", "slt").is_empty()
    assert read_mart(empty, "dim_key_questions", "slt").height == 21
    items = read_mart(empty, "rpt_framework_items", "slt").select("framework_id", "item_type").rows()
    assert Counter(items) == COUNTS
    joined = set(read_mart(empty, "rpt_crosswalk", "slt")["from_item_id"])
    assert {f"kq_{number:02d}" for number in range(1, 22)} <= joined


def test_old_builds_are_cleared_away_but_for_the_last_few(home, first):
    details = {"seconds": 1.0, "tests": {}, "fingerprint": "published by hand"}
    for number in range(KEPT + 2):
        file = publish(home, f"9{number}", home.work / "warehouse.duckdb", details)
    assert len(list(home.served.glob("*.duckdb"))) == KEPT
    assert current_build(home).path == file
