"""How soon each file made to hurt is dealt with, and what it costs the process that asked, in one run.

``python -m benchmarks.hostile [--megabytes 200]`` gives every file of the tests' corpus, and some of full size, to the
limited process that the app uses, and writes benchmarks/results/hostile.json: seconds by the clock, what was
said, and how much the asking process grew. Beside them, a file of 20,000 ordinary rows: looked at and loaded.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from tests.hostile.corpus import CORPUS, MARKS, MB
from warehouse.intake import apart
from warehouse.settings import Home

RESULTS = Path(__file__).parent / "results" / "hostile.json"
MOST_SECONDS, MOST_GROWTH_MB = 5.0, 200.0
TO_BE_READY = 5.0  # seconds in which the process that forks has surely started
TIMES = 5
FULL_SIZE = {"one line": b"a" * MB, "line ends": b"\n" * MB, "zeros": bytes(MB), "commas": b",,,\n" * (MB // 4)}


def main(megabytes: int) -> dict:
    """``is_within`` says whether every file kept to MOST_SECONDS and MOST_GROWTH_MB."""
    apart.keep_warm()
    with tempfile.TemporaryDirectory(prefix="village_") as folder:
        path = Path(folder) / "export.csv"
        ordinary = _ordinary(path, Home(Path(folder) / "home"))
        before = _memory_mb()
        files = [_measured(name, path, before) for name in _written_in_turn(path, megabytes)]
    is_within = all(file["seconds"] <= MOST_SECONDS and file["growth_mb"] <= MOST_GROWTH_MB for file in files)
    return {"is_within": is_within, "ordinary_20000_rows": ordinary, "files": files}


def _written_in_turn(path: Path, megabytes: int) -> Iterator[str]:
    """The name of each file, once ``path`` holds it."""
    for hostile in CORPUS:
        path.write_bytes(hostile.build())
        yield hostile.name
    for name, piece in FULL_SIZE.items():
        with path.open("wb") as file:
            for _ in range(megabytes):
                file.write(piece)
        yield f"{megabytes} MB of {name}"


def _measured(name: str, path: Path, before: float) -> dict:
    started = perf_counter()
    found = apart.inspect_apart(path)
    seconds, growth = round(perf_counter() - started, 2), round(_memory_mb() - before, 1)
    said = found.error or found.decision
    print(f"{seconds:6.2f} s {growth:7.1f} MB  {name}: {said[:80]}", flush=True)
    return {"file": name, "seconds": seconds, "growth_mb": growth, "said": said}


def _ordinary(path: Path, home: Home) -> dict[str, float]:
    """Median seconds to look at 20,000 rows and to load them, once the process that forks is ready."""
    looked, loaded = [], []
    sleep(TO_BE_READY)
    for time in range(TIMES):
        rows = (f"P{time}{n % 1000},W,2024-09-{9 + n // 2000:02d},{'AP'[n // 1000 % 2]}M,/\n" for n in range(20_000))
        path.write_bytes(MARKS + "".join(rows).encode())
        looked.append(_seconds(lambda: apart.inspect_apart(path)))
        loaded.append(_seconds(lambda: apart.load_apart(home, path)))
    return {"inspect_seconds": round(median(looked), 2), "load_seconds": round(median(loaded), 2)}


def _seconds(action) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started


def _memory_mb() -> float:
    """Memory of this process that is in use now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / MB


if __name__ == "__main__":
    figures = main(int(sys.argv[sys.argv.index("--megabytes") + 1]) if "--megabytes" in sys.argv else 200)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(figures["ordinary_20000_rows"], "within" if figures["is_within"] else "NOT WITHIN")
