"""Scoring: one scorer gives an option 1 to 4 for its impact and for each of the five parts of ease."""

import polars as pl
import streamlit as st

from ui.data import home
from ui.needs.forms import Form
from ui.needs.options import choose_option
from warehouse.register import NOTHING_SEEN, NewEntry, current

PARTS = {
    "impact": "Impact: what difference would it make?",
    "effort": "Effort",
    "cost": "Cost",
    "time": "Time",
    "resources": "Resources: people, rooms, skills",
    "risk": "Risk",
}
_ENDS = {
    "impact": ("low", "high"),
    "effort": ("much", "little"),
    "cost": ("dear", "cheap"),
    "time": ("long", "short"),
    "resources": ("not there", "there"),
    "risk": ("high", "low"),
}
_SCORER, _OPTION = "needs_scorer", "needs_scored_option"


def scores(options: pl.DataFrame) -> pl.DataFrame:
    """Every score of ``options`` as it stands: option_id, scorer_id and the six parts, with the register's columns."""
    return current(home(), "matrix_score", option_id=options["option_id"].to_list())


def score(options: pl.DataFrame, role: str) -> None:
    """The whole of scoring for one scorer."""
    label = "Who scores? A handle, not a name"
    typed = st.text_input(label, key=_SCORER, placeholder="such as blue 7, or the group", persist_state="session")
    scorer = (typed or "").strip()
    if not scorer:
        st.caption("Type a handle to begin. A group that agrees on scores together can be one scorer.")
        return
    own = {row["option_id"]: row for row in scores(options).filter(pl.col("scorer_id") == scorer).to_dicts()}
    names = {
        row["option_id"]: f"{row['label']} ({'scored' if row['option_id'] in own else 'not scored yet'})"
        for row in options.to_dicts()
    }
    option = choose_option(options, _OPTION, names)
    left = [one for one in names if one not in own and one != option["option_id"]]
    _form(option, scorer, own.get(option["option_id"]), left, role)


def _form(option: dict, scorer: str, saved: dict | None, left: list[str], role: str) -> None:
    before = _values(saved) if saved else dict.fromkeys(PARTS)
    form = Form("matrix_score", f"{option['option_id']} {scorer}", role, PARTS, fields_of=_values)
    form.open(before, {"": saved["row_id"] if saved else NOTHING_SEEN})

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        key = {"option_id": option["option_id"], "scorer_id": scorer}
        return [] if values == before else [NewEntry("matrix_score", key | values, bases[""])]

    with st.container(border=True, key="form_score"):
        st.subheader(option["label"], anchor=False)
        st.caption("In effort, cost, time, resources and risk 4 is the easiest.")
        for part, label in PARTS.items():
            named = {1: f"1 {_ENDS[part][0]}", 2: "2", 3: "3", 4: f"4 {_ENDS[part][1]}"}
            form.widget(st.radio, part, label, options=[1, 2, 3, 4], index=None, format_func=named.get, horizontal=True)
        form.status(entries)
        done = "Saved. Here is the next option." if left else "Saved. You have scored every option."
        form.button("Save the scores", entries, done=done, after=lambda: _go_to(left[:1]))


def _go_to(option_ids: list[str]) -> None:
    for option_id in option_ids:
        st.session_state[_OPTION] = option_id


def _values(row: dict) -> dict:
    return {part: row[part] for part in PARTS}
