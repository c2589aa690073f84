"""The steps of the wizard as a line of sections: each says its state, and opens by itself where somebody must look."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

FINE, LOOK, ANSWER = "fine", "look", "answer"
_ICONS = {FINE: ":material/check_circle:", LOOK: ":material/visibility:", ANSWER: ":material/help:"}
_PREFIXES = {FINE: "", LOOK: "please look: ", ANSWER: "answer needed: "}


@dataclass(frozen=True)
class Step:
    """One section: ``says`` is its state in our own plain words, ``draw`` fills it."""

    name: str
    title: str
    state: str
    says: str
    draw: Callable[[], None]


def show(steps: list[Step], digest: str) -> None:
    """Draw the steps of one file."""
    for step in steps:
        _show(step, f"village_step {digest} {step.name}")


def _show(step: Step, key: str) -> None:
    """A section opens when its state gets worse; it never closes under somebody's hands.

    Streamlit keeps what a person opened only where it does not report it to us: so everything is drawn each time.
    """
    is_open = f"{key} open"
    st.session_state[is_open] = st.session_state.get(is_open, False) or step.state != FINE
    label = f"**{step.title}** · {_PREFIXES[step.state]}{step.says}"
    with st.expander(label, expanded=st.session_state[is_open], key=key, icon=_ICONS[step.state], type="step"):
        step.draw()
