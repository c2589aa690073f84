"""Small things people keep while they look (notes on dates, views), each taken back with one press."""

from uuid import uuid4

import streamlit as st

from ui.data import home
from ui.messages import sentence_of
from ui.roles import current_role
from warehouse.errors import VillageError
from warehouse.register import record, withdraw


def save(kind: str, key: str, values: dict) -> bool:
    """Save an entry; ``key`` names the field of ``values`` that is its id. False if it was refused, with a sentence."""
    return _done(kind, key, values, "Saved.", lambda submit: record(home(), kind, values, **submit))


def take_away(kind: str, key: str, values: dict) -> bool:
    """Take an entry out of what is shown; its history stays."""
    own = {key: values[key]}
    return _done(kind, key, values, "Taken away.", lambda submit: withdraw(home(), kind, **submit, **own))


def last_change(kind: str) -> None:
    """What was just done with this kind of thing, and the button that undoes it."""
    change = st.session_state.get(_place(kind))
    if change is None:
        return
    if change["trouble"]:
        st.error(change["trouble"])
        return
    st.caption(change["said"])
    undo = take_away if change["said"] == "Saved." else save
    st.button("Undo", key=f"undo_{kind}", on_click=undo, args=(kind, change["key"], change["values"]))


def _done(kind: str, key: str, values: dict, said: str, act) -> bool:
    trouble = ""
    try:
        act({"role": current_role(), "client_id": uuid4().hex})
    except VillageError as error:
        trouble = sentence_of(error)
    st.session_state[_place(kind)] = {"key": key, "values": values, "said": said, "trouble": trouble}
    return not trouble


def _place(kind: str) -> str:
    return f"village_kept_{kind}"
