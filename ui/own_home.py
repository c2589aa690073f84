"""Leaving the demonstration for the school's own, empty home, and back while nothing was loaded there."""

import streamlit as st

from ui.data import build, home
from ui.messages import sentence_of
from ui.roles import current_role
from warehouse import acts, homes
from warehouse.errors import VillageError
from warehouse.settings import get_settings


def offer(role: str) -> None:
    """Offer the step that fits: 'Start with our own data' in a demonstration, the way back in an empty own home.

    Governors change nothing, so they are offered nothing.
    """
    if role == "governor":
        return
    if homes.kind(home()) == homes.DEMO:
        _offer_start()
    elif build() is None:
        _offer_way_back()


def _offer_start() -> None:
    with st.container(border=True, key="own_home"):
        st.markdown(
            "**Ready for your own school?** Your data gets a home of its own, which starts empty. "
            "The demonstration stays as it is and the two are never mixed."
        )
        if st.button("Start with our own data", icon=":material/school:"):
            _do(acts.start_own)


def _offer_way_back() -> None:
    if st.button("Back to the demonstration", icon=":material/theater_comedy:"):
        _do(acts.leave_own)


def _do(step) -> None:
    try:
        step(home(), current_role(), get_settings())
    except VillageError as error:
        st.error(sentence_of(error))
        return
    st.rerun()
