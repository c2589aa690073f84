"""Processes forked from one that has imported what they need: the same work, without the seconds that importing takes.

What forks only imports, as the build's warm worker does: it reads no settings, opens no file and starts no pool of
threads. Modules of ``ui`` that draw are left to the app itself, for they are to be imported where a server runs.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType

from warehouse.settings import PROJECT_ROOT

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        "warehouse.build",
        "warehouse.demo",
        "warehouse.intake",
        "warehouse.impact.tables",
        "altair",
        "pandas",
        "streamlit.web.server.starlette",
        "ui.gate.entrance",
    ]
)


def started(work: Callable, *arguments) -> BaseProcess:
    """A forked process that does the work, running. It knows nothing of the program that runs the tests."""
    process, main = FORKS.Process(target=work, args=arguments, daemon=True), sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")  # the fork imports it first, and it may be a page
    try:
        process.start()
    finally:
        sys.modules["__main__"] = main
    return process


def app_started(environment: dict[str, str], log: Path | None) -> BaseProcess:
    """``app.py`` as a program of its own with this environment and no other; ``log`` gets all that it says."""
    return started(_app, environment, log)


def _app(environment: dict[str, str], log: Path | None) -> None:
    os.chdir(PROJECT_ROOT)
    os.environ.clear()
    os.environ.update(environment)
    told = os.open(log or os.devnull, os.O_WRONLY | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(told, stream)
    runpy.run_path("app.py", run_name="__main__")
