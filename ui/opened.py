"""What a form was opened on: the row its writer saw, and one id for its submit, so that nothing is saved twice or over.

Kept in the session for the one subject (question, step) a form is open on; another subject opens it anew.
"""

from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from ui.messages import sentence_of
from warehouse.errors import VillageError
from warehouse.register import NOTHING_SEEN, Conflict


@dataclass(frozen=True)
class Opened:
    """``base_row_id`` is the row that was seen (NOTHING_SEEN for none); ``client_id`` names the submit."""

    subject: str
    base_row_id: int
    client_id: str


def opened(form: str, subject: str, newest: dict | None) -> Opened:
    """The opening of ``form`` on ``subject``; ``newest`` is the saved row now, which counts only for a new opening."""
    kept = st.session_state.get(_key(form))
    if kept is None or kept.subject != subject:
        kept = _open(form, subject, newest["row_id"] if newest else NOTHING_SEEN)
    return kept


def save(form: str, write, follow: str) -> None:
    """Run ``write(opened)`` and say how it ended; the form keeps what was typed if nothing could be saved.

    ``write`` gets ``client_id`` and ``base_row_id`` as keywords. After a Conflict the other entry counts as seen, so
    saving again is a decision.
    """
    kept = st.session_state[_key(form)]
    try:
        write(client_id=kept.client_id, base_row_id=kept.base_row_id)
    except Conflict as conflict:
        st.error(sentence_of(conflict))
        _open(form, kept.subject, conflict.row["row_id"])
    except VillageError as error:
        st.error(sentence_of(error))
    else:
        st.session_state.pop(_key(form))
        st.success(f"Saved. {follow}")


def _open(form: str, subject: str, base_row_id: int) -> Opened:
    st.session_state[_key(form)] = Opened(subject, base_row_id, uuid4().hex)
    return st.session_state[_key(form)]


def _key(form: str) -> str:
    return f"village_opened_{form}"
