"""The first start: the demonstration is built before any page is shown, with its progress in view."""

import streamlit as st

from ui import jobs
from ui.data import build, home
from warehouse import demo, homes


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
    _build_demo()
    st.rerun()


def _build_demo() -> None:
    active = home()
    job = jobs.start(f"demo {active.root}", lambda tell: demo.prepare(active, on_event=tell))
    jobs.watch(job)
    if job.error:
        st.error(job.error)
        st.button("Try again")
        st.stop()
