"""A build shows what was loaded, changes nothing when it fails, and does no work twice."""

import threading

import polars as pl
import pytest

from warehouse import landing
from warehouse.build import run_build
from warehouse.errors import BuildFailed
from warehouse.read import current_build, read_mart


def attendance(home) -> tuple[int, int]:
    """Numerator and denominator of the year's attendance rate."""
    where = {"indicator_id": "attendance_rate", "period_type": "year", "group_type": "all"}
    row = read_mart(home, "rpt_indicators", "slt", where).row(0, named=True)
    return row["numerator"], row["denominator"]


def test_a_build_serves_what_was_loaded_and_counts_its_checks(home, load):
    load("a.csv", p1="/\\/\\", p2="/I#\\")
    result = run_build(home)
    assert result.ok
    assert result.tests["passed"] > 50
    assert result.tests["failed"] == 0
    assert attendance(home) == (6, 7)


def test_nothing_new_is_not_built_again_and_is_quicker(home, load):
    load("a.csv", p1="/\\")
    first, second = run_build(home), run_build(home)
    assert second.unchanged
    assert second.build_id == first.build_id
    assert second.seconds < first.seconds


def test_a_forced_build_gives_the_same_figures_under_a_new_id(home, load):
    load("a.csv", p1="/I")
    first = run_build(home)
    before = attendance(home)
    second = run_build(home, force=True)
    assert second.build_id != first.build_id
    assert attendance(home) == before == (1, 2)


def test_a_later_export_wins_and_undo_brings_the_earlier_mark_back(home, load):
    load("a.csv", p1="//")
    later = load("b.csv", p1="/O")
    run_build(home)
    assert attendance(home) == (1, 2)
    landing.undo(home, later)
    run_build(home)
    assert attendance(home) == (2, 2)
    landing.redo(home, later)
    run_build(home)
    assert attendance(home) == (1, 2)


def test_an_empty_home_builds_empty_tables(home):
    assert run_build(home).ok
    assert read_mart(home, "rpt_indicators", "governor").is_empty()
    assert read_mart(home, "dim_key_questions", "governor").height == 21


def test_progress_rises_and_is_told_in_sentences(home, load):
    load("a.csv", p1="/\\")
    events = []
    run_build(home, events.append)
    fractions = [event["fraction"] for event in events]
    assert len(events) > 20
    assert fractions == sorted(fractions)
    assert all(event["sentence"] for event in events)


def test_a_failed_check_leaves_the_last_warehouse_served_and_says_which(home, load):
    load("a.csv", p1="/\\")
    served = run_build(home)
    upload = load("b.csv", p2="/\\")
    damage(home.landing / f"{upload}.parquet")
    with pytest.raises(BuildFailed, match=r"nothing was published.*figures shown before stay"):
        run_build(home)
    assert current_build(home).build_id == served.build_id
    assert attendance(home) == (2, 2)
    landing.undo(home, upload)
    assert run_build(home).ok


def damage(file) -> None:
    """Give a landed file a mark that no register knows, as a hand in the folder might."""
    pl.read_parquet(file).with_columns(mark=pl.lit("?")).write_parquet(file)


def test_two_builds_at_once_run_one_after_the_other(home, load):
    load("a.csv", p1="/\\")
    results = []
    threads = [threading.Thread(target=lambda: results.append(run_build(home))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [result.ok for result in results] == [True, True]
    assert len({result.build_id for result in results}) == 1


def test_only_published_tables_are_in_the_served_file(home, load):
    load("a.csv", p1="/\\")
    run_build(home)
    assert b"p1" not in current_build(home).path.read_bytes()


def test_old_builds_are_cleared_away_but_for_the_last_few(home):
    for _ in range(5):
        run_build(home, force=True)
    assert len(list(home.served.glob("*.duckdb"))) == 3
