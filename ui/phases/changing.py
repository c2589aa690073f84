"""The forms that put right what was planned: name, term and days of a phase; words, owner and days of an action."""

import streamlit as st

from ui.phases.form import NO_NAMES, DatedForm
from ui.phases.standing import Work
from warehouse.register import NOTHING_SEEN, NewEntry

_LABELS = {
    "label": "What will be done",
    "term": "Term",
    "owner_role": "Owner",
    "start_date": "Start",
    "end_date": "End",
    "due_date": "Due",
}
_PHASE = ("label", "term", "start_date", "end_date")
_ACTION = ("label", "owner_role", "start_date", "due_date")


def change_phase(work: Work, phase_id: str, role: str) -> None:
    """Name, term, start and end of the phase that is chosen, the catalogue's as well."""
    phase = work.phases[phase_id]
    form = _form("phase_change", phase_id, role, _PHASE)
    form.open({name: phase[name] or _empty(name) for name in _PHASE}, {"": phase["row_id"] or NOTHING_SEEN})
    form.line("label", "Name of the phase")
    form.line("term", _LABELS["term"])
    for column, name in zip(st.columns(2), ("start_date", "end_date"), strict=True):
        with column:
            form.day(name, _LABELS[name])

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        is_same = all((values[name] or None) == (phase[name] or None) for name in _PHASE)
        return [] if is_same else [NewEntry("phase", {"phase_id": phase_id, **values}, bases[""])]

    form.button("Save the phase", entries)
    form.status(entries)


def change_action(work: Work, phase_id: str, role: str) -> None:
    """An action the school made; those of the catalogue keep their words and go by their steps."""
    own = {row["action_id"]: row for row in work.actions_of(phase_id) if row["is_own"]}
    if not own:
        st.text("This phase has no action of your own yet; those of the catalogue go by their steps.")
        return
    one = st.selectbox("Action", list(own), format_func=lambda each: own[each]["action_label"], key="action_widget")
    row = own[one]
    form = _form("action_change", one, role, _ACTION)
    form.open({name: row["own_due"] if name == "due_date" else row[name] for name in _ACTION}, {"": row["row_id"]})
    form.line("label", _LABELS["label"], help=NO_NAMES)
    form.role_of("owner_role", "Owner (a role, not a name)", work.owners())
    for column, name in zip(st.columns(2), ("start_date", "due_date"), strict=True):
        with column:
            form.day(name, _LABELS[name])
    kept = {name: row[name] for name in ("action_id", "phase_id", "idea_id", "option_id")}
    before = {name: row["own_due"] if name == "due_date" else row[name] for name in _ACTION}

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        return [] if values == before else [NewEntry("action", kept | values, bases[""])]

    form.button("Save the action", entries)
    form.status(entries)


def _form(name: str, subject: str, role: str, fields: tuple[str, ...]) -> DatedForm:
    return DatedForm(name, subject, role, _LABELS, fields_of=lambda row: {one: row[one] for one in fields})


def _empty(name: str) -> str | None:
    return None if name.endswith("_date") else ""
