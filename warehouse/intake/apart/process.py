"""Starting the process that reads a file, asking it, and ending it whatever it does.

``keep_warm`` has one started ahead, because starting takes a second or two: used once, then replaced. A process that
waits ends with the one that started it, since its standard input is then closed.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

from warehouse.intake import limits
from warehouse.intake.apart import wire
from warehouse.settings import PROJECT_ROOT

Progress = Callable[[float, str], None]
COMMAND = (sys.executable, "-m", "warehouse.intake.apart.child")
TIME, MEMORY, CRASH = "time", "memory", "crash"
_KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
# Two threads and few arenas: what a file may cost must not depend on how many cores the machine has.
_FIXED_VARIABLES = {
    "POLARS_MAX_THREADS": "2",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}


def silent(fraction: float, sentence: str) -> None:
    """No progress wanted."""


class Ended(Exception):
    """The process ended without an answer. ``cause``: time, memory or crash."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Reader:
    """One started process; it answers one request."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        self._process = subprocess.Popen(
            command,
            cwd=PROJECT_ROOT,
            env=kept | _FIXED_VARIABLES,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a library says of a file may hold its values
        )

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: dict, on_progress: Progress) -> dict:
        """The last message of the answer; progress goes to ``on_progress``. Raises Ended.

        ``request["seconds"]`` is the processor time it may take.
        """
        timer = threading.Timer(limits.WAITING * request["seconds"], self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(wire.to_line(request))
            self._process.stdin.flush()
            return self._listen(on_progress)
        except (OSError, ValueError):
            raise Ended(self._cause(timed_out=not timer.is_alive())) from None
        finally:
            timer.cancel()
            self.end()

    def _listen(self, on_progress: Progress) -> dict:
        while line := self._process.stdout.readline(limits.ANSWER):
            message = wire.from_line(line)
            if "fraction" not in message:
                return message
            on_progress(float(message["fraction"]), str(message["sentence"]))
        raise ValueError("no answer")

    def _cause(self, timed_out: bool) -> str:
        """Why it ended: our timer or the processor limit; memory makes libraries abort; else something unforeseen."""
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:  # it still runs: what it said was no answer
            return CRASH
        if timed_out or code == -signal.SIGXCPU:
            return TIME
        return MEMORY if code in (-signal.SIGABRT, -signal.SIGKILL) else CRASH

    def end(self) -> None:
        """Close its pipes and make sure that it is gone."""
        self._process.kill()
        self._process.communicate()


_lock = threading.Lock()
_spare: Reader | None = None
_is_warm = False


def keep_warm() -> None:
    """From now on have a process ready, so that a look at a file costs no start."""
    global _is_warm
    _is_warm = True
    _refill()


def take() -> Reader:
    """The process that is ready, or a new one."""
    global _spare
    with _lock:
        ready, _spare = _spare, None
    if ready and ready.is_alive():
        return ready
    return Reader()


def ask(request: dict, on_progress: Progress) -> dict:
    """Ask a process and see to it that the next one is ready. Raises Ended."""
    try:
        return take().ask(request, on_progress)
    finally:
        _refill()


def _refill() -> None:
    global _spare
    with _lock:
        if _is_warm and not (_spare and _spare.is_alive()):
            _spare = Reader()
