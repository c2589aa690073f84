"""What a person said of a file, kept in the session by what is in the file: no step, drop or other page loses it.

Each thing said has an id: ``kind``, ``sheet``, ``encoding``, ``date_order``, the id of a question of the intake,
``column:<heading>`` (a field, or 'ignore') or ``question:<question key>`` (the target of a survey's question).
"""

from collections.abc import Iterable

import streamlit as st

from warehouse.intake import Options
from warehouse.intake.results import Question

COLUMN, SURVEY_QUESTION = "column:", "question:"
LEAVE_OUT = "ignore"
_FIELDS = ("kind", "sheet", "encoding", "date_order")
_SAID, _ASKED = "village_upload_said", "village_upload_asked"

Said = tuple[tuple[str, str], ...]


def of(digest: str) -> dict[str, str]:
    """Everything said so far of the file with that digest: id to what was said."""
    return st.session_state.setdefault(_SAID, {}).setdefault(digest, {})


def say(digest: str, what: str, choice: str | None) -> None:
    """Keep what was said; nothing (None or '') takes it back."""
    if choice:
        of(digest)[what] = choice
    else:
        of(digest).pop(what, None)


def take_back(digest: str, ids: Iterable[str]) -> None:
    """Forget what was said under these ids."""
    for what in list(ids):
        of(digest).pop(what, None)


def asked(digest: str, questions: Iterable[Question]) -> list[Question]:
    """These questions and all that were asked of the file before, so that an answer can be changed."""
    known: dict[str, Question] = st.session_state.setdefault(_ASKED, {}).setdefault(digest, {})
    known |= {question.id: question for question in questions}
    given = of(digest)
    open_ids = {question.id for question in questions}
    return [question for question in known.values() if question.id in open_ids or question.id in given]


def frozen(digest: str) -> Said:
    """What was said, in an order of its own: part of a cache's key."""
    return tuple(sorted(of(digest).items()))


def options_of(said: Said) -> Options:
    """What was said, as the intake takes it."""
    given = dict(said)
    mapping = {what.removeprefix(COLUMN): given.pop(what) for what in list(given) if what.startswith(COLUMN)}
    targets = [what for what in given if what.startswith(SURVEY_QUESTION)]
    question_map = {what.removeprefix(SURVEY_QUESTION): given.pop(what) for what in targets}
    fields = {name: given.pop(name) for name in _FIELDS if name in given}
    return Options(mapping=mapping, question_map=question_map, answers=given, **fields)
