"""The form in which a senior leader brings a step up to date; what was saved is seen at once, charts follow later."""

from functools import partial

import polars as pl
import streamlit as st

from ui import words
from ui.data import build, home
from ui.opened import opened, save
from warehouse.register import STATUSES, current_steps, record_step_update

FORM = "step"
FIELDS = ("status", "start_date", "due_date", "done_date", "owner_role")


def step_form(steps: pl.DataFrame, role: str) -> None:
    """Choose a step of ``steps`` (rpt_phase_steps), change and save it. What was typed stays if it cannot be saved."""
    st.subheader("Bring a step up to date", anchor=False)
    names = {
        row["step_id"]: f"{row['action_position']}.{row['step_position']} {row['step_label']}"
        for row in steps.to_dicts()
    }
    step_id = st.selectbox("Step", sorted(names, key=names.get), format_func=names.get, key="step_widget")
    now = _now(steps, step_id)
    opened(FORM, step_id, now if "row_id" in now else None)
    with st.form(f"step {step_id}"):
        entered = _fields(step_id, now, _owners(steps))
        sent = st.form_submit_button("Save the step", type="primary")
    if sent:
        _save(step_id, entered, now, role)
    _show_saved(names)


def _fields(step_id: str, now: dict, owners: list[str]) -> dict:
    status = st.radio(
        "State",
        STATUSES,
        index=STATUSES.index(now["status"]),
        format_func=lambda status: words.state(status).capitalize(),
        horizontal=True,
        key=f"status {step_id}",
    )
    dates = {}
    labels = {"start_date": "Start", "due_date": "Due", "done_date": "Done on"}
    for column, (name, label) in zip(st.columns(3), labels.items(), strict=True):
        dates[name] = column.date_input(label, value=now[name], format="DD/MM/YYYY", key=f"{name} {step_id}")
    owner = st.selectbox(
        "Owner (a role, not a name)",
        owners,
        index=owners.index(now["owner_role"]) if now["owner_role"] in owners else None,
        accept_new_options=True,
        placeholder="Choose or type a role",
        key=f"owner {step_id}",
    )
    note = st.text_input("Note (name no child or family)", max_chars=500, key=f"note {step_id}")
    return {"status": status, **dates, "owner_role": owner, "note": note.strip() or None}


def _save(step_id: str, entered: dict, now: dict, role: str) -> None:
    if entered["note"] is None and all(entered[name] == now[name] for name in FIELDS):
        st.info("This is what is saved already; nothing was changed.")
        return
    write = partial(record_step_update, home(), step_id, **entered, role=role)
    save(FORM, write, "The timeline and the governors' view follow when the data is next put together.")


def _now(steps: pl.DataFrame, step_id: str) -> dict:
    """The step as last saved, or as the data that is shown has it."""
    saved = current_steps(home()).filter(pl.col("step_id") == step_id)
    rows = saved if saved.height else steps.filter(pl.col("step_id") == step_id)
    return rows.row(0, named=True)


def _owners(steps: pl.DataFrame) -> list[str]:
    both = [*steps["owner_role"].drop_nulls(), *current_steps(home())["owner_role"].drop_nulls()]
    return sorted(set(both))


def _show_saved(names: dict[str, str]) -> None:
    """Steps saved since the data that is shown was put together."""
    served = build()
    rows = current_steps(home())
    newer = rows.filter(
        pl.col("recorded_at") > served.built_at.replace(tzinfo=None), pl.col("step_id").is_in(list(names))
    )
    if newer.is_empty():
        return
    st.caption("Saved, and not in the charts yet")
    table = {
        "Step": [names[step_id] for step_id in newer["step_id"]],
        "State": [words.state(status) for status in newer["status"]],
        "Due": [words.date(day) for day in newer["due_date"]],
        "Owner": newer["owner_role"],
        "Note": newer["note"],
    }
    st.dataframe(pl.DataFrame(table), hide_index=True, width="stretch")
