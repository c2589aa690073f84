"""The forms that move a phase on: bring a step up to date, and note evidence about an action or a step."""

import streamlit as st

from ui import words
from ui.phases.form import NO_NAMES, DatedForm
from ui.phases.standing import Work
from warehouse.register import NOTHING_SEEN, STATUSES, NewEntry

_FIELDS = ("status", "start_date", "due_date", "done_date", "owner_role")
_LABELS = {
    "status": "State",
    "start_date": "Start",
    "due_date": "Due",
    "done_date": "Done on",
    "owner_role": "Owner",
    "note": "Note",
}


def update_step(work: Work, phase_id: str, role: str) -> None:
    """Choose a step, change what has changed; somebody else's save in between is shown beside this one."""
    steps = {row["step_id"]: row for row in work.steps_of(phase_id)}
    step_id = st.selectbox("Step", list(steps), format_func=lambda one: name(steps[one]), key="step_widget")
    row = steps[step_id]
    base = row["update"]["row_id"]
    form = DatedForm("step", step_id, role, _LABELS, fields_of=lambda saved: {one: saved[one] for one in _LABELS})
    form.open({one: row[one] for one in _FIELDS} | {"note": ""}, {"": base})
    form.widget(
        st.radio,
        "status",
        options=STATUSES,
        format_func=lambda status: words.state(status).capitalize(),
        horizontal=True,
    )
    for column, field in zip(st.columns(3), ("start_date", "due_date", "done_date"), strict=True):
        with column:
            form.day(field, _LABELS[field])
    form.role_of("owner_role", "Owner (a role, not a name)", work.owners())
    form.line("note", "Note (name no child or family)")

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        is_same = not values["note"].strip() and all(values[one] == row[one] for one in _FIELDS)
        return [] if is_same else [NewEntry("step_update", {"step_id": step_id, **values}, bases[""])]

    form.button("Save the step", entries, done="Saved. This page and the progress page show it at once.")
    form.status(entries)


def add_note(work: Work, phase_id: str, role: str) -> None:
    """What was seen or kept that shows how an action or a step goes."""
    about = {row["action_id"]: f"{row['action_position']}. {row['action_label']}" for row in work.actions_of(phase_id)}
    about |= {row["step_id"]: name(row) for row in work.steps_of(phase_id)}
    is_action = {row["action_id"] for row in work.actions_of(phase_id)}
    form = DatedForm("evidence_note", phase_id, role, {})
    form.open({"about_id": None, "text": "", "noted_on": None})
    form.choose("about_id", "About", about)
    form.text("text", f"What shows how it goes. {NO_NAMES}")
    form.day("noted_on", "Date of the evidence")

    def entries(values: dict, _) -> list[NewEntry]:
        kind = "action" if values["about_id"] in is_action else "step"
        note = {**values, "about_id": values["about_id"] or "", "about_kind": kind}
        return [NewEntry("evidence_note", {"note_id": f"note_{form.submit_id}", **note}, NOTHING_SEEN)]

    form.button("Keep the note", entries, done="Saved. It stands on the progress page, for staff and senior leaders.")
    form.status()


def name(row: dict) -> str:
    """'2.1 Find room for parent classes'."""
    return f"{row['action_position']}.{row['step_position']} {row['step_label']}"
