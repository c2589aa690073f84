"""A build after an upload at a million sessions, beside a script of SQL that makes the same tables.

``python -m benchmarks.build_million [copies]`` writes benchmarks/results/build_million.json. The script is what a hand
would run without this project: the models' statements and the three Python models one after the other on one
connection, then the served tables written to a file; it checks nothing and tells nobody. The build is what a school
gets: by the warm worker, with all data tests and contracts, after one more upload each time. Both take turns.
"""

import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import duckdb

from benchmarks.large_school import fill
from warehouse import build, models, publish, worker
from warehouse.intake import Options, load_file
from warehouse.plan import WORK_FILE, Plan, ready
from warehouse.settings import Home

RESULTS = Path(__file__).parent / "results" / "build_million.json"
COPIES, TURNS = 22, 5


def run_script(plan: Plan, work_file: Path, served: Path) -> float:
    """Seconds to make every model in ``work_file``, which holds all they read, and to write what is served."""
    served.unlink(missing_ok=True)
    started = perf_counter()
    with duckdb.connect(str(work_file)) as connection:
        for node in in_order(plan):
            models._make(node, connection)
    publish._copy_tables(work_file, served)
    return perf_counter() - started


def in_order(plan: Plan) -> list:
    """The models, each after what it reads."""
    ordered: dict = {}

    def add(key: str) -> None:
        if key not in ordered:
            for parent in plan.nodes[key].after:
                add(parent)
            ordered[key] = plan.nodes[key]

    for key, node in plan.nodes.items():
        if node.kind != "test":
            add(key)
    return list(ordered.values())


def run_build(home: Home) -> float:
    started = perf_counter()
    result = worker.run_build(home)
    seconds = perf_counter() - started
    if result.unchanged:
        raise SystemExit("the upload was not new, so nothing was measured")
    return seconds


def upload(home: Home, folder: Path, number: int) -> None:
    """One more file of a day's calls."""
    file = folder / f"calls_{number}.csv"
    call = f"new{number},2026-07-0{number % 9 + 1},Call,Outbound,HV1001x0000,Answered"
    file.write_text(f"Contact ID,Date,Channel,Direction,Pupil ID,Outcome\n{call}\n")
    load_file(home, file, Options(school_id="large"))


def main() -> None:
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else COPIES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = Home(folder / "home")
        marks = fill(home, folder, copies)
        plan = ready(home)
        worker.warm_up()
        worker.run_build(home)
        builds, scripts = [], []
        for number in range(TURNS):
            upload(home, folder, number)
            builds.append(run_build(home))
            with duckdb.connect(str(build._new_work_file(home, plan.reference))) as connection:
                build._land(connection, home)
                for schema in sorted({node.place.partition(".")[0] for node in in_order(plan)}):
                    connection.execute(f"create schema if not exists {schema}")
            scripts.append(run_script(plan, home.work / WORK_FILE, folder / "script.duckdb"))
            print(
                f"build {builds[-1]:.2f} s, script {scripts[-1]:.2f} s, ratio {builds[-1] / scripts[-1]:.2f}",
                flush=True,
            )
    ratios = [a / b for a, b in zip(builds, scripts, strict=True)]
    told = {
        "marks": marks,
        "build_seconds": [round(value, 2) for value in builds],
        "script_seconds": [round(value, 2) for value in scripts],
        "ratio_median": round(median(ratios), 2),
        "ratio_lowest": round(min(ratios), 2),
        "ratio_highest": round(max(ratios), 2),
    }
    print(json.dumps(told, indent=1))
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
