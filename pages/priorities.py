"""Priorities: options weighed by impact and ease, challenged, checked against the whys, and put into a phase."""

import streamlit as st

from ui.cards import empty, heading
from ui.data import build
from ui.needs import acting, calibrating, options, order, purposes, scoring
from ui.shell import guard

OPTIONS, SCORE, FIRST, CHALLENGE, WHYS = "Options", "Score", "What comes first", "Challenge", "Against the whys"

role = guard("priorities")
heading("Priorities", "What to do first: what would make most difference, what is easy, and what answers the whys.")


def what_comes_first(matrix_id: str) -> None:
    """The order, what it hangs on, and the step from a priority to an action."""
    rows = order.show(matrix_id)
    acting.act(rows, role)
    order.does_it_survive(matrix_id, rows)
    order.weigh(matrix_id, role)


def show(matrix_id: str) -> None:
    """One matrix, looked at in one of five ways."""
    view = st.radio("Show", [OPTIONS, SCORE, FIRST, CHALLENGE, WHYS], key="needs_matrix_view", horizontal=True)
    found = options.options(matrix_id)
    if view == OPTIONS:
        options.manage(matrix_id, role)
    elif view == WHYS:
        purposes.check(found, role)
    elif found.is_empty():
        empty("There is no option in this matrix yet; add some under 'Options'.")
    elif view == SCORE:
        scoring.score(found, role)
    elif view == FIRST:
        what_comes_first(matrix_id)
    else:
        calibrating.calibrate(found, role)


if build() is None:
    empty("Nothing has been put together yet, so there are no audit themes or ideas.", "Upload an export", "upload")
else:
    show(options.choose_matrix())
