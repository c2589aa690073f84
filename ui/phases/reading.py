"""Phases, actions and steps that stand: the catalogue's and the school's own, with the states typed in so far.

Read from the register, so that what was just saved is seen at once; dbt's fct_action_steps and fct_actions work the
same out for the other pages, and a test holds the two equal.
"""

import datetime as dt

import polars as pl
import streamlit as st

from ui import choices
from ui.data import build, home, mart
from ui.phases.standing import Work, put_together
from warehouse.register import current, history

CATALOGUE_PHASE = "phase_1"


def read() -> Work:
    """Everything that stands now; without a build there is no catalogue, and only the school's own."""
    items = mart("rpt_framework_items", framework_id=CATALOGUE_PHASE).to_dicts() if build() else []
    kinds = ("phase", "action", "step", "step_update", "carry_over")
    rows = {kind: current(home(), kind).to_dicts() for kind in kinds}
    return put_together(items, rows, today())


def today() -> dt.date:
    """The day 'late' is measured from."""
    return dt.datetime.now().astimezone().date()


def choose(work: Work) -> str | None:
    """The phase to look at, from the address or the list; None where there is no phase yet."""
    ids = list(work.phases)
    if not ids:
        return None
    kept = choices.choice("phase")
    st.session_state["phase_widget"] = kept if kept in ids else newest(work, today())
    st.selectbox("Phase", ids, format_func=lambda one: work.phases[one]["label"], key="phase_widget", on_change=_keep)
    return st.session_state["phase_widget"]


def newest(work: Work, day: dt.date) -> str:
    """The phase that began last; one that has not begun yet comes after all that have."""
    begun = [one for one, phase in work.phases.items() if (phase["start_date"] or dt.date.min) <= day]
    return (begun or list(work.phases))[-1]


def show_next(phase_id: str) -> None:
    """Choose ``phase_id`` at the next run."""
    choices.choose("phase", phase_id)


def names() -> dict[str, str]:
    """Id to the words people typed, for the school's own actions."""
    rows = current(home(), "action")
    return dict(zip(rows["action_id"], rows["label"], strict=True))


def notes(work: Work, phase_id: str) -> pl.DataFrame:
    """Notes of evidence and notes to steps of one phase, newest first: At, About, Note."""
    about = {row["action_id"]: row["action_label"] for row in work.actions_of(phase_id)}
    about |= {row["step_id"]: row["step_label"] for row in work.steps_of(phase_id)}
    kept = [(row["noted_on"] or row["recorded_at"].date(), row["about_id"], row["text"]) for row in _evidence()]
    kept += [(row["recorded_at"].date(), row["step_id"], row["note"]) for row in _step_notes()]
    found = sorted(((day, about[one], text) for day, one, text in kept if one in about), reverse=True)
    return pl.DataFrame(found, schema={"At": pl.Date, "About": pl.String, "Note": pl.String}, orient="row")


def _evidence() -> list[dict]:
    return current(home(), "evidence_note", about_kind=["action", "step"]).to_dicts()


def _step_notes() -> list[dict]:
    rows = history(home(), "step_update").filter(pl.col("note").is_not_null() & ~pl.col("is_withdrawn"))
    return rows.to_dicts()


def _keep() -> None:
    choices.choose("phase", st.session_state["phase_widget"])
