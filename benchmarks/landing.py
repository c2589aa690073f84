"""What landing a large list of marks costs, as a ratio to bare parsing of the same file in the same run.

    python -m benchmarks.landing [--records 10000000] [--pairs 5] [--great-expectations PYTHON]

Every figure is of a new process with two threads that has imported what it needs. Ours and the floor take turns, so
that a busy machine slows both; the ratio given is the median. Precision and recall compare what was set aside with
what the generator spoilt: record, column and rule. Peers run once each, between two floors. Great Expectations is
nothing that the project needs: ``python -m benchmarks.peer_environment FOLDER`` makes a place for it and says which
PYTHON to give.
"""

import argparse
import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from benchmarks import landing_peers

RESULTS = Path(__file__).parent / "results" / "landing.json"
FLOOR, OURS, PREVIEW = "floor: DuckDB reads every column as text", "Village", "Village, preview"
THREADS = {"POLARS_MAX_THREADS": "2", "OMP_NUM_THREADS": "2", "ARROW_DEFAULT_MEMORY_POOL": "mimalloc"}
SMALL, LARGE, REPEATS = 20_000, 3, 5


def load(file: Path, folder: Path) -> None:
    """Our landing, as the command line does it."""
    from warehouse.intake import load_file
    from warehouse.settings import Home

    load_file(Home(folder / "home"), file)


def preview(file: Path, folder: Path) -> None:
    """Our look at a file: recognised, every record checked, nothing stored."""
    from warehouse.intake import inspect_file

    inspect_file(file)


WAYS = {FLOOR: landing_peers.read_all, OURS: load, PREVIEW: preview} | landing_peers.PEERS
NEEDS = {FLOOR: ["duckdb"], OURS: ["warehouse.intake"], PREVIEW: ["warehouse.intake"]} | landing_peers.NEEDS


def run_one(way: str, file: Path, folder: Path) -> dict[str, float]:
    """Seconds by the clock and of processors, and megabytes at most, of one way in this process, after its imports."""
    for name in NEEDS[way]:
        importlib.import_module(name)
    if way in (OURS, PREVIEW):
        sys.modules["warehouse.contracts"].get_ready()
    started, used = time.perf_counter(), time.process_time()
    WAYS[way](file, folder)
    return {
        "seconds": round(time.perf_counter() - started, 3),
        "processor_seconds": round(time.process_time() - used, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def in_new_process(way: str, file: Path, python: str = sys.executable) -> dict[str, float]:
    """``run_one`` in a process of its own."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        return _ask(way, file, Path(folder), python)


def _ask(way: str, file: Path, folder: Path, python: str = sys.executable) -> dict[str, float]:
    command = [python, "-m", "benchmarks.landing", "--one", way, str(file), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | THREADS, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def pairs(file: Path, number: int) -> dict[str, object]:
    """Ours between two floors, ``number`` times; ratios to the mean of the two."""
    ours, floors = [], [in_new_process(FLOOR, file)]
    for _ in range(number):
        ours.append(in_new_process(OURS, file))
        floors.append(in_new_process(FLOOR, file))
    between = [(before["seconds"] + after["seconds"]) / 2 for before, after in pairwise(floors)]
    used = [(a["processor_seconds"] + b["processor_seconds"]) / 2 for a, b in pairwise(floors)]
    ratios = [mine["seconds"] / floor for mine, floor in zip(ours, between, strict=True)]
    return {
        "floor_seconds": round(statistics.median(between), 2),
        "village_seconds": round(statistics.median(mine["seconds"] for mine in ours), 2),
        "ratio": round(statistics.median(ratios), 2),
        "ratios": [round(ratio, 2) for ratio in ratios],
        "ratio_of_processor_time": round(
            statistics.median(mine["processor_seconds"] / floor for mine, floor in zip(ours, used, strict=True)), 2
        ),
        "peak_mb": max(mine["peak_mb"] for mine in ours),
    }


def precision_and_recall(file: Path, truth) -> dict[str, float]:
    """Of the records set aside the share that should be, with that column and rule, and the other way round."""
    import polars as pl

    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        _ask(OURS, file, Path(folder))
        found = pl.read_parquet(next(Path(folder).rglob("*.quarantine.parquet"))).select(truth.columns)
    right = found.join(truth, on=truth.columns, nulls_equal=True).height
    return {"set_aside": found.height, "precision": right / found.height, "recall": right / truth.height}


def small_file(folder: Path) -> dict[str, float]:
    """Seconds for a file of ``SMALL`` records, imports done: looked at, and landed; medians."""
    from benchmarks.marks import write_marks

    file = folder / "small.csv"
    write_marks(file, SMALL)
    looked = [in_new_process(PREVIEW, file)["seconds"] for _ in range(REPEATS)]
    landed = [in_new_process(OURS, file)["seconds"] for _ in range(REPEATS)]
    return {"preview_seconds": statistics.median(looked), "load_seconds": statistics.median(landed)}


def peers(file: Path, python: str | None) -> dict[str, object]:
    """Each peer once between two floors; Great Expectations only where an interpreter that has it is given."""
    results: dict[str, object] = {}
    for name, way in landing_peers.PEERS.items():
        interpreter = python if way is landing_peers.great_expectations else sys.executable
        results[name] = beside_floors(name, file, interpreter) if interpreter else "not run: no interpreter has it"
        print(f"{name:36}{results[name]}", flush=True)
    return results


def beside_floors(way: str, file: Path, python: str) -> dict[str, float]:
    """One way once, with its ratios to the mean of a floor before it and one after it."""
    before = in_new_process(FLOOR, file)
    done = in_new_process(way, file, python)
    after = in_new_process(FLOOR, file)
    measured = {"ratio": "seconds", "ratio_of_processor_time": "processor_seconds"}
    return done | {name: round(2 * done[of] / (before[of] + after[of]), 1) for name, of in measured.items()}


def main(arguments: argparse.Namespace) -> None:
    from benchmarks.marks import write_marks

    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        file = Path(folder) / "marks.csv"
        truth = write_marks(file, arguments.records)
        results: dict[str, object] = {"records": arguments.records, "bytes": file.stat().st_size}
        results |= precision_and_recall(file, truth) | pairs(file, arguments.pairs)
        print(json.dumps(results, indent=1))
        results["small_file"] = small_file(Path(folder))
        results["peers"] = peers(file, arguments.great_expectations)
        write_marks(file, arguments.records * LARGE)
        results[f"peak_mb_of_{LARGE}_times_the_records"] = in_new_process(OURS, file)["peak_mb"]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=10_000_000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--folder", help="where the file is written; the system's temporary folder unless said")
    parser.add_argument("--great-expectations", metavar="PYTHON", help="an interpreter that has Great Expectations")
    parser.add_argument("--one", nargs=3, metavar=("WAY", "FILE", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(run_one(given.one[0], Path(given.one[1]), Path(given.one[2]))))
    else:
        main(given)
