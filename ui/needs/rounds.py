"""Rounds of the audit: choose one, begin one, close it and open it again."""

import datetime as dt
from zoneinfo import ZoneInfo

import streamlit as st

from ui import words
from ui.data import home
from ui.needs.forms import Form
from warehouse.register import NOTHING_SEEN, NewEntry, current

_CHOSEN = "needs_round"
_FIELDS = ("round_id", "label", "opened_on", "closed_on")


def rounds() -> list[dict]:
    """All rounds, the newest first (ids sort by the time they were made)."""
    return current(home(), "audit_round").sort("round_id", descending=True).to_dicts()


def before(round_id: str) -> dict | None:
    """The round before this one."""
    return next((row for row in rounds() if row["round_id"] < round_id), None)


def choose() -> dict:
    """The round to look at: the newest without a choice. There must be one."""
    found = {row["round_id"]: row for row in rounds()}
    if st.session_state.get(_CHOSEN) not in found:
        st.session_state[_CHOSEN] = next(iter(found))
    chosen = st.selectbox("Round", list(found), format_func=lambda one: _name(found[one]), key=_CHOSEN)
    return found[chosen]


def manage(row: dict | None, role: str) -> None:
    """Close the round, or open it again; begin another."""
    if row:
        _close(row, role)
    with st.container(border=True, key="form_round") if row is None else st.expander("Begin another round"):
        _begin(role)


def _begin(role: str) -> None:
    form = Form("audit_round", "new", role, {"label": "Name of the round"})
    form.open({"label": ""})
    form.widget(st.text_input, "label", placeholder="such as Autumn 2026", live="1s")
    new = {"round_id": f"round_{form.submit_id}", "opened_on": _today()}
    form.button(
        "Begin the round",
        lambda values, _: [NewEntry("audit_round", {**new, **values}, NOTHING_SEEN)],
        done="The round is open. Whoever rates can do so now.",
        after=lambda: st.session_state.update({_CHOSEN: new["round_id"]}),
    )
    form.status()


def _close(row: dict, role: str) -> None:
    form = Form("audit_round_end", f"{row['round_id']} {row['row_id']}", role, {})
    form.open({})
    closed_on = None if row["closed_on"] else _today()
    values = {name: row[name] for name in _FIELDS} | {"closed_on": closed_on}
    st.button(
        "Open the round again" if row["closed_on"] else "Close the round",
        key=form.key("save"),
        help="While a round is open only senior leaders see what was said, so that nobody rates by what others said.",
        on_click=form.save,
        args=(lambda *_: [NewEntry("audit_round", values, row["row_id"])],),
    )
    form.status(lambda *_: [])


def _name(row: dict) -> str:
    state = "closed" if row["closed_on"] else "open since"
    return f"{row['label']} ({state} {words.date(row['closed_on'] or row['opened_on'])})"


def _today() -> dt.date:
    return dt.datetime.now(ZoneInfo("Europe/London")).date()
