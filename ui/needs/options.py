"""The options of a matrix: which matrix, what is in it, and how options come in: from the audit, an idea, own words."""

import hashlib

import polars as pl
import streamlit as st

from ui.cards import empty
from ui.data import home, mart
from ui.needs import next_steps, rounds
from ui.needs.forms import Form
from warehouse.register import NOTHING_SEEN, NewEntry, current

FIELDS = ("option_id", "matrix_id", "label", "source", "statement_id", "idea_id", "why_id")
SOURCES = {"must": "must", "should": "should", "could": "could"}
_MATRIX, _OPTION = "needs_matrix", "needs_option"
_OWN = "matrix_own"


def choose_matrix() -> str:
    """The id of the matrix to look at: one goes with each round of the audit, the newest first."""
    names = {f"matrix_{row['round_id']}": f"After the audit '{row['label']}'" for row in rounds.rounds()}
    names[_OWN] = "Without an audit"
    if st.session_state.get(_MATRIX) not in names:
        st.session_state[_MATRIX] = next(iter(names))
    return st.selectbox("Matrix", list(names), format_func=names.get, key=_MATRIX, persist_state="session")


def options(matrix_id: str) -> pl.DataFrame:
    """The options of a matrix as they stand."""
    return current(home(), "matrix_option", matrix_id=matrix_id)


def choose_option(rows: pl.DataFrame, key: str, names: dict[str, str] | None = None) -> dict:
    """One of ``rows`` (options, in the order to be listed)."""
    found = {row["option_id"]: row for row in rows.to_dicts()}
    names = names or {}
    if st.session_state.get(key) not in found:
        st.session_state[key] = next(iter(found))
    chosen = st.selectbox("Option", list(found), format_func=lambda one: names.get(one, found[one]["label"]), key=key)
    return found[chosen]


def origin(row: dict) -> str:
    """Where an option comes from, in words."""
    if row["source"]:
        theme = (row["statement_id"] or "").removeprefix("audit_theme_")
        return f"{SOURCES[row['source']]}, theme {theme}" if theme.isdigit() else SOURCES[row["source"]]
    return "idea bank" if row["idea_id"] else "own words"


def manage(matrix_id: str, role: str) -> None:
    """What is in the matrix, and the forms by which options come in and go."""
    rows = options(matrix_id)
    if rows.is_empty():
        empty("There is no option yet. Carry actions over from the audit, or write some down.")
    else:
        table = {"Option": rows["label"], "From": [origin(row) for row in rows.to_dicts()]}
        st.dataframe(pl.DataFrame(table), hide_index=True, width="stretch")
    _carry(matrix_id, rows, role)
    _add(matrix_id, role)
    if rows.height:
        with st.expander("Word an option anew or take it out"):
            _change(rows, role)


def _carry(matrix_id: str, rows: pl.DataFrame, role: str) -> None:
    """Choose among the audit's actions that are not in the matrix yet; musts are chosen to begin with."""
    if matrix_id == _OWN:
        return
    actions = next_steps.actions(matrix_id.removeprefix("matrix_"))
    found = {_carried_id(matrix_id, row["text"]): row for row in reversed(actions.to_dicts())}
    left = {key: row for key, row in reversed(found.items()) if key not in rows["option_id"].to_list()}
    with st.container(border=True, key="form_carry"):
        st.subheader("Carry over from the audit", anchor=False)
        form = Form("matrix_carry", f"{matrix_id} {_digest(' '.join(sorted(left)))}", role, {"chosen": "Actions"})
        form.open({"chosen": [key for key, row in left.items() if row["level"] == "must"]})
        if not left:
            st.caption("Every action of this round of the audit is in the matrix.")
        else:
            form.widget(st.multiselect, "chosen", options=list(left), format_func=lambda key: _named(left[key]))

            def entries(values: dict, _) -> list[NewEntry]:
                return [_carried(matrix_id, key, left[key]) for key in values["chosen"]]

            form.button("Carry over", entries, done="Carried over.")
        form.status(lambda *_: [])


def _named(row: dict) -> str:
    return f"{row['text']} ({row['level']}, theme {row['theme']})"


def _carried(matrix_id: str, option_id: str, row: dict) -> NewEntry:
    """The theme's item id stands where a statement's would: the audit names actions by theme."""
    values = {"option_id": option_id, "matrix_id": matrix_id, "label": row["text"]}
    return NewEntry("matrix_option", {**values, "source": row["level"], "statement_id": row["theme_id"]})


def _add(matrix_id: str, role: str) -> None:
    ideas = mart("rpt_framework_items", framework_id="epstein", item_type="idea").sort("item_id")
    names = dict(ideas.select("item_id", "label").rows())
    with st.container(border=True, key="form_option"):
        st.subheader("Add an option", anchor=False)
        form = Form("matrix_add", matrix_id, role, {"idea_id": "From the idea bank", "label": "In own words"})
        form.open({"idea_id": None, "label": ""})
        form.within("idea_id", [None, *names])
        form.widget(st.selectbox, "idea_id", options=list(names), format_func=names.get, placeholder="None")
        form.widget(st.text_input, "label", help="Name no child or family.", live="1s")
        option_id = f"option_{form.submit_id}"

        def entries(values: dict, _) -> list[NewEntry]:
            label = values["label"].strip() or names.get(values["idea_id"], "")
            new = {"option_id": option_id, "matrix_id": matrix_id, "idea_id": values["idea_id"], "label": label}
            return [NewEntry("matrix_option", new, NOTHING_SEEN)]

        form.button("Add the option", entries, done="Added.")
        form.status()


def _change(rows: pl.DataFrame, role: str) -> None:
    row = choose_option(rows, _OPTION)
    kept = {name: row[name] for name in FIELDS}
    form = Form("matrix_reword", row["option_id"], role, {"label": "In other words"}, fields_of=_label)
    form.open(_label(row), {"": row["row_id"]})
    form.widget(st.text_input, "label", live="1s")

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        same = values["label"].strip() == row["label"]
        return [] if same else [NewEntry("matrix_option", kept | values, bases[""])]

    form.button("Save the new words", entries)
    form.status(entries)
    gone = Form("matrix_withdraw", row["option_id"], role, {})
    gone.open({})
    out = [NewEntry("matrix_option", kept | {"is_withdrawn": True}, row["row_id"])]
    st.button("Take it out", key=gone.key("save"), on_click=gone.save, args=(lambda *_: out,))
    gone.status(lambda *_: out)


def _label(row: dict) -> dict:
    return {"label": row["label"]}


def _carried_id(matrix_id: str, text: str) -> str:
    """The same action is the same option, however often and from however many themes it is carried over."""
    return f"option_{_digest(matrix_id + ' '.join(text.lower().split()))}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
