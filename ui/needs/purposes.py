"""The check against the five whys: which option answers which why, and which threads no option answers."""

import polars as pl
import streamlit as st

from ui.cards import empty, link
from ui.data import home
from ui.needs import options as listed
from ui.needs import whys
from ui.needs.forms import Form
from ui.needs.options import choose_option
from warehouse.needs import trees
from warehouse.register import NewEntry, current


def check(options: pl.DataFrame, role: str) -> None:
    """Say which why each option answers, then every tree with its threads answered or not."""
    statements = whys.statements()
    if not statements:
        empty("There is no tree of whys to check against yet.")
        link("Ask why", "five_whys")
        return
    if options.is_empty():
        empty("There is no option yet that could answer a why.")
        return
    _join(options, role)
    for tree_id in statements:
        _tree(whys.tree(tree_id), options)


def _join(options: pl.DataFrame, role: str) -> None:
    names = _every_why()
    with st.container(border=True, key="form_purpose"):
        st.subheader("Which why does an option answer?", anchor=False)
        row = choose_option(options, "needs_joined_option")
        label = {"why_id": "The why it answers"}
        form = Form("matrix_why", row["option_id"], role, label, fields_of=_why, names=names)
        form.open(_why(row), {"": row["row_id"]})
        form.within("why_id", [None, *names])
        form.widget(
            st.selectbox, "why_id", options=list(names), format_func=names.get, placeholder="None of them", index=None
        )

        def entries(values: dict, bases: dict) -> list[NewEntry]:
            changed = {name: row[name] for name in listed.FIELDS} | values
            return [] if values["why_id"] == row["why_id"] else [NewEntry("matrix_option", changed, bases[""])]

        form.status(entries)
        form.button("Save", entries)


def _why(row: dict) -> dict:
    return {"why_id": row["why_id"]}


def _every_why() -> dict[str, str]:
    """why_id → its number and words, for every why of every tree; the tree is named where there are several."""
    rows = current(home(), "why")
    found = {}
    for tree_id, statement in whys.statements().items():
        for row in trees.in_order(rows.filter(pl.col("tree_id") == tree_id)).to_dicts():
            if row["number"]:
                found[row["why_id"]] = f"{whys.name(row)} ({statement})"
    return found


def _tree(rows: pl.DataFrame, options: pl.DataFrame) -> None:
    ends = trees.ends(rows, options)
    if ends.is_empty():
        return
    left = ends.filter(pl.col("answered") == trees.NOT_YET)
    if left.is_empty():
        st.text(f"Every thread of '{rows['statement'][0]}' is answered by an option.")
    else:
        st.text(
            f"Of '{rows['statement'][0]}' no option answers: {'; '.join(whys.name(row) for row in left.to_dicts())}."
        )
    whys.drawing(rows, ends)
    for row in ends.filter(pl.col("answered") != trees.NOT_YET).to_dicts():
        st.text(f"• {whys.name(row)}: {row['answered']} by {' and '.join(row['labels'])}")
