"""The fictional demonstration: its sample exports loaded into an empty home, built, and released to its governors.

It goes the way a school's own files go. Stopped half-way, it goes on where it was when called again.
"""

from collections.abc import Callable
from csv import DictReader

from filelock import FileLock

from warehouse import homes
from warehouse.build import BuildResult
from warehouse.intake import Options, load_file
from warehouse.read import current_release, reads_build
from warehouse.register import import_demo_register
from warehouse.settings import SAMPLE_EXPORTS, Home
from warehouse.worker import run_build

DEMO_SCHOOL_ID = "harbour_view"
SIGNED_BY = "the demonstration itself"
_LOADED, _BUILT = 0.4, 0.8


def prepare(home: Home, on_event: Callable[[dict], None] | None = None) -> BuildResult:
    """Fill ``home`` with the demonstration, build and release it; ``on_event`` gets {"fraction", "sentence"}.

    Raises HomeError if the home holds own data, BuildFailed if a check does not pass. A second caller waits for
    the first and then finds the work done.
    """
    tell = on_event or (lambda _: None)
    homes.claim(home, homes.DEMO)
    with FileLock(home.root / "demo.lock"):
        samples = _samples()
        for number, sample in enumerate(samples):
            tell({"fraction": _LOADED * number / len(samples), "sentence": f"Loading {sample['file']}"})
            load_file(home, SAMPLE_EXPORTS / sample["file"], Options(school_id=DEMO_SCHOOL_ID, kind=sample["feed"]))
        import_demo_register(home, SAMPLE_EXPORTS)
        built = run_build(home, lambda event: tell(_between(event, _LOADED, _BUILT)))
        _release_once(home, lambda event: tell(_between(event, _BUILT, 1.0)))
        return built


def _release_once(home: Home, tell: Callable[[dict], None]) -> None:
    from warehouse.release import sign_off  # scipy's solvers take a second to import, and nothing else here needs them

    if current_release(home) is None and not reads_build(home):
        sign_off(home, SIGNED_BY, on_event=tell)


def _samples() -> list[dict]:
    with (SAMPLE_EXPORTS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in DictReader(file) if row["loaded_by_demo"] == "true" and row["feed"] != "register"]
    return sorted(rows, key=lambda row: int(row["order"]))


def _between(event: dict, start: float, end: float) -> dict:
    return {**event, "fraction": start + (end - start) * event["fraction"]}
