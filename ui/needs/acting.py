"""A priority becomes an action: in a phase that is there, or in a new one that is saved with it."""

import polars as pl
import streamlit as st

from ui import ideas
from ui.data import home
from ui.needs.forms import Form, refused
from ui.needs.options import choose_option
from warehouse.register import NOTHING_SEEN, NewEntry, current

NEW_PHASE = "a new phase"
_LABELS = {"phase_id": "Phase", "new_phase": "Name of the new phase", "owner_role": "Owner (a role, not a name)"}


def act(ranked: pl.DataFrame, role: str) -> None:
    """Make one of the ranked options an action; say which are actions already."""
    if ranked.is_empty():
        return
    taken = _taken(ranked)
    phases = ideas.phases()
    st.subheader("From priority to action", anchor=False)
    for row in taken.to_dicts():
        st.text(f"✓ {row['label']}: an action in {phases.get(row['phase_id'], 'a phase that was withdrawn')}")
    left = ranked.filter(~pl.col("option_id").is_in(taken["option_id"].to_list()))
    if left.is_empty():
        st.caption("Every option in the order is an action already.")
    else:
        with st.container(border=True, key="form_act"):
            numbers = {row["option_id"]: f"{row['number']}. {row['label']}" for row in left.to_dicts()}
            _form(choose_option(left, "needs_acted_option", numbers), phases, role)
    Form("matrix_act", "", role, {}).say()


def _taken(ranked: pl.DataFrame) -> pl.DataFrame:
    actions = current(home(), "action").filter(pl.col("option_id").is_in(ranked["option_id"].to_list()))
    return actions.unique("option_id", keep="first", maintain_order=True)


def _form(option: dict, phases: dict[str, str], role: str) -> None:
    names = {**phases, NEW_PHASE: "A new phase"}
    form = Form("matrix_act", option["option_id"], role, _LABELS, fields_of=_phase, names=names)
    form.open({"phase_id": list(phases)[-1], "new_phase": "", "owner_role": ""})
    chosen = form.widget(st.selectbox, "phase_id", options=form.within("phase_id", list(names)), format_func=names.get)
    if chosen == NEW_PHASE:
        form.widget(st.text_input, "new_phase", placeholder="such as Phase 2, spring term 2027", live="1s")
    form.widget(st.text_input, "owner_role", live="1s")
    phase = {"phase_id": f"phase_{form.submit_id}"}

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        is_new = values["phase_id"] == NEW_PHASE
        if is_new and not values["new_phase"].strip():
            raise refused("new_phase", "Give the new phase a name, then save again.")
        action = {
            "action_id": f"action_{option['option_id']}",
            "phase_id": phase["phase_id"] if is_new else values["phase_id"],
            "label": option["label"],
            "idea_id": option["idea_id"],
            "option_id": option["option_id"],
            "owner_role": values["owner_role"],
        }
        saved = NewEntry("action", action, bases.get("", NOTHING_SEEN))
        return [NewEntry("phase", phase | {"label": values["new_phase"]}, NOTHING_SEEN), saved] if is_new else [saved]

    form.button("Make it an action", entries, done=f"'{option['label']}' is an action now.")
    form.status(entries)


def _phase(row: dict) -> dict:
    return {"phase_id": row["phase_id"]}
