"""An open page asks by itself whether its viewer is still signed in, and clears itself where they are not."""

import streamlit as st

from ui.roles import signed_in
from warehouse.register.sessions import SignedInRole

ASK_EVERY = "20s"


def keep_asking(role: str) -> None:
    """Ask now and then for as long as the page is open; a page drawn for another role than today's is drawn anew."""
    if isinstance(role, SignedInRole):
        _ask(str(role))


@st.fragment(run_every=ASK_EVERY)
def _ask(drawn_for: str) -> None:
    now = signed_in()
    if now is None or str(now) != drawn_for:
        st.rerun()
