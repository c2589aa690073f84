"""The role of the viewer, checked on the server at every run.

With sign-in it is the one the viewer's session has at that moment. On one machine without sign-in it is a switch in
plain sight.
"""

import streamlit as st

from ui import choices
from ui.messages import SIGNED_OUT
from warehouse import homes
from warehouse.register import sessions
from warehouse.register.sessions import SignedInRole
from warehouse.settings import get_settings

ROLE_NAMES = {"governor": "Governor", "slt": "Senior leader", "staff": "Staff"}
ALL_ROLES = {**ROLE_NAMES, "admin": "Administrator"}
DEFAULT_ROLE = "governor"
_WIDGET = "village_role_switch"


def current_role() -> str:
    """'governor', 'slt', 'staff' or, with sign-in, 'admin'.

    With sign-in a SignedInRole; where the session has ended the run ends here with a sentence, whatever was drawn.
    Without it, the role that may see least where the address names none that is offered.
    """
    if get_settings().has_sign_in:
        role = signed_in()
        if role is None:
            _say_signed_out()
        sessions.seen(homes.active(get_settings()), role.session_key)
        return role
    chosen = choices.choice("role")
    return chosen if chosen in ROLE_NAMES else DEFAULT_ROLE


def signed_in() -> SignedInRole | None:
    """The role the viewer's session has now, or None; looking does not count as doing something."""
    return sessions.standing(homes.active(get_settings()), st.user.get("village_session"))


def role_switch(role: str) -> None:
    """Draw the switch in the sidebar, or who is signed in and the way out."""
    if isinstance(role, SignedInRole):
        st.sidebar.text(f"{role.person}\n{ALL_ROLES[role]}")
        st.sidebar.button("Sign out", on_click=st.logout, icon=":material/logout:", type="tertiary")
        return
    st.session_state[_WIDGET] = role
    st.sidebar.radio(
        "Look at this as",
        list(ROLE_NAMES),
        format_func=ROLE_NAMES.get,
        key=_WIDGET,
        on_change=_keep,
        help="On this computer anyone may switch. Each role sees only what that role may see.",
    )


def _say_signed_out() -> None:
    st.title("Signed out", anchor=False)
    st.warning(SIGNED_OUT, icon=":material/lock:")
    st.button("Sign in", on_click=st.login, type="primary")
    st.stop()


def _keep() -> None:
    choices.choose("role", st.session_state[_WIDGET])
