"""What the app writes into the audit log, and under whose name."""

import streamlit as st

from warehouse.acts import who
from warehouse.register import audit
from warehouse.register.sessions import SignedInRole
from warehouse.settings import Home

_OPEN = "village_page_open"


def note(home: Home, role: str, what: str, **detail: str | int) -> None:
    """Append a row to the audit log."""
    audit.record(home, who(role), what, detail)


def named(role: str, label: str, **options: object) -> str:
    """The name of whoever stands for something: typed in, or where people sign in, the one they signed in with."""
    if isinstance(role, SignedInRole):
        st.text(f"{label} {role.person}")
        return role.person
    return st.text_input(label, max_chars=80, **options)


def page_opened(home: Home, role: str, url_path: str, what: str | None) -> None:
    """Record a page, once each time it is opened; ``what`` is None for one that is not worth a row.

    Without sign-in there is nobody to name, so that looking leaves no trace.
    """
    is_new = st.session_state.get(_OPEN) != (url_path, what)
    st.session_state[_OPEN] = (url_path, what)
    if is_new and what and isinstance(role, SignedInRole):
        note(home, role, what, page=url_path)
