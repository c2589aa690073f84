"""The first start: the demonstration is built before any page is shown, with its progress in view."""

import streamlit as st

from ui.data import build, home
from ui.messages import sentence_of
from warehouse import homes
from warehouse.errors import VillageError


def ensure() -> None:
    """Build the demonstration if the active home is to hold it and nothing was built there yet.

    A second browser waits for the first one's build. Where it fails, say why and end the run.
    """
    if build() is not None or homes.kind(home()) == homes.OWN:
        return
    st.title("Getting Village ready", anchor=False)
    st.markdown("This is the first start: a fictional school is being put together, so that there is something to see.")
    _prepare()
    st.rerun()


def _prepare() -> None:
    from warehouse import demo

    bar = st.progress(0.0, text="Starting …")
    try:
        demo.prepare(home(), on_event=lambda event: bar.progress(_fraction(event), text=event["sentence"]))
    except VillageError as error:
        bar.empty()
        st.error(sentence_of(error))
        st.button("Try again")
        st.stop()


def _fraction(event: dict) -> float:
    return min(max(float(event["fraction"]), 0.0), 1.0)
