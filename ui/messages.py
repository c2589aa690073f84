"""Sentences that more than one page shows."""

import logging
import traceback
from pathlib import Path

from warehouse.errors import VillageError

DEMO = "**Fictional demonstration data.** The school, its pupils and every figure here are invented."
NO_RELEASE = "Nothing has been released to governors yet; ask a senior leader to sign off a release."
REFUSED = "This page is not open to the role you are looking as; choose another role or another page."
SIGNED_OUT = (
    "You are signed out: time ran out, you signed out elsewhere, or your role was changed. Sign in again to go on."
)
UNEXPECTED = (
    "Something went wrong on this page and nothing was changed; reload the page, and if it happens again tell the "
    "person who looks after Village what you were doing."
)


def sentence_of(error: Exception) -> str:
    """What a user may read about ``error``: an expected error's own sentence, else one that gives nothing away."""
    return str(error) if isinstance(error, VillageError) else UNEXPECTED


def log_place_of(error: Exception) -> None:
    """Log what kind of error it was and where in the program, never its message, which may hold a private value."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "an unknown place"
    logging.getLogger("village").error("%s in %s", type(error).__name__, where)
