"""Phase progress: how far Phase 1 is, what is late or stuck, and when what is due; senior leaders update steps here."""

import streamlit as st

from ui import progress, stepping, words
from ui.cards import empty, figure, heading
from ui.charts.phases import action_progress, timeline
from ui.data import build, mart
from ui.drawing import drawn
from ui.shell import guard

PHASE = "phase_1"

role = guard("phase_progress")
heading("Phase progress", "What Phase 1 set out to do, how far it is, and what needs a decision.")


def needs_a_decision(steps) -> None:
    """Late and stuck steps first: they are what a meeting can do something about."""
    st.subheader("Late or stuck", anchor=False)
    found = progress.in_the_way(steps)
    if not found:
        empty("Nothing is late and nothing is stuck.")
        return
    with st.container(border=True):
        for sentence in found:
            st.text(sentence)
        st.caption("Ask of each: what is in the way, who will move it, and by when?")


def show() -> None:
    """The phase from its published tables."""
    steps = progress.with_states(mart("rpt_phase_steps", phase_id=PHASE))
    actions = progress.action_rows(mart("rpt_phase_progress", phase_id=PHASE), steps)
    if steps.is_empty():
        empty("No steps of this phase are on record yet.")
        return
    said = progress.overall(steps, actions)
    as_of = build().built_at.date()
    st.text(f"{said} As of {words.date(as_of)}.")
    needs_a_decision(steps)
    figure(
        "When each step is due, and how it stands",
        drawn(timeline, steps, as_of=as_of, description=said),
        progress.steps_table(steps),
        n=f"{steps.height} steps of {actions.height} actions",
        alt="; ".join(steps["label"]) + ".",
        source="Strategy, section 4.7; states and dates as senior leaders recorded them",
    )
    figure(
        "Steps done for each action",
        drawn(action_progress, actions, description=said),
        progress.actions_table(actions),
        n=f"{actions.height} actions",
        alt="; ".join(actions["label"]) + ".",
        source="Strategy, section 4.7",
    )
    if role == "slt":
        stepping.step_form(steps, role)


if build() is None:
    empty("Nothing has been put together yet, so there is no progress to show.", "Upload an export", "upload")
else:
    show()
