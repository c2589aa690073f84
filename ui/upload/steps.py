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
    """A section opens when its state gets worse; it never closes under somebody's hands."""
    before = f"{key} state"
    is_other = st.session_state.get(before) != step.state
    if key not in st.session_state or (is_other and step.state != FINE):
        st.session_state[key] = step.state != FINE
    st.session_state[before] = step.state
    section = st.expander(
        f"**{step.title}** · {_PREFIXES[step.state]}{step.says}",
        key=key,
        icon=_ICONS[step.state],
        type="step",
        on_change="rerun",
    )
    if section.open:
        with section:
            step.draw()
