r"""One cell for a day of a register: two marks side by side (``/\``), or one mark that holds for both sessions."""

import re
from functools import lru_cache

from warehouse.intake.marks import UNRECORDED, read_codes

_MARK = r"([/\\#?-]|[A-Z]\d{0,2})"
_PAIR = re.compile(rf"{_MARK}[\s,;|]*{_MARK}$")
_SESSION_OF = {"/": "AM", "\\": "PM"}
_PRESENT = {"AM": "/", "PM": "\\"}


@lru_cache(4096)
def marks_of_cell(text: str | None) -> tuple[str, str] | None:
    """Morning and afternoon of a cell with two marks; None for one mark (C1 and I02 are one each) or a word."""
    cell = (text or "").strip().upper()
    found = _PAIR.match(cell)
    return (found[1], found[2]) if found and cell not in UNRECORDED and cell not in read_codes() else None


def is_for_both(text: str | None, has_pairs: bool) -> bool:
    r"""Whether a cell's one mark holds for both sessions. Among pairs a lone ``/`` or ``\`` is one session's."""
    cell = (text or "").strip().upper()
    if cell in UNRECORDED or marks_of_cell(text):
        return False
    return not (has_pairs and cell in _SESSION_OF)


@lru_cache(4096)
def mark_of_session(text: str | None, session: str, has_pairs: bool) -> str | None:
    r"""The mark of AM or PM in a day's cell; None where that half has none.

    ``has_pairs``: the file writes two marks a cell. Present for a whole day is ``/`` in the morning
    and ``\`` in the afternoon, whichever of them stands there.
    """
    pair = marks_of_cell(text)
    if pair:
        half = pair[0 if session == "AM" else 1]
        return None if half in UNRECORDED else half
    cell = (text or "").strip().upper()
    if cell not in _SESSION_OF:
        return cell
    if has_pairs:
        return cell if _SESSION_OF[cell] == session else None
    return _PRESENT[session]
