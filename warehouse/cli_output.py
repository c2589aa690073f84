"""What a verb of the command line prints, and its exit code: 0 done, 2 refused, 3 a question open, 1 anything else."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

import click

from warehouse.errors import BuildFailed, FileRefused, HomeError, QuestionOpen, ReleaseRefused, VillageError

DONE, OTHER, REFUSED, QUESTION = 0, 1, 2, 3
EXITS = {FileRefused: REFUSED, HomeError: REFUSED, ReleaseRefused: REFUSED, QuestionOpen: QUESTION}


def verb(command: Callable) -> Callable:
    """Add ``--json``; print what the verb returns; turn an expected error into one sentence and its exit code."""

    @wraps(command)
    def run(as_json: bool, **arguments):
        try:
            with _nothing_printed():
                outcome, code = command(as_json=as_json, **arguments)
        except VillageError as error:
            outcome, code = error_outcome(error), EXITS.get(type(error), OTHER)
        click.echo(json.dumps(outcome, default=str, indent=1, ensure_ascii=False) if as_json else _plain(outcome))
        sys.exit(code)

    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(run)


@contextmanager
def _nothing_printed() -> Iterator[None]:
    """What a library prints by itself goes to standard error, so that it never mixes with the result."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def error_outcome(error: VillageError) -> dict:
    if isinstance(error, BuildFailed):
        return {"ok": False, "error": str(error)}
    inspection = getattr(error, "inspection", None)
    return {**(inspection.as_dict() if inspection else {}), "error": str(error)}


def _plain(outcome: dict | list) -> str:
    """The result for a person: the error alone, else a line for each entry, lists below their name."""
    if isinstance(outcome, list):
        return "\n".join(_line(entry) for entry in outcome) or "Nothing yet."
    if outcome.get("error"):
        return outcome["error"]
    return "\n".join(_entry(key, value) for key, value in outcome.items() if value not in _NOTHING)


def _entry(key: str, value: object) -> str:
    if isinstance(value, list):
        return f"{key.replace('_', ' ')}:\n" + "\n".join(f"  {_line(item)}" for item in value)
    return f"{key.replace('_', ' ')}: {_line(value)}"


def _line(value: object) -> str:
    """A mapping in one line, with what is empty or nested in it left out."""
    if not isinstance(value, dict):
        return str(value)
    told = {key: part for key, part in value.items() if part not in _NOTHING and not isinstance(part, dict | list)}
    return ", ".join(f"{key.replace('_', ' ')} {part}" for key, part in told.items())


_NOTHING = (None, [], {}, "")
