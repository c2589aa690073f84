"""From dropped files to changed figures, without drawing anything: inspect, load, build, compare.

A dropped file is read in a limited process of its own and lives in a temporary folder only while that lasts; what may
stay is the landing zone's business.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ui import headline
from ui.messages import log_place_of, sentence_of
from warehouse import homes
from warehouse.demo import DEMO_SCHOOL_ID
from warehouse.errors import VillageError
from warehouse.intake import Options
from warehouse.intake.apart import inspect_apart, keep_warm, load_apart, scratch_folder
from warehouse.intake.results import Inspection, LoadResult, Question
from warehouse.settings import Home, get_settings
from warehouse.worker import run_build, warm_up

Tell = Callable[[dict], None]
_SHARE_OF_LOADING = 0.3


@dataclass(frozen=True)
class Dropped:
    """One dropped file: its own name, its bytes and the answers given about it so far (question id to answer)."""

    name: str
    content: bytes
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """Names the file with its answers; the same drop twice has the same key."""
        digest = hashlib.sha256(self.content)
        digest.update(repr((self.name, self.answers)).encode())
        return digest.hexdigest()[:16]


@dataclass(frozen=True)
class Loaded:
    """What became of one file: a result, or the sentence that says why it was not taken."""

    name: str
    result: LoadResult | None = None
    error: str | None = None


@dataclass
class Outcome:
    """What one press of 'Load' came to. ``changes`` has the columns of ``headline.compare``."""

    files: list[Loaded] = field(default_factory=list)
    build_error: str | None = None
    changes: pl.DataFrame | None = None

    @property
    def anything_loaded(self) -> bool:
        return any(file.result for file in self.files)


def get_ready() -> None:
    """Somebody is about to load a file: have a process ready to read it, and a worker ready to build."""
    keep_warm()
    warm_up()


def inspect(home: Home, dropped: Dropped) -> Inspection:
    """What the file is and what would become of it; stores nothing. Never raises: the inspection says why not."""
    try:
        with _on_disk(home, dropped) as path:
            inspection = inspect_apart(path, options_for(home, dropped.answers), home)
            if homes.kind(home) == homes.DEMO and not inspection.error:
                homes.admit(home, path)
            return inspection
    except VillageError as error:
        return Inspection(error=sentence_of(error))
    except Exception as error:  # noqa: BLE001 -- one strange file must not take the others down
        log_place_of(error)
        return Inspection(error=f"{dropped.name} could not be read and nothing was stored; export it again as CSV.")


def options_for(home: Home, answers: tuple[tuple[str, str], ...]) -> Options:
    """Options from the answers given on the page. An answer 'column:<heading>' says which heading a field is."""
    given = dict(answers)
    mapping = {text.removeprefix(COLUMN): name for name, text in given.items() if text.startswith(COLUMN)}
    plain = {name: text for name, text in given.items() if not text.startswith(COLUMN)}
    return Options(
        kind=plain.pop("kind", None),
        date_order=plain.pop("date_order", None),
        mapping=mapping,
        answers=plain,
        school_id=DEMO_SCHOOL_ID if homes.kind(home) == homes.DEMO else get_settings().school_id,
    )


COLUMN = "column:"


def answers_to(question: Question, inspection: Inspection) -> list[str]:
    """What may be answered: the question's own choices; for a field also each heading, as 'column:<heading>'."""
    if question.id in ("kind", "date_order"):
        return list(question.choices)
    return [*question.choices, *(COLUMN + column.header for column in inspection.columns if column.header)]


def load_and_build(home: Home, role: str, files: list[Dropped], tell: Tell) -> Outcome:
    """Load each file, build once, and compare the headline figures. A refused file does not stop the others."""
    before = headline.figures(home, role)
    outcome = Outcome()
    for number, dropped in enumerate(files):
        outcome.files.append(_load(home, dropped, _part(tell, number, len(files))))
    if outcome.anything_loaded:
        outcome.build_error = build(home, _rest(tell))
        outcome.changes = headline.compare(before, headline.figures(home, role))
    return outcome


def build(home: Home, tell: Tell) -> str | None:
    """Build and publish. Returns None, or the sentence that says which check failed."""
    try:
        run_build(home, tell)
    except VillageError as error:
        return sentence_of(error)
    return None


def _load(home: Home, dropped: Dropped, tell: Tell) -> Loaded:
    try:
        with _on_disk(home, dropped) as path:
            homes.admit(home, path)
            progress = lambda fraction, sentence: tell({"fraction": fraction, "sentence": sentence})  # noqa: E731
            result = load_apart(
                home, path, options_for(home, dropped.answers), filename=dropped.name, on_progress=progress
            )
        return Loaded(dropped.name, result)
    except VillageError as error:
        return Loaded(dropped.name, error=sentence_of(error))


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
