"""The forms of the five whys: begin a tree, ask why, word it anew, withdraw a branch, and take back the last change."""

import polars as pl
import streamlit as st

from ui.data import home
from ui.needs import whys
from ui.needs.forms import Form
from warehouse.needs import trees, undoing
from warehouse.register import ENTRY_KINDS, NOTHING_SEEN, NewEntry, history

_LABELS = {"statement": "Words"}
_NODE = "needs_why"
FIELDS = tuple(ENTRY_KINDS["why"].model.model_fields)
NO_NAMES = "Name no child or family."


def begin(role: str) -> None:
    """Begin a tree with a statement."""
    form = Form("why_tree", whys.NEW, role, _LABELS)
    form.open({"statement": ""})
    tree_id = f"tree_{form.submit_id}"
    with st.container(border=True, key="form_why_tree"):
        st.subheader("Begin with a statement", anchor=False)
        label = "What do you want to understand? One sentence, such as 'Few parents come to review meetings'."
        form.widget(st.text_input, "statement", label, help=NO_NAMES, live="1s")
        new = {"why_id": f"why_{form.submit_id}", "tree_id": tree_id, "level": 0}
        form.button(
            "Begin the tree",
            lambda values, _: [NewEntry("why", {**new, **values}, NOTHING_SEEN)],
            after=lambda: whys.show_next(tree_id),
        )
        form.status()


def change(rows: pl.DataFrame, role: str) -> None:
    """Choose a node of the tree and ask why of it, word it anew or withdraw it; take back the last change."""
    nodes = {row["why_id"]: row for row in rows.to_dicts()}
    if st.session_state.get(_NODE) not in nodes:
        st.session_state[_NODE] = rows["why_id"][-1]
    with st.container(border=True, key="form_why"):
        st.subheader("Work on the tree", anchor=False)
        why_id = st.selectbox("Ask about", list(nodes), format_func=lambda one: whys.name(nodes[one]), key=_NODE)
        _ask(nodes[why_id], role)
        with st.expander("Word it anew or withdraw it"):
            _reword(nodes[why_id], role)
            _withdraw(rows, nodes[why_id], role)
        undo(rows["tree_id"][0], role)


def undo(tree_id: str, role: str, label: str = "Undo") -> None:
    """The button that takes back the last change to a tree that still stands, and says which that is."""
    step = undoing.last_step(history(home(), "why", tree_id=tree_id), FIELDS)
    form = Form("why_undo", f"{tree_id} {step.submit if step else ''}", role, {})
    form.open({})
    if step:
        entries = [NewEntry("why", values, base) for values, base in step.restores]
        said = f"{label}: {step.what} '{step.row['statement']}'"
        st.button(
            said if len(said) <= 90 else f"{said[:88]}…'",
            key=form.key("save"),
            icon=":material/undo:",
            on_click=form.save,
            args=(lambda *_: entries,),
            kwargs={"done": "Taken back.", "why": f"{undoing.UNDO}{step.submit}"},
        )
    form.status(lambda *_: [])


def _ask(node: dict, role: str) -> None:
    form = Form("why_ask", node["why_id"], role, _LABELS)
    form.open({"statement": ""})
    form.widget(st.text_input, "statement", f"Why? {node['statement']}", help=NO_NAMES, live="1s")
    new = {"why_id": f"why_{form.submit_id}", "tree_id": node["tree_id"], "parent_why_id": node["why_id"]}
    new["level"] = node["level"] + 1
    form.button(
        "Add this why",
        lambda values, _: [NewEntry("why", {**new, **values}, NOTHING_SEEN)],
        done="Added. Now ask why of this one, or choose another above.",
        after=lambda: st.session_state.update({_NODE: new["why_id"]}),
    )
    form.status()


def _reword(node: dict, role: str) -> None:
    form = Form("why_reword", node["why_id"], role, _LABELS, fields_of=lambda row: {"statement": row["statement"]})
    form.open({"statement": node["statement"]}, {"": node["row_id"]})
    form.widget(st.text_input, "statement", "In other words", live="1s")

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        same = values["statement"].strip() == node["statement"]
        kept = {name: node[name] for name in FIELDS if name in node}
        return [] if same else [NewEntry("why", kept | values, bases[""])]

    form.button("Save the new words", entries)
    form.status(entries)


def _withdraw(rows: pl.DataFrame, node: dict, role: str) -> None:
    branch = trees.below(rows, node["why_id"])
    form = Form("why_withdraw", node["why_id"], role, {})
    form.open({})
    nodes = {row["why_id"]: row for row in rows.to_dicts()}

    def entries(*_) -> list[NewEntry]:
        return [_gone(nodes[why_id]) for why_id in branch]

    more = f" and the {len(branch) - 1} below it" if len(branch) > 1 else ""
    done = {"done": "Withdrawn. It can be brought back."}
    st.button(f"Withdraw it{more}", key=form.key("save"), on_click=form.save, args=(entries,), kwargs=done)
    form.status(entries)


def say_withdrawn(role: str) -> None:
    """Say that a branch or a whole tree was withdrawn, also where its own form has gone with it."""
    Form("why_withdraw", "", role, {}).say()


def _gone(node: dict) -> NewEntry:
    return NewEntry(
        "why", {**{name: node[name] for name in FIELDS if name in node}, "is_withdrawn": True}, node["row_id"]
    )
