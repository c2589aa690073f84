"""Builds run in a niced process of their own: a fresh one, or a worker kept warm.

The warm worker has everything imported that a build calls, so that a build starts at the first model. It waits on its
standard input. For each request it forks, and the fork builds and ends: whatever a build does to its process is gone
with it, and a build that is killed takes nothing else along. The worker ends when its parent's end of the pipe closes.
Two builds at once do not share it: the second gets a fresh process.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Lock

from warehouse.build import BuildResult, OnEvent, build_here
from warehouse.errors import BuildFailed
from warehouse.settings import PROJECT_ROOT, Home

ENDED = "ended"
# Imported and never called before the fork: what opens a file or a pool of threads does so at its first use. Statistics
# are imported where they are first needed, which would be in every fork anew.
CALLED_BY_MODELS = (
    "warehouse.impact.tables",
    "warehouse.impact.survey_tables",
    "scipy.stats",
    "statsmodels.regression.linear_model",
    "statsmodels.stats.proportion",
)
_lock = Lock()
_worker: subprocess.Popen | None = None


def warm_up() -> None:
    """Start the worker unless it runs; returns at once. Called where somebody is about to load a file.

    Where it cannot be started, a build gets a fresh process, and says so if that fails too.
    """
    global _worker
    with _lock:
        if _worker is None or _worker.poll() is not None:
            command = [sys.executable, "-m", "warehouse.worker"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            with suppress(OSError):
                _worker = subprocess.Popen(command, cwd=PROJECT_ROOT, text=True, bufsize=1, **pipes)


def run_build(home: Home, on_event: OnEvent | None = None, force: bool = False) -> BuildResult:
    """Build in a niced process and wait for it; ``on_event`` gets {"fraction": 0 to 1, "sentence": text}.

    Raises BuildFailed with a sentence that names the check; what was served before is served still.
    """
    result = None
    for message in _by_warm_worker(home, force) or _by_fresh_process(home, force):
        if "build_id" in message:
            result = BuildResult(**message)
        elif on_event:
            on_event(message)
    if result is None:
        raise BuildFailed(
            "The build was stopped before it ended; the figures shown before stay. Start the build again."
        )
    if not result.ok:
        raise BuildFailed(result.error)
    return result


def _by_fresh_process(home: Home, force: bool) -> Iterator[dict]:
    command = [sys.executable, "-m", "warehouse.build", str(home.root), *(["--force"] if force else [])]
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    yield from map(json.loads, process.stdout)
    process.wait()


def _by_warm_worker(home: Home, force: bool) -> Iterator[dict] | None:
    """Events and result of a build by the warm worker; None where there is none or it is at work."""
    if _worker is None or not _lock.acquire(blocking=False):
        return None
    if _worker.poll() is None and _asked(_worker, {"home": str(home.root.resolve()), "force": force}):
        return _events(_worker)
    _lock.release()
    return None


def _asked(worker: subprocess.Popen, request: dict) -> bool:
    try:
        worker.stdin.write(json.dumps(request) + "\n")
        worker.stdin.flush()
    except OSError:
        return False
    return True


def _events(worker: subprocess.Popen) -> Iterator[dict]:
    """What the fork says until it has ended, however it ended; then the worker is free again."""
    has_ended = False
    try:
        for line in worker.stdout:
            message = json.loads(line)
            has_ended = ENDED in message
            if has_ended:
                return
            yield message
    finally:
        if not has_ended:  # nobody listened to the end: what is still said must not be taken for the next build
            worker.kill()
        _lock.release()


def _serve(requests: Iterator[str], emit: Callable[[dict], None]) -> None:
    """Build in a fork for each request, one after the other, until the requests end."""
    for request in requests:
        asked = json.loads(request)
        child = os.fork()
        if child == 0:
            try:
                home = Home(Path(asked["home"]))
                emit(build_here(home, emit, force=asked["force"]).as_dict())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        emit({ENDED: True})


def _main() -> None:
    os.nice(10)
    out = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # whatever a library prints must not mix with the events
    for room in CALLED_BY_MODELS:
        import_module(room)
    _serve(iter(sys.stdin.readline, ""), lambda message: print(json.dumps(message), file=out, flush=True))


if __name__ == "__main__":
    _main()
