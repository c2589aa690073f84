"""Run a phase: make it, fill it with actions and steps, bring steps up to date, carry over, take back."""

import streamlit as st

from ui import progress
from ui.cards import empty, heading
from ui.phases import carrying, changing, planning, reading, taking_back, updating
from ui.phases.standing import Work
from ui.shell import guard

MAKE, ACTION, STEP, UPDATE = "Make a phase", "Add an action", "Add a step", "Bring a step up to date"
NOTE, CARRY, CHANGE, BACK = (
    "Note evidence",
    "Carry an action over",
    "Change an action or the phase",
    "Take something back",
)

role = guard("phase_desk")
heading("Run a phase", "Plan it, move it on, and carry over what is not done. What you save is seen at once.")


def tasks(work: Work, phase_id: str | None) -> list[str]:
    """What can be done now: the first is the likeliest."""
    if phase_id is None:
        return [MAKE, ACTION]
    if not work.actions_of(phase_id):
        return [ACTION, MAKE, CHANGE, BACK]
    rest = [ACTION, STEP, NOTE, CARRY, CHANGE, MAKE, BACK]
    return [UPDATE, *rest] if work.steps_of(phase_id) else [STEP, *(one for one in rest if one != STEP)]


def form_of(task: str, work: Work, phase_id: str | None) -> None:
    """The one form of the chosen task."""
    if task == MAKE:
        planning.make_phase(role)
    elif task == CHANGE:
        changing.change_action(work, phase_id, role)
        st.divider()
        changing.change_phase(work, phase_id, role)
    else:
        _FORMS[task](work, phase_id, role)


_FORMS = {
    ACTION: planning.add_action,
    STEP: planning.add_step,
    UPDATE: updating.update_step,
    NOTE: updating.add_note,
    CARRY: carrying.carry_over,
    BACK: taking_back.take_back,
}


def stands(work: Work, phase_id: str) -> None:
    """The phase with everything saved so far."""
    st.subheader(f"{work.phases[phase_id]['label']} as it stands", anchor=False)
    actions = progress.action_rows(work.actions_frame(phase_id))
    if actions.is_empty():
        empty("No actions yet.")
        return
    phases = {one: phase["label"] for one, phase in work.phases.items()}
    steps = progress.with_states(work.steps_frame(phase_id))
    st.text(progress.overall(steps, actions))
    st.dataframe(progress.actions_table(actions, phases), hide_index=True, width="stretch")
    if steps.height:
        st.dataframe(progress.steps_table(steps), hide_index=True, width="stretch")


everything = reading.read()
chosen = reading.choose(everything)
offered = tasks(everything, chosen)
if st.session_state.get("task_widget") not in offered:
    st.session_state["task_widget"] = offered[0]
doing = st.radio("What do you want to do?", offered, horizontal=True, key="task_widget")
with st.container(border=True, key="desk"):
    st.subheader(doing, anchor=False)
    form_of(doing, everything, chosen)
if chosen:
    stands(everything, chosen)
taking_back.taken_back(role)
