"""Taking something of a phase back, and bringing it back again: what was saved together goes and comes together."""

from dataclasses import dataclass

import streamlit as st

from ui import words
from ui.data import home
from ui.needs.forms import Form, refused
from ui.phases.form import DatedForm
from ui.phases.standing import Work
from warehouse.register import ENTRY_KINDS, NewEntry, current, history, latest

_KINDS = ("phase", "action", "step", "carry_over", "evidence_note")
_WORDS = {"phase": "Phase", "action": "Action", "step": "Step", "carry_over": "Carry-over of", "evidence_note": "Note"}
_BRING_BACK = "bring_back"


@dataclass(frozen=True)
class Thing:
    """Something that can be taken back: its words and the rows that go with it."""

    name: str
    rows: list[tuple[str, dict]]


def take_back(work: Work, phase_id: str, role: str) -> None:
    """Choose what is to go, and why; what belongs to it is hidden with it and comes back with it."""
    things = _things(work, phase_id)
    form = DatedForm("take_back", phase_id, role, {})
    form.open({"thing": None, "why": ""})
    form.choose("thing", "What is to be taken back", {one: thing.name for one, thing in things.items()})
    form.line("why", "Why (name no child or family)")

    def entries(values: dict, _) -> list[NewEntry]:
        if values["thing"] not in things:
            raise refused("thing", "Choose what is to be taken back.")
        return [_turned(kind, row, is_withdrawn=True) for kind, row in things[values["thing"]].rows]

    def save() -> None:
        why = st.session_state.get(form.key("why"))
        form.save(entries, done="Taken back. It is listed below and can be brought back.", why=why)

    st.button("Take it back", key=form.key("save"), type="primary", on_click=save)
    form.status()


def taken_back(role: str) -> None:
    """What was taken back, newest first, each with the way back."""
    found = _gone()
    said = Form(_BRING_BACK, "", role, {})
    said.open({})
    said.status()
    if found:
        st.subheader("Taken back", anchor=False)
    for submit, thing in found.items():
        form = Form(_BRING_BACK, submit, role, {})
        form.open({})
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(thing.name)
            rows = thing.rows
            st.button(
                "Bring it back",
                key=form.key("save"),
                icon=":material/undo:",
                on_click=form.save,
                args=(lambda *_, rows=rows: [_turned(kind, row, is_withdrawn=False) for kind, row in rows],),
                kwargs={"done": "Brought back."},
                help=thing.name,
            )
        form.status()


def _things(work: Work, phase_id: str) -> dict[str, Thing]:
    """By id; the catalogue's own phase, actions and steps stay."""
    found: dict[str, Thing] = {}
    phase = work.phases[phase_id]
    if phase["row_id"]:
        found[phase_id] = _thing("phase", phase["label"], _row("phase", phase_id=phase_id))
    for row in work.actions_of(phase_id):
        if row["carried_to"]:
            one = f"{row['action_id']} carried"
            found[one] = Thing(f"{_WORDS['carry_over']} '{row['action_label']}'", _carried(row))
        elif row["is_own"] and not row["carried_from"]:
            one = row["action_id"]
            found[one] = _thing("action", row["action_label"], _row("action", action_id=one))
    for row in work.steps_of(phase_id):
        if row["is_own"]:
            found[row["step_id"]] = _thing("step", row["step_label"], _row("step", step_id=row["step_id"]))
    ids = {row["action_id"] for row in work.actions_of(phase_id)} | {row["step_id"] for row in work.steps_of(phase_id)}
    for row in current(home(), "evidence_note", about_id=sorted(ids)).to_dicts():
        found[row["note_id"]] = _thing("evidence_note", row["text"], row)
    return found


def _carried(action: dict) -> list[tuple[str, dict]]:
    """The carry-over and the action it made in the other phase."""
    row = _row("carry_over", action_id=action["action_id"], to_phase_id=action["carried_to"])
    made = latest(home(), "action", action_id=row["to_action_id"]) if row["to_action_id"] else None
    return [("carry_over", row), *([("action", made)] if made else [])]


def _gone() -> dict[str, Thing]:
    """By the submit that took it back, newest first."""
    found: dict[str, Thing] = {}
    for kind in _KINDS:
        rows = history(home(), kind).unique(list(ENTRY_KINDS[kind].key), keep="first", maintain_order=True)
        for row in rows.filter("is_withdrawn").to_dicts():
            submit = row["client_id"].partition(":")[0]
            thing = found.get(submit) or Thing(_said(kind, row), [])
            found[submit] = Thing(thing.name, [*thing.rows, (kind, row)])
    return dict(sorted(found.items(), key=lambda item: -item[1].rows[0][1]["row_id"]))


def _said(kind: str, row: dict) -> str:
    label = row.get("label") or row.get("text") or row.get("reason") or "an action"
    why = f" Why: {words.sentence(row['why'])}" if row["why"] else ""
    return f"{_WORDS[kind]} '{label}', taken back on {words.date(row['recorded_at'])}.{why}"


def _thing(kind: str, label: str, row: dict) -> Thing:
    return Thing(f"{_WORDS[kind]} '{label}'", [(kind, row)])


def _row(kind: str, **key: str) -> dict:
    return latest(home(), kind, **key)


def _turned(kind: str, row: dict, is_withdrawn: bool) -> NewEntry:
    fields = ENTRY_KINDS[kind].model.model_fields
    values = {name: row[name] for name in fields if name in row}
    return NewEntry(kind, {**values, "is_withdrawn": is_withdrawn}, row["row_id"])
