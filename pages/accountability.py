"""You said, we did: the ledger everyone reads, the record of concerns, and the yearly review of the strategy."""

import streamlit as st

from ui.accounts import concerns, ledger, reviews
from ui.cards import heading
from ui.shell import guard

role = guard("accountability")
heading("You said, we did", "What people told us, what came of it, and when the whole strategy was last looked at.")
may_write = role != "governor"

st.subheader("The yearly review", anchor=False)
held = reviews.reviews()
reviews.show(held)
if role == "slt":
    with st.expander("Set or record a review"):
        reviews.write(held, role)

st.subheader("The ledger", anchor=False)
lines = ledger.lines()
if may_write:
    ledger.write(lines, role)
ledger.show(lines)

st.subheader("Concerns and their outcomes", anchor=False)
records = concerns.records()
st.text(concerns.counts(records))
if may_write:
    concerns.table(records)
    concerns.write(records, role)
else:
    st.caption("The words of a concern are for staff and senior leaders; governors read how many, and how long.")
