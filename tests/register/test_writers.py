"""Eight writers at once, three of them killed in the middle: nothing lost, nothing doubled."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Thread

from writer import STEPS, write

from warehouse import register
from warehouse.settings import PROJECT_ROOT

WRITERS, WRITES, KILLED, KILLED_AFTER = 8, 500, 3, 150


class Writer:
    """A process that writes; ``acknowledged`` counts what it said was saved."""

    def __init__(self, home, number):
        self.number, self.acknowledged = number, 0
        command = [sys.executable, PROJECT_ROOT / "tests/register/writer.py", home.root, str(number), str(WRITES)]
        self.process = subprocess.Popen(
            command,
            cwd=PROJECT_ROOT,
            env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)},
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def go(self, kill_after=None):
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        self.thread = Thread(target=self._count, args=(kill_after,))
        self.thread.start()

    def _count(self, kill_after):
        for _ in self.process.stdout:
            self.acknowledged += 1
            if self.acknowledged == kill_after:
                self.process.kill()

    def end(self):
        self.thread.join()
        return self.process.wait()


def run(home, victims):
    """Start all, let them write together, kill the victims on the way. Returns the writers when they have ended."""
    with ExitStack() as stack:
        writers = [Writer(home, number) for number in range(WRITERS)]
        for writer in writers:
            stack.enter_context(writer.process)
            assert writer.process.stdout.readline() == "ready\n"
        for writer in writers:
            writer.go(KILLED_AFTER if writer.number in victims else None)
        for writer in writers:
            writer.end()
    return writers


def saved_by(home):
    """How many rows each writer has, after checking that no submit is there twice."""
    names = register.history(home, "step_update")["client_id"].to_list()
    assert len(names) == len(set(names))
    return {number: sum(name.startswith(f"{number}-") for name in names) for number in range(WRITERS)}


def test_every_acknowledged_row_is_there_and_a_second_try_doubles_none(home):
    victims = range(KILLED)
    writers = run(home, victims)
    saved = saved_by(home)
    for writer in writers:
        assert writer.process.returncode == (-9 if writer.number in victims else 0)
        # At most one row more than acknowledged: the one that was saved when the kill came.
        assert writer.acknowledged <= saved[writer.number] <= writer.acknowledged + 1
    assert all(KILLED_AFTER <= saved[number] < WRITES for number in victims)

    for number in victims:  # the same submits from the first, as somebody does who saw the page die
        tried = [is_new for _, is_new in write(home, number, WRITES)]
        assert tried == [False] * saved[number] + [True] * (WRITES - saved[number])
    assert saved_by(home) == dict.fromkeys(range(WRITERS), WRITES)
    assert register.current_steps(home).height == STEPS


def test_threads_of_one_process_write_together(home):
    with ThreadPoolExecutor(WRITERS) as pool:
        tried = pool.map(lambda number: [is_new for _, is_new in write(home, number, 20)], range(WRITERS))
        assert list(tried) == [[True] * 20] * WRITERS
    assert saved_by(home) == dict.fromkeys(range(WRITERS), 20)
