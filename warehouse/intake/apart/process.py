"""Having a process that reads a file, asking it, and ending it whatever it does.

``keep_warm`` starts the process that forks them (``starter.py``), because starting takes a second or two; from then on
each file costs a fork. It ends with the process that started it, since its standard input is then closed, and so does
every process that reads.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from warehouse.intake import limits
from warehouse.intake.apart import wire
from warehouse.settings import PROJECT_ROOT

Progress = Callable[[float, str], None]
COMMAND = (sys.executable, "-m", "warehouse.intake.apart.starter")
TIME, MEMORY, CRASH = "time", "memory", "crash"
_KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
# Two threads and few arenas: what a file may cost must not depend on how many cores the machine has.
_FIXED_VARIABLES = {
    "POLARS_MAX_THREADS": "2",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
_TO_END = 5.0  # seconds that a killed process may take to be gone


def silent(fraction: float, sentence: str) -> None:
    """No progress wanted."""


class Ended(Exception):
    """The process ended without an answer. ``cause``: time, memory or crash."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Starter:
    """The process that forks those that read; started once."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        self._requests, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                command,
                cwd=PROJECT_ROOT,
                env=kept | _FIXED_VARIABLES,
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # what a library says of a file may hold its values
            )

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def reader(self) -> "Reader":
        """A new process that reads a file. Raises OSError where this one is gone."""
        talk, their_talk = socket.socketpair()
        status, their_status = socket.socketpair()
        with their_talk, their_status:
            try:
                socket.send_fds(self._requests, [b"r"], [their_talk.fileno(), their_status.fileno()])
            except OSError:
                talk.close()
                status.close()
                raise
        return Reader(talk, status)


class Reader:
    """One process that reads; it answers one request on ``talk``, and its keeper says on ``status`` how it ended."""

    def __init__(self, talk: socket.socket, status: socket.socket) -> None:
        self._talk, self._status, self._is_late = talk, status, False

    def ask(self, request: dict, on_progress: Progress) -> dict:
        """The last message of the answer; progress goes to ``on_progress``. Raises Ended.

        ``request["seconds"]`` is the processor time it may take.
        """
        timer = threading.Timer(limits.WAITING * request["seconds"], self._stop_waiting)
        timer.start()
        try:
            self._talk.sendall(wire.to_line(request))
            return self._listen(on_progress)
        except (OSError, ValueError):
            raise Ended(self._cause()) from None
        finally:
            timer.cancel()
            self.end()

    def _listen(self, on_progress: Progress) -> dict:
        with self._talk.makefile("rb") as lines:
            while line := lines.readline(limits.ANSWER):
                message = wire.from_line(line)
                if "fraction" not in message:
                    return message
                on_progress(float(message["fraction"]), str(message["sentence"]))
        raise ValueError("no answer")

    def _cause(self) -> str:
        """Why it ended: our timer or the processor limit; memory makes libraries abort; else something unforeseen."""
        code = self._code(within=1)
        if self._is_late or code == -signal.SIGXCPU:
            return TIME
        return MEMORY if code in (-signal.SIGABRT, -signal.SIGKILL) else CRASH

    def _code(self, within: float) -> int | None:
        """The exit code, negative where a signal ended it; None while it runs, or where nobody knows."""
        self._status.settimeout(within)
        try:
            return int(self._status.recv(16))
        except (OSError, ValueError):
            return None

    def _stop_waiting(self) -> None:
        self._is_late = True
        self._kill()

    def _kill(self) -> None:
        with suppress(OSError):  # it and its keeper have gone already
            self._status.sendall(b"k")

    def end(self) -> None:
        """Make sure that it is gone."""
        self._kill()
        self._code(within=_TO_END)
        self._talk.close()
        self._status.close()


_lock = threading.Lock()
_starter: Starter | None = None


def keep_warm() -> None:
    """Have the process that forks ready, so that a look at a file costs no start. Returns at once."""
    global _starter
    with _lock:
        if not (_starter and _starter.is_alive()):
            _starter = Starter()


def ask(request: dict, on_progress: Progress) -> dict:
    """Ask a process of its own. Raises Ended."""
    keep_warm()
    try:
        reader = _starter.reader()
    except OSError:
        raise Ended(CRASH) from None
    return reader.ask(request, on_progress)
