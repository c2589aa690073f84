"""How long the way from the sample exports to a served warehouse takes, as ratios in one run.

``python -m benchmarks.build`` prints a line for each step and writes benchmarks/results/build.json. The floor is
the bare import of dbt in a new process, which every build pays before it does anything.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from warehouse.demo import prepare
from warehouse.settings import Home
from warehouse.worker import run_build

RESULTS = Path(__file__).parent / "results" / "build.json"


def timed(action) -> float:
    """Seconds of wall clock that ``action`` takes."""
    started = perf_counter()
    action()
    return perf_counter() - started


def measure(folder: Path) -> dict[str, float]:
    """Seconds for each step, in the order a school meets them."""
    home = Home(folder / "home")
    return {
        "floor: importing dbt": timed(
            lambda: subprocess.run([sys.executable, "-c", "import dbt.cli.main"], check=True)
        ),
        "demo: load and first build": timed(lambda: prepare(home)),
        "second build, nothing new": timed(lambda: run_build(home)),
        "second build, all of it": timed(lambda: run_build(home, force=True)),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure(Path(folder))
    floor, first = seconds["floor: importing dbt"], seconds["demo: load and first build"]
    rows = {
        name: {"seconds": round(value, 2), "times_floor": round(value / floor, 2), "of_first": round(value / first, 3)}
        for name, value in seconds.items()
    }
    for name, row in rows.items():
        print(f"{name:28}{row['seconds']:7.2f} s{row['times_floor']:8.2f} x floor{row['of_first']:8.3f} of the first")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
