"""kill -9 at any moment of a load or a build leaves the old state or the new one, and the next try works.

What is killed is forked from a process that has imported everything, so that every moment is one of the work itself.
"""

import random
import time
from collections.abc import Callable

import polars as pl

from tests.building.conftest import attendance_file
from tests.forks import started
from warehouse import landing
from warehouse.build import build_here
from warehouse.intake import Options, load_file
from warehouse.read import current_build, read_mart
from warehouse.settings import Home
from warehouse.worker import run_build

TIMES = 10


def run_and_kill(seconds: float, action: Callable, *arguments) -> bool:
    """Do it in a process of its own and kill that after ``seconds``; was it still running?"""
    process = started(action, *arguments)
    process.join(seconds)
    was_running = process.is_alive()
    process.kill()
    process.join()
    return was_running


def load(home: Home, file) -> None:
    load_file(home, file, Options())


def build(home: Home) -> None:
    build_here(home, lambda event: None, force=True)


def moments(longest: float) -> list[float]:
    """Moments spread over the whole run, a little off the grid each, the same in every test run."""
    off_grid = random.Random(7)  # noqa: S311 -- not for secrets
    return [longest * (number + off_grid.random()) / TIMES for number in range(TIMES)]


def everything_listed_is_whole(home: Home) -> None:
    for upload in landing.read_manifest(home):
        assert (home.uploads / upload["sha256"]).exists()
        assert pl.read_parquet(home.landing / f"{upload['upload_id']}.parquet").height == upload["accepted"]


def test_killed_loads_leave_all_of_a_file_or_nothing(tmp_path):
    home = Home(tmp_path / "home")
    marks = {f"p{number}": "/\\" * 20 for number in range(500)}
    run_and_kill(60, load, home, attendance_file(tmp_path, "first.csv", {"first": "/"}))  # starts what forks
    longest = timed(run_and_kill, 60, load, home, attendance_file(tmp_path, "0.csv", marks))
    killed = 0
    for number, moment in enumerate(moments(longest), 1):
        before = len(landing.read_manifest(home))
        file = attendance_file(
            tmp_path, f"{number}.csv", {f"n{number}_{pupil}": codes for pupil, codes in marks.items()}
        )
        killed += run_and_kill(moment, load, home, file)
        assert len(landing.read_manifest(home)) in (before, before + 1)
        everything_listed_is_whole(home)
        load(home, file)
        assert len(landing.read_manifest(home)) == before + 1
        everything_listed_is_whole(home)
    assert killed >= TIMES // 2, "the kills came too late to show anything"


def timed(action, *arguments) -> float:
    started = time.monotonic()
    action(*arguments)
    return time.monotonic() - started


def test_killed_builds_leave_the_old_warehouse_or_the_new_one(tmp_path):
    home = Home(tmp_path / "home")
    load_file(home, attendance_file(tmp_path, "all_present.csv", {"p1": "/" * 10}), Options())
    later = load_file(home, attendance_file(tmp_path, "half.csv", {"p1": "/O" * 5}), Options()).as_dict()["upload_id"]
    run_build(home)
    longest = timed(run_and_kill, 120, build, home)
    killed, later_is_active, served = 0, True, 5
    for moment in moments(longest):
        old = current_build(home)
        (landing.undo if later_is_active else landing.redo)(home, later)
        later_is_active = not later_is_active
        killed += run_and_kill(moment, build, home)
        if current_build(home).build_id != old.build_id:
            served = 5 if later_is_active else 10
        assert served_attended(home) == served
    assert killed >= TIMES // 2, "the kills came too late to show anything"
    run_build(home)
    assert served_attended(home) == (5 if later_is_active else 10)


def served_attended(home: Home) -> int:
    where = {"indicator_id": "attendance_rate", "period_type": "year", "group_type": "all"}
    return read_mart(home, "rpt_indicators", "slt", where)["numerator"].item()
