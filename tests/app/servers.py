"""The app as a server: forked from a process that has its imports, or cold as a user starts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.forks import app_started
from warehouse.settings import PROJECT_ROOT


@dataclass(frozen=True)
class Server:
    """A running app: its address and the folder VILLAGE_HOME names."""

    url: str
    home: Path


@contextmanager
def serving(
    home: Path, port: int | None = None, more: dict[str, str] | None = None, log: Path | None = None
) -> Iterator[Server]:
    """``app.py`` with ``home`` in a new process, until the block ends; ``log`` gets all that it says.

    One after the other, unless they are given ports. The process has its imports already (tests/forks.py) and nothing
    else: it has shown no page and read no setting.
    """
    port = port or own_port()
    process = app_started({**os.environ, "VILLAGE_HOME": str(home), "VILLAGE_PORT": str(port), **(more or {})}, log)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_up(url, lambda: process.exitcode)
        yield Server(url, home)
    finally:
        process.terminate()
        process.join(timeout=20)
        assert process.exitcode is not None, "the app did not end"


@contextmanager
def serving_cold(home: Path) -> Iterator[Server]:
    """``python app.py`` as a user starts it, imports and all, on a free port until the block ends."""
    port = free_port()
    environment = {**os.environ, "VILLAGE_HOME": str(home), "VILLAGE_PORT": str(port)}
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "app.py"], cwd=PROJECT_ROOT, env=environment, **silent)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_up(url, process.poll)
        yield Server(url, home)
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@cache
def own_port() -> int:
    """The port of this process's servers, one after the other: what a browser has compiled it knows by its address.

    It is below those that a system gives to whoever asks for any.
    """
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise RuntimeError("no port is free")


def _wait_until_up(url: str, ended: Callable[[], int | None]) -> None:
    """``ended`` gives the process's exit code once there is one."""
    for _ in range(1_200):
        if ended() is not None:
            raise RuntimeError(f"the app ended with code {ended()} before it answered")
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):  # noqa: S310 -- our own server
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the app did not answer within two minutes")
