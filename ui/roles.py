"""The role of the viewer. On one machine it is a switch in plain sight; it is checked on the server at every run."""

import streamlit as st

from ui import choices

ROLE_NAMES = {"governor": "Governor", "slt": "Senior leader", "staff": "Staff"}
DEFAULT_ROLE = "governor"
_WIDGET = "village_role_switch"


def current_role() -> str:
    """'governor', 'slt' or 'staff'; the one that may see least where the address names no role that is offered."""
    chosen = choices.choice("role")
    return chosen if chosen in ROLE_NAMES else DEFAULT_ROLE


def role_switch() -> None:
    """Draw the switch in the sidebar."""
    st.session_state[_WIDGET] = current_role()
    st.sidebar.radio(
        "Look at this as",
        list(ROLE_NAMES),
        format_func=ROLE_NAMES.get,
        key=_WIDGET,
        on_change=_keep,
        help="On this computer anyone may switch. Each role sees only what that role may see.",
    )


def _keep() -> None:
    choices.choose("role", st.session_state[_WIDGET])
