"""Give a person a role, take it away, and undo the last change made here."""

import polars as pl
import streamlit as st

from ui.data import home
from ui.messages import sentence_of
from ui.roles import ALL_ROLES
from ui.words import plain
from warehouse import acts
from warehouse.errors import VillageError
from warehouse.register import people
from warehouse.settings import get_settings

_PROBLEM, _LAST = "village_people_problem", "village_people_last"


def standing_now() -> pl.DataFrame:
    """Everybody with a role, by address: person, role, recorded_at (UTC), recorded_by."""
    return people.people(home()).select("person", "role", "recorded_at", "recorded_by").sort("person")


def has_sign_in() -> bool:
    """Whether people sign in here at all."""
    return get_settings().has_sign_in


def give(role: str) -> None:
    """The form that gives a role; somebody who has one gets the new one in its place."""
    with st.form("form_person", clear_on_submit=False):
        address = st.text_input("Address the person signs in with", placeholder="name@school.example")
        chosen = st.selectbox("Role", list(ALL_ROLES), format_func=ALL_ROLES.get)
        if st.form_submit_button("Give this role", type="primary"):
            _do(address, lambda: acts.give_role(home(), role, address, chosen))


def take_away(role: str, addresses: list[str]) -> None:
    """The form that takes a role away; whoever has a page open is out within a minute."""
    if not addresses:
        return
    with st.form("form_person_out"):
        address = st.selectbox("Person", addresses, index=None, placeholder="Choose a person")
        if st.form_submit_button("Take the role away") and address:
            _do(address, lambda: acts.take_role(home(), role, address))


def undo(role: str) -> None:
    """Say what was changed last on this page and offer to take it back."""
    if problem := st.session_state.pop(_PROBLEM, None):
        st.error(problem)
    address = st.session_state.get(_LAST)
    if address:
        st.success(f"Changed: {plain(address)}. It counts at once.")
        if st.button("Undo this change", icon=":material/undo:"):
            _do(None, lambda: acts.undo_role(home(), role, address))


def _do(address: str | None, change) -> None:
    """Make the change and draw the page anew; ``address`` is whose change can be undone next."""
    try:
        change()
        st.session_state[_LAST] = address
    except VillageError as error:
        st.session_state[_PROBLEM] = sentence_of(error)
    st.rerun()
