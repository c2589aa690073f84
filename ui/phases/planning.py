"""The forms that plan a phase: make it, add an action from nothing or from an idea, add a step."""

import streamlit as st

from ui.data import build, mart
from ui.needs.forms import refused
from ui.phases.form import NO_NAMES, DatedForm
from ui.phases.reading import show_next
from ui.phases.standing import Work
from warehouse.register import NOTHING_SEEN, NewEntry


def make_phase(role: str) -> None:
    """A new phase with a name, and its term, start and end where they are known."""
    form = DatedForm("phase_make", "new", role, {})
    form.open({"label": "", "term": "", "start_date": None, "end_date": None})
    phase_id = f"phase_{form.submit_id}"
    form.line("label", "Name of the phase", placeholder="Phase 2")
    form.line("term", "Term", placeholder="Autumn term 2026/27")
    for column, (name, label) in zip(st.columns(2), {"start_date": "Start", "end_date": "End"}.items(), strict=True):
        with column:
            form.day(name, label)
    form.button(
        "Make the phase",
        lambda values, _: [NewEntry("phase", {"phase_id": phase_id, **values}, NOTHING_SEEN)],
        done="Saved. The phase is there and is chosen above; add its first action.",
        after=lambda: show_next(phase_id),
    )
    form.status()


def add_action(work: Work, phase_id: str | None, role: str) -> None:
    """A new action of a phase; taken from an idea, it needs no words of its own and the idea counts as in the phase."""
    form = DatedForm("action_add", phase_id or "none", role, {})
    dates = {"start_date": None, "due_date": None}
    form.open({"phase_id": phase_id, "idea_id": None, "label": "", "owner_role": None, **dates})
    phases = {one: phase["label"] for one, phase in work.phases.items()}
    ideas = _ideas()
    form.choose("phase_id", "Phase", phases)
    form.choose(
        "idea_id", "From an idea of the bank (if it comes from one)", ideas, placeholder="None, or type to find"
    )
    form.line("label", "What will be done", help=f"Left empty, it has the idea's name. {NO_NAMES}")
    _who_and_when(form, work)
    form.button(
        "Add the action",
        lambda values, _: _action(values, ideas, form.submit_id),
        done="Saved. The action is in the phase; give it a first step.",
    )
    form.status()


def add_step(work: Work, phase_id: str, role: str) -> None:
    """A new step of an action, with owner and days if they are known."""
    actions = {row["action_id"]: row["action_label"] for row in work.actions_of(phase_id)}
    form = DatedForm("step_add", phase_id, role, {})
    form.open({"action_id": None, "label": "", "owner_role": None, "start_date": None, "due_date": None})
    form.choose("action_id", "Action", actions)
    form.line("label", "What will be done", help=NO_NAMES)
    _who_and_when(form, work)
    form.button("Add the step", lambda values, _: _step(values, work, form.submit_id), done="Saved. The step is there.")
    form.status()


def _who_and_when(form: DatedForm, work: Work) -> None:
    owner, start, due = st.columns(3)
    with owner:
        form.role_of("owner_role", "Owner (a role, not a name)", work.owners())
    with start:
        form.day("start_date", "Start")
    with due:
        form.day("due_date", "Due")


def _action(values: dict, ideas: dict[str, str], submit_id: str) -> list[NewEntry]:
    label = values["label"].strip() or ideas.get(values["idea_id"], "")
    action = {**values, "action_id": f"action_{submit_id}", "label": label, "phase_id": values["phase_id"] or ""}
    entries = [NewEntry("action", action, NOTHING_SEEN)]
    if values["idea_id"]:
        pick = {"idea_id": values["idea_id"], "state": "in_phase", "phase_id": values["phase_id"]}
        entries.append(NewEntry("idea_pick", pick))
    return entries


def _step(values: dict, work: Work, submit_id: str) -> list[NewEntry]:
    """The step, and its state where an owner or a day was given."""
    own = [row["position"] for row in work.steps if row["action_id"] == values["action_id"] and row["is_own"]]
    if not values["action_id"]:
        raise refused("action_id", "Choose the action the step belongs to, then save again.")
    step = {"step_id": f"step_{submit_id}", "action_id": values["action_id"], "label": values["label"]}
    entries = [NewEntry("step", {**step, "position": max(own, default=0) + 1}, NOTHING_SEEN)]
    state = {name: values[name] for name in ("owner_role", "start_date", "due_date") if values[name]}
    if state:
        update = {"step_id": step["step_id"], "status": "not_started", **state}
        entries.append(NewEntry("step_update", update, NOTHING_SEEN))
    return entries


def _ideas() -> dict[str, str]:
    """Ideas of the bank by id, named as the catalogue names them."""
    if build() is None:
        return {}
    items = mart("rpt_framework_items", framework_id="epstein", item_type="idea")
    return dict(zip(items["item_id"], items["label"], strict=True))
