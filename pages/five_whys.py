"""Five whys: from a statement along branching threads to the reasons behind it, drawn, in words, and changeable."""

import streamlit as st

from ui.cards import empty, heading
from ui.needs import asking, whys
from ui.shell import guard

role = guard("five_whys")
heading("Five whys", "Ask why, and why again, until the reasons behind a problem can be seen and acted on.")


def work_on(tree_id: str) -> None:
    """One tree: drawn, in words, and the forms that change it."""
    rows = whys.tree(tree_id)
    if rows.height == 1:
        empty("No why was asked yet. Ask the first one below; ask it again of each answer, down to five levels.")
    else:
        left, right = st.columns(2)
        with left:
            whys.drawing(rows)
        with right:
            whys.in_words(rows)
    asking.change(rows, role)


def bring_back() -> None:
    """Trees that were withdrawn as a whole."""
    asking.say_withdrawn(role)
    gone = whys.withdrawn_statements()
    if gone:
        with st.expander(f"Withdrawn trees ({len(gone)})"):
            for tree_id in gone:
                asking.undo(tree_id, role, "Bring back")


if not whys.statements():
    empty("There is no tree yet. Begin one with a statement that the group wants to understand.")
chosen = whys.choose_tree()
if chosen == whys.NEW:
    asking.begin(role)
else:
    work_on(chosen)
bring_back()
