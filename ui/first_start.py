"""The first start: the demonstration is built before any page is shown, with its progress in view."""

import streamlit as st

from ui import jobs
from ui.data import build, home
from warehouse import demo, homes

_JOB = "village_first_start"


def ensure() -> None:
    """Build the demonstration if the active home is to hold it and nothing was built there yet.

    A second browser watches the same build. Where it fails, say why, offer another try and end the run.
    """
    if build() is not None or homes.kind(home()) == homes.OWN:
        return
    st.title("Getting Village ready", anchor=False)
    st.markdown(
        "This is the first start. A fictional school is being put together, so that there is something to see; "
        "it takes about a minute and happens once."
    )
    active = home()
    if _JOB not in st.session_state:
        st.session_state[_JOB] = jobs.start(f"demo {active.root}", lambda tell: demo.prepare(active, on_event=tell))
    jobs.watch(st.session_state[_JOB])
    _offer_another_try(st.session_state[_JOB].error)
    st.stop()


def _offer_another_try(error: str | None) -> None:
    st.error(error or "The demonstration was built, but it cannot be found; try again.")
    if st.button("Try again"):
        del st.session_state[_JOB]
        st.rerun()
