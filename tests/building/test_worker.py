"""The warm worker builds what a fresh process builds, and outlives whatever happens to a build."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from tests.building.conftest import attendance_file
from warehouse import worker
from warehouse.errors import BuildFailed
from warehouse.intake import Options, load_file
from warehouse.read import read_mart
from warehouse.settings import Home
from warehouse.worker import run_build


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    folder = tmp_path_factory.mktemp("worker")
    home = Home(folder / "home")
    load_file(home, attendance_file(folder, "a.csv", {"p1": "/\\O\\", "p2": "/I#\\"}), Options())
    return home


def kill_the_fork(_event: dict) -> None:
    pid = worker._worker.pid
    for fork in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(ProcessLookupError):
            os.kill(int(fork), signal.SIGKILL)


def test_a_killed_build_is_told_and_the_worker_builds_the_next_as_a_fresh_process_would(home, warm_worker, monkeypatch):
    with pytest.raises(BuildFailed, match="stopped before it ended"):
        run_build(home, kill_the_fork)
    by_worker = run_build(home)
    warm = read_mart(home, "rpt_indicators", "slt")
    monkeypatch.setattr(worker, "_worker", None)
    by_fresh = run_build(home, force=True)
    assert by_worker.tests == by_fresh.tests
    assert warm.height > 0
    assert warm.equals(read_mart(home, "rpt_indicators", "slt"))


def test_a_dead_worker_is_replaced(home, warm_worker):
    worker._worker.kill()
    worker._worker.wait()
    assert run_build(home).unchanged
    worker.warm_up()
    assert worker._worker.poll() is None
    assert run_build(home).unchanged
