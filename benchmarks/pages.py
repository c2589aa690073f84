"""How fast pages are, as ratios against an empty page of the same server in the same run, in Chromium.

``python -m benchmarks.pages`` builds a demonstration and serves it with one page more, the empty one: the shell, the
filters and a line of words. It measures, each time against that page:

- a filter changed, to the last thing painted, on the one-chart view and on the busiest pages (aim: 1.3 and 2.5);
- 50 viewers at once who change a filter, to an option nobody has chosen yet and again, 95th percentile (aim: 2.5);
- the same change at a school of about a million sessions, or as many as ``--copies`` of the sample school make
  (210 are ten million), beside the sample school (aim: 1.2 times);
- memory after 2,000 reruns against memory after 200 (aim: flat).

``--rounds`` and ``--reruns`` make a shorter run. Results go to benchmarks/results/pages.json.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import painted, viewers
from benchmarks.large_school import fill
from warehouse.demo import prepare
from warehouse.settings import PROJECT_ROOT, Home
from warehouse.worker import run_build

RESULTS = Path(__file__).parent / "results" / "pages.json"
EMPTY, ONE_CHART = "empty", "one_figure"
BUSY = ("overview", "barriers", "key_questions")
SITES = ("Eastside", "Westside", "All sites")
PORT = 8930


@contextmanager
def serving(home: Path, port: int = PORT) -> Iterator[subprocess.Popen]:
    """The app with the empty page on ``home``, until the block ends."""
    environment = {**os.environ, "VILLAGE_HOME": str(home), "VILLAGE_PORT": str(port)}
    command = [sys.executable, "-m", "benchmarks.pages_server"]
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2)
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def filter_changes(browser, pages: tuple[str, ...], rounds: int) -> dict[str, dict[str, float]]:
    """Median milliseconds of a filter change on each page, the first time an option is chosen and again.

    The pages take turns in every round, so that whatever else the machine does meets them all alike.
    """
    tabs = {name: painted.tab(browser, f"http://127.0.0.1:{PORT}/{name}") for name in pages}
    first = {name: [painted.choose(tab, "Site", site) for site in SITES] for name, tab in tabs.items()}
    again: dict[str, list[float]] = {name: [] for name in tabs}
    for _ in range(rounds):
        for name, tab in tabs.items():
            again[name] += [painted.choose(tab, "Site", site) for site in SITES]
    for tab in tabs.values():
        tab.context.close()
    return {name: {"first": _median(first[name]), "again": _median(again[name])} for name in pages}


def _median(values: list[float]) -> float:
    return round(sorted(values)[len(values) // 2], 1)


def ratios(found: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The same with how many times the empty page each is."""
    return {
        name: row | {f"{kind}_ratio": round(row[kind] / found[EMPTY][kind], 2) for kind in ("first", "again")}
        for name, row in found.items()
    }


def soak(process: subprocess.Popen, reruns: int) -> dict[str, float]:
    """Resident memory of the server in MB after a tenth of ``reruns`` filter changes on the overview, and after all."""
    found = {}

    def look(number: int) -> None:
        if number in (reruns // 10, reruns):
            found[f"after {number}"] = _resident(process.pid)

    viewers.in_turn(PORT, BUSY[0], reruns, look)
    early, late = found.values()
    return found | {"ratio": round(late / early, 3)}


def _at_once(home: Home, several: int) -> dict[str, dict[str, float]]:
    """What `viewers.at_once` finds, a server a page."""
    ports = {page: PORT + number for number, page in enumerate((EMPTY, ONE_CHART, *BUSY))}
    with ExitStack() as servers:
        for port in ports.values():
            servers.enter_context(serving(home.root, port))
        return viewers.at_once(ports, several)


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return round(int(status.split("VmRSS:")[1].split()[0]) / 1024, 1)


def measure(folder: Path, rounds: int, reruns: int, several: int, copies: int) -> dict:
    """Everything, in the order of the first lines of this module."""
    sample = Home(folder / "sample")
    prepare(sample)
    large = Home(folder / "large")
    size = {"sessions": fill(large, folder, copies)}
    run_build(large)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        with serving(sample.root) as process:
            changes = filter_changes(browser, (EMPTY, ONE_CHART, *BUSY), rounds)
            memory = soak(process, reruns)
        at_once = _at_once(sample, several)
        with serving(large.root):
            large_changes = filter_changes(browser, (EMPTY, ONE_CHART, *BUSY), rounds)
        browser.close()
    return {
        "filter change to painted, ms": ratios(changes),
        "viewers at once, 95th percentile, ms": ratios(at_once),
        "large school": size
        | {page: round(large_changes[page]["again"] / changes[page]["again"], 2) for page in changes},
        "soak, MB": memory,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--reruns", type=int, default=2000)
    parser.add_argument("--viewers", type=int, default=50)
    parser.add_argument("--copies", type=int, default=22)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), asked.rounds, asked.reruns, asked.viewers, asked.copies)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
