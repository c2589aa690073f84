"""From dropped files to changed figures, without drawing anything: inspect, load, build, compare, take back.

A dropped file is read in a limited process of its own and lives in a temporary folder only while that lasts; what may
stay is the landing zone's business.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from ui import headline
from ui.messages import log_place_of, sentence_of
from ui.upload.files import Dropped
from ui.upload.said import Said, options_of
from warehouse import acts, homes, landing
from warehouse.demo import DEMO_SCHOOL_ID
from warehouse.errors import FileRefused, VillageError
from warehouse.intake import Options
from warehouse.intake.apart import inspect_apart, keep_warm, scratch_folder
from warehouse.intake.results import Inspection, LoadResult
from warehouse.settings import Home, get_settings
from warehouse.worker import run_build, warm_up

Tell = Callable[[dict], None]
_SHARE_OF_LOADING = 0.3


@dataclass(frozen=True)
class Loaded:
    """What became of one file: a result, or the sentence that says why it was not taken."""

    name: str
    digest: str = ""
    result: LoadResult | None = None
    error: str | None = None

    @property
    def is_own(self) -> bool:
        """Whether it was dropped and taken; what a correction sets aside stays open in the upload it corrects."""
        return bool(self.result and self.digest)

    @property
    def is_new(self) -> bool:
        return bool(self.result) and not self.result.already_loaded


@dataclass(frozen=True)
class Outcome:
    """What one press of a button came to. ``changes`` has the columns of ``headline.compare``.

    ``is_undone`` says that the files loaded here were taken out again.
    """

    files: list[Loaded] = field(default_factory=list)
    build_error: str | None = None
    changes: pl.DataFrame | None = None
    is_undone: bool = False

    @property
    def anything_loaded(self) -> bool:
        return any(file.result for file in self.files)

    @property
    def problem(self) -> str | None:
        """The first thing that went wrong, if anything did."""
        return next((file.error for file in self.files if file.error), self.build_error)

    @property
    def new_uploads(self) -> list[str]:
        return [file.result.upload_id for file in self.files if file.is_new]


def get_ready() -> None:
    """Somebody is about to drop a file: have a process ready to read it."""
    keep_warm()


def inspect(home: Home, dropped: Dropped, said: Said) -> Inspection:
    """What the file is and what would become of it; stores nothing. Never raises: the inspection says why not."""
    try:
        with _on_disk(home, dropped) as path:
            inspection = inspect_apart(path, _options(home, said), home)
            if homes.kind(home) == homes.DEMO and not inspection.error:
                homes.admit(home, path)
            return inspection
    except VillageError as error:
        return Inspection(error=sentence_of(error))
    except Exception as error:  # noqa: BLE001 -- one strange file must not take the others down
        log_place_of(error)
        return Inspection(error="The file could not be read and nothing was stored; export it again as CSV.")
    finally:
        warm_up()  # whoever looks at a file may load it soon: have a worker ready to build


def _options(home: Home, said: Said) -> Options:
    is_demo = homes.kind(home) == homes.DEMO
    return replace(options_of(said), school_id=DEMO_SCHOOL_ID if is_demo else get_settings().school_id)


def load_and_build(home: Home, role: str, files: list[tuple[Dropped, Said]], tell: Tell) -> Outcome:
    """Load each file, build once, and compare the headline figures. A refused file does not stop the others."""

    def load_all() -> list[Loaded]:
        return [_load(home, role, *file, _part(tell, number, len(files))) for number, file in enumerate(files)]

    return changing(home, role, Outcome(), load_all, tell)


def changing(home: Home, role: str, outcome: Outcome, change: Callable[[], list[Loaded]], tell: Tell) -> Outcome:
    """``outcome`` with the files that ``change`` loads, after a build, with what moved in the headline figures."""
    before = headline.figures(home, role)
    files = change()
    if not any(file.result for file in files):
        return replace(outcome, files=outcome.files + files)
    problem = build(home, _rest(tell))
    moved = headline.compare(before, headline.figures(home, role))
    return replace(outcome, files=outcome.files + files, build_error=problem, changes=moved)


def switch(home: Home, role: str, outcome: Outcome, tell: Tell) -> Outcome:
    """Take what was loaded out again, or bring it back; build and compare."""
    before = headline.figures(home, role)
    change = acts.redo_upload if outcome.is_undone else acts.undo_upload
    for upload_id in outcome.new_uploads:
        change(home, role, upload_id)
    problem = build(home, tell)
    moved = headline.compare(before, headline.figures(home, role))
    return replace(outcome, build_error=problem, changes=moved, is_undone=not outcome.is_undone)


def correct(home: Home, role: str, outcome: Outcome, changed: list[tuple[str, pl.DataFrame]], tell: Tell) -> Outcome:
    """Load records that were put right: uploads, each with rows of its ``rejects``; build, compare."""
    kept = replace(outcome, files=[file for file in outcome.files if file.digest or file.result])
    return changing(home, role, kept, lambda: [_correct(home, role, *one) for one in changed], tell)


def _correct(home: Home, role: str, upload_id: str, rows: pl.DataFrame) -> Loaded:
    name = f"Corrections of {uploaded_name(home, upload_id)}"
    try:
        return Loaded(name, result=acts.correct_upload(home, role, upload_id, rows))
    except FileRefused as error:
        # The record it numbers is one of the corrections, whose numbers nobody has seen.
        return Loaded(name, error=f"{_NONE_USED} {str(error).partition('. ')[2]}".strip())
    except VillageError as error:
        return Loaded(name, error=sentence_of(error))


_NONE_USED = "None of the records put right can be used yet, so nothing was stored; look at each again."


def uploaded_name(home: Home, upload_id: str) -> str:
    """The name an upload's file came with."""
    return next((e["original_name"] for e in landing.read_manifest(home) if e["upload_id"] == upload_id), upload_id)


def build(home: Home, tell: Tell) -> str | None:
    """Build and publish. Returns None, or the sentence that says which check failed."""
    try:
        run_build(home, tell)
    except VillageError as error:
        return sentence_of(error)
    return None


def _load(home: Home, role: str, dropped: Dropped, said: Said, tell: Tell) -> Loaded:
    progress = lambda fraction, sentence: tell({"fraction": fraction, "sentence": sentence})  # noqa: E731
    try:
        with _on_disk(home, dropped) as path:
            result = acts.load_upload(home, role, path, _options(home, said), dropped.name, progress)
        return Loaded(dropped.name, dropped.digest, result)
    except VillageError as error:
        return Loaded(dropped.name, dropped.digest, error=sentence_of(error))


@contextmanager
def _on_disk(home: Home, dropped: Dropped) -> Iterator[Path]:
    """The file under a name of our own: the one it came with is only ever shown."""
    with scratch_folder(home) as folder:
        path = folder / "dropped"
        path.write_bytes(dropped.content)
        yield path


def _part(tell: Tell, number: int, total: int) -> Tell:
    return lambda event: tell({**event, "fraction": _SHARE_OF_LOADING * (number + event["fraction"]) / total})


def _rest(tell: Tell) -> Tell:
    rest = 1 - _SHARE_OF_LOADING
    return lambda event: tell({**event, "fraction": _SHARE_OF_LOADING + rest * event["fraction"]})
