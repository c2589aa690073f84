"""``inspect_file`` and ``load_file`` from outside: same arguments, results and errors, the work in another process."""

import logging
from dataclasses import asdict
from pathlib import Path

from warehouse import errors
from warehouse.errors import FileRefused, VillageError
from warehouse.intake import limits
from warehouse.intake.apart import process, wire
from warehouse.intake.apart.scratch import scratch_folder, shown_name
from warehouse.intake.results import Inspection, LoadResult, Options
from warehouse.settings import Home

_SENTENCES = {
    process.TIME: "Reading the file took longer than it may, so it was stopped",
    process.MEMORY: "The file needs more memory to read than it may have, so reading it was stopped",
    process.CRASH: "The file could not be read",
}
_NOTHING_STORED = "; nothing was stored. Export it again as CSV, or split it into smaller files."
_PERHAPS_STORED = "; look at the list of uploads, and load it again if it is not there: nothing counts twice."


def inspect_apart(path: Path | str, options: Options | None = None, home: Home | None = None) -> Inspection:
    """What a file is and what a load would do; stores nothing, never raises for what is in the file.

    Raises FileRefused only where the file cannot be opened.
    """
    try:
        answer = _ask("inspect", Path(path), options, home, process.silent)
    except process.Ended as ended:
        return Inspection(error=_SENTENCES[ended.cause] + _NOTHING_STORED)
    return wire.revive(Inspection, answer["inspection"])


def load_apart(
    home: Home,
    path: Path | str,
    options: Options | None = None,
    filename: str | None = None,
    on_progress: process.Progress = process.silent,
) -> LoadResult:
    """Land a file in the home. Raises FileRefused or QuestionOpen with ``.inspection``; then nothing is stored."""
    before = _uploads_known(home)
    try:
        answer = _ask("load", Path(path), options, home, on_progress, shown_name(filename or Path(path).name))
    except process.Ended as ended:
        is_same = _uploads_known(home) == before
        raise _with_inspection(_SENTENCES[ended.cause] + (_NOTHING_STORED if is_same else _PERHAPS_STORED)) from None
    return wire.revive(LoadResult, answer["result"])


def _ask(
    verb: str,
    path: Path,
    options: Options | None,
    home: Home | None,
    on_progress: process.Progress,
    filename: str | None = None,
) -> dict:
    """The answer where it is no error. Raises the error it names, and process.Ended."""
    with scratch_folder(home) as scratch:
        request = {
            "verb": verb,
            "path": str(path.absolute()),
            "options": asdict(options or Options()),
            "home": str(home.root.absolute()) if home else None,
            "filename": filename,
            "scratch": str(scratch.absolute()),
            "seconds": limits.processor_seconds(_size(path)),
        }
        return unless_ended(process.ask(request, on_progress))


def unless_ended(answer: dict) -> dict:
    """The answer where it is a result. Raises the error it names, and process.Ended where reading came to grief."""
    if "ended" in answer:
        raise process.Ended(process.MEMORY)
    if "error" in answer:
        raise _error(answer["error"])
    if "unforeseen" in answer:
        logging.getLogger("village").error("reading a file: %s", answer["unforeseen"])
        raise process.Ended(process.CRASH)
    return answer


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # opening it says what is wrong


def _error(told: dict) -> VillageError:
    """The error of our own that the process names; a name that is not ours is a refusal."""
    wanted = getattr(errors, told["kind"], None)
    is_ours = isinstance(wanted, type) and issubclass(wanted, VillageError)
    error = (wanted if is_ours else FileRefused)(told["sentence"])
    if told.get("inspection"):
        error.inspection = wire.revive(Inspection, told["inspection"])
    elif isinstance(error, FileRefused):
        error.inspection = Inspection(error=str(error))
    return error


def _with_inspection(sentence: str) -> FileRefused:
    refused = FileRefused(sentence)
    refused.inspection = Inspection(error=sentence)
    return refused


def _uploads_known(home: Home) -> bytes:
    return home.manifest.read_bytes() if home.manifest.exists() else b""
