"""The panel beside the idea bank: one idea in full, and the forms that say what is done with it."""

import streamlit as st

from ui import choices, ideas, words
from ui.data import home
from ui.needs.forms import Form, refused
from warehouse.register import NOTHING_SEEN, NewEntry, latest

NEW_PHASE = "new"
FORMS = ("idea_pick", "idea_phase", "idea_tried")
LABELS = {
    "state": "State",
    "phase": "Phase",
    "new_phase": "Name of the new phase",
    "label": "What will be done",
    "owner_role": "Owner (a role, not a name; may stay empty)",
    "result": "What came of it, in a sentence (name no child or family)",
}
_SAVED = "village_idea_saved"


def panel(idea: dict, barriers: dict[str, str], role: str) -> None:
    """Draw one row of ideas.bank: its words, where it stands, and what may be done with it next.

    ``barriers`` maps a barrier to its name.
    """
    phases = ideas.phases()
    st.subheader(words.plain(idea["name"]), anchor=False)
    st.text(idea["text"])
    st.caption(f"{words.plain(idea['type_label'])} · {idea['source']}")
    if idea["barriers"]:
        st.text("Meets: " + "; ".join(barriers[barrier] for barrier in idea["barriers"]) + ".")
    st.text(ideas.stands(idea, phases))
    with st.container():  # what is said here once must not move the forms below, or they would close
        _pick(idea, role)
    _phase(idea, phases, role)
    _tried(idea, role)


def just_saved() -> str | None:
    """The idea that is open and was saved last: a filter must not take it out of sight at once."""
    saved = st.session_state.get(_SAVED)
    return saved if saved == choices.choice("idea") else None


def _form(name: str, idea: dict, role: str, state: str, **values: str | None) -> Form:
    """A form on ``idea`` that leads to ``state``; its state and result are what a second writer compares."""
    form = Form(name, idea["idea_id"], role, LABELS, fields_of=_compared)
    form.open({"state": ideas.STATES[state], "result": "", **values}, {"": idea["row_id"] or NOTHING_SEEN})
    return form


def _compared(row: dict) -> dict:
    return {"state": ideas.STATES[row["state"]], "result": row["result"] or ""}


def _button(form: Form, label: str, entries_of, idea: dict, done: str) -> None:
    form.button(label, entries_of, done=done, after=lambda: _seen(idea["idea_id"], form.role))
    form.status(entries_of)


def _seen(idea_id: str, role: str) -> None:
    """What one form of the panel saved counts as seen in the others, whose words stay."""
    for name in FORMS:
        Form(name, idea_id, role, LABELS).saw({"": latest(home(), "idea_pick", idea_id=idea_id)["row_id"]})
    st.session_state[_SAVED] = idea_id
    choices.choose("idea", idea_id)


def _entry(idea: dict, state: str, base: int, **more: str | None) -> NewEntry:
    return NewEntry("idea_pick", {"idea_id": idea["idea_id"], "state": state, **more}, base)


def _pick(idea: dict, role: str) -> None:
    """Pick a new idea, or put a picked one back."""
    label, state = ("Put it back", "new") if idea["state"] == "picked" else ("Pick this idea", "picked")
    form = _form("idea_pick", idea, role, state)
    if idea["state"] in ("new", "picked"):
        done = f"Saved: the idea is {ideas.STATES[state]}."
        _button(form, label, lambda _, bases: [_entry(idea, state, bases[""])], idea, done)
    else:
        form.say()


def _phase(idea: dict, phases: dict[str, str], role: str) -> None:
    """An action for the idea, in a phase that is there or in a new one."""
    names = phases | {NEW_PHASE: "A new phase"}
    with st.expander("Put it into a phase", key="idea_phase_open"), st.container(key="form_idea_phase"):
        new = {"phase": None, "new_phase": "", "label": idea["label"], "owner_role": ""}
        form = _form("idea_phase", idea, role, "in_phase", **new)
        if form.widget(st.selectbox, "phase", options=list(names), format_func=names.get) == NEW_PHASE:
            form.widget(st.text_input, "new_phase", live=True)
        form.widget(st.text_input, "label", live=True)
        form.widget(st.text_input, "owner_role", live=True)
        done = "Saved: the idea is in the phase, with an action of its own."
        _button(
            form,
            "Put it into the phase",
            lambda values, bases: _into_phase(idea, values, bases[""], form.submit_id),
            idea,
            done,
        )


def _into_phase(idea: dict, values: dict, base: int, submit_id: str) -> list[NewEntry]:
    """The action, its phase where that is new, and the idea's state: saved together or not at all."""
    phase_id, entries = values["phase"], []
    if phase_id is None:
        raise refused("phase", "Choose the phase the idea goes into, then save again.")
    if phase_id == NEW_PHASE:
        if not values["new_phase"].strip():
            raise refused("new_phase", "The name of the phase is empty; give the phase a name, then save again.")
        phase_id = f"phase_{submit_id}"
        entries.append(NewEntry("phase", {"phase_id": phase_id, "label": values["new_phase"]}))
    action = {"action_id": f"action_{submit_id}", "phase_id": phase_id, "idea_id": idea["idea_id"]}
    action |= {name: values[name] for name in ("label", "owner_role")}
    return [*entries, NewEntry("action", action), _entry(idea, "in_phase", base, phase_id=phase_id)]


def _tried(idea: dict, role: str) -> None:
    with st.expander("Say what came of it", key="idea_tried_open"), st.container(key="form_idea_tried"):
        form = _form("idea_tried", idea, role, "tried")
        form.widget(st.text_input, "result", live=True)
        _button(
            form,
            "It was tried",
            lambda values, bases: [
                _entry(idea, "tried", bases[""], phase_id=idea["phase_id"], result=values["result"])
            ],
            idea,
            "Saved: the idea is tried.",
        )
