"""What one worker makes for all workers of a run: it is made under a lock, the others wait and then find it."""

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock
from pytest import TempPathFactory


def made_once(factory: TempPathFactory, worker_id: str, name: str, make: Callable[[Path], object]) -> Path:
    """The run's folder ``name``, filled by ``make(folder)`` in whichever worker asks first. Never write into it."""
    shared = factory.getbasetemp() if worker_id == "master" else factory.getbasetemp().parent
    folder, done = shared / name, shared / f"{name}.made"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
