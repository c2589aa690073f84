"""The files that wait to be loaded: kept in the session, so that another drop or another page loses none."""

import hashlib
from dataclasses import dataclass, field

import streamlit as st

_FILES, _DROPS = "village_upload_files", "village_upload_drops"


@dataclass(frozen=True)
class Dropped:
    """One dropped file: the name it came with, its bytes, and their digest, which names it everywhere here."""

    name: str
    content: bytes = field(repr=False)
    digest: str

    @classmethod
    def of(cls, name: str, content: bytes) -> "Dropped":
        return cls(name, content, hashlib.sha256(content).hexdigest()[:16])


def drop_zone() -> None:
    """Where files are dropped or chosen; what was dropped joins the list, and the zone is empty for more."""
    key = f"village_drop_{st.session_state.setdefault(_DROPS, 0)}"
    st.file_uploader(
        "Exports as CSV, text or xlsx files, one or several",
        accept_multiple_files=True,
        key=key,
        on_change=lambda: _take(key),
        help="Straight from the school's system, the form tool or the texting service. Nothing is stored until you "
        "press Load.",
    )


def _take(key: str) -> None:
    for file in st.session_state[key]:
        dropped = Dropped.of(file.name, file.getvalue())
        _list().setdefault(dropped.digest, dropped)
    st.session_state[_DROPS] += 1


def waiting() -> list[Dropped]:
    """The files dropped and neither loaded nor taken off, oldest first."""
    return list(_list().values())


def take_off(digests: list[str]) -> None:
    """Take files off the list."""
    for digest in digests:
        _list().pop(digest, None)


def _list() -> dict[str, Dropped]:
    return st.session_state.setdefault(_FILES, {})
