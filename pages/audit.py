"""Audit of practice: 26 statements rated by several people, what they said, what moved, and what follows."""

import streamlit as st

from ui.cards import empty, heading
from ui.data import build
from ui.needs import audit, next_steps, rating, rounds
from ui.shell import guard

RATE, SAID, NEXT = "Rate", "What was said", "What follows"

role = guard("audit")
leads = role == "slt"
heading("Audit of practice", "How well we do with parents, as staff, parents and governors see it, and what follows.")


def views() -> list[str]:
    """What people typed is for the school; governors see sums."""
    return [RATE, SAID] if role == "governor" else [RATE, SAID, NEXT]


def show_said(row: dict) -> None:
    """Sums and, for senior leaders, the words; others wait until the round is closed."""
    if not (leads or row["closed_on"]):
        empty("What was said is shown when the round is closed, so that nobody rates by what others said.")
        return
    audit.what_was_said(row["round_id"], sees_few=leads)
    audit.what_moved(row["round_id"], rounds.before(row["round_id"]))
    if leads:
        audit.what_was_noted(row["round_id"])


def show(row: dict) -> None:
    """One round, looked at in one of three ways."""
    view = st.radio("Show", views(), key="needs_view", horizontal=True)
    if view == SAID:
        show_said(row)
    elif view == NEXT:
        if leads:
            next_steps.form(row["round_id"], role)
        next_steps.summary(row["round_id"])
    elif row["closed_on"]:
        empty("This round is closed; it can be looked at, and senior leaders can open it again.")
    else:
        rating.rate(row["round_id"], role)


if build() is None:
    empty("Nothing has been put together yet, so there are no statements.", "Upload an export", "upload")
else:
    chosen = rounds.choose() if rounds.rounds() else None
    if chosen is None:
        empty("No round of the audit has begun." + ("" if leads else " A senior leader begins one."))
    else:
        show(chosen)
    if leads:
        rounds.manage(chosen, role)
