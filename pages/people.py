"""Who may come in and as what: give a role, take it away, and undo."""

import polars as pl
import streamlit as st

from ui.access import roles_given
from ui.cards import heading
from ui.roles import ALL_ROLES
from ui.shell import guard

role = guard("people")
heading("People", "Who may come in, and as what. Whoever is not listed is refused, whatever account they have.")
if not roles_given.has_sign_in():
    st.info("Nobody signs in on this computer; roles given here count once sign-in is set up.")

roles_given.undo(role)
listed = roles_given.standing_now()
if listed.is_empty():
    st.info("Nobody has a role yet. The first administrator, named in the settings, comes in until somebody has.")
else:
    st.dataframe(
        listed.select(
            pl.col("person").alias("Person"),
            pl.col("role").replace_strict(ALL_ROLES).alias("Role"),
            pl.col("recorded_at").dt.strftime("%-d %B %Y, %H:%M").alias("Since (UTC)"),
            pl.col("recorded_by").alias("Given by"),
        ),
        hide_index=True,
    )

give, take = st.columns(2)
with give:
    st.subheader("Give a role", anchor=False)
    st.caption("Somebody who has a role gets this one in its place.")
    roles_given.give(role)
with take:
    st.subheader("Take a role away", anchor=False)
    st.caption("Pages the person has open close within a minute.")
    roles_given.take_away(role, listed["person"].to_list())
