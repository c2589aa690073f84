"""The rating form: who rates, then theme by theme each statement on the continuum with what speaks for it."""

import polars as pl
import streamlit as st

from ui.data import home
from ui.needs import audit
from ui.needs.forms import Form, refused
from warehouse.register import NOTHING_SEEN, NewEntry, current
from warehouse.register.sessions import person_of

_RATER, _GROUP, _THEME = "needs_rater", "needs_rater_group", "needs_theme"
_AS = {"staff": "Staff", "parent": "Parent", "governor": "Governor"}
_HINTS = {
    "notes": "Notes on the rating",
    "evidence": "Evidence: how do we know?",
    "actions": "Actions: what do we do, or could we do?",
    "impact": "Impact: what difference does it make?",
}
CHOOSE = "Choose a rating for this statement too, or take the words about it away; then save again."
IN_USE = "Somebody else rates under this handle; choose another one."


def rate(round_id: str, role: str) -> None:
    """The whole of rating for one rater."""
    rater = _who()
    if not rater:
        st.caption("Type a handle to begin. Write it down: with it you find your ratings again and can change them.")
        return
    own = current(home(), "audit_rating", round_id=round_id, rater_id=rater)
    if role != "slt" and own.filter(_is_anothers(role)).height:
        st.error(IN_USE)
        return
    group = _group(own, role)
    theme = _theme(own)
    _form(round_id, rater, group, theme, own, role)


def _is_anothers(role: str) -> pl.Expr:
    """Whether a rating was saved by somebody else: of another role, or where people sign in, another person."""
    person = person_of(role)
    by_another = pl.col("recorded_by_role") != str(role)
    return by_another if person is None else by_another | pl.col("recorded_by").ne_missing(person)


def _who() -> str:
    label = "Who rates? A handle, not a name"
    typed = st.text_input(label, key=_RATER, placeholder="such as blue 7, or paper copy 1", persist_state="session")
    return (typed or "").strip()


def _group(own: pl.DataFrame, role: str) -> str:
    """Whose view it is: asked once, then as it was saved first."""
    if own.height:
        group = own["rater_group"][0]
        st.caption(f"Rating as {_AS[group].lower()}, with {own.height} of 26 statements rated.")
        return group
    default = "governor" if role == "governor" else "staff"
    return st.radio("Whose view is it?", list(_AS), list(_AS).index(default), _AS.get, key=_GROUP, horizontal=True)


def _theme(own: pl.DataFrame) -> dict:
    rows = {row["item_id"]: row for row in audit.themes().to_dicts()}
    rated = own["statement_id"].to_list()

    def name(theme_id: str) -> str:
        ids = audit.statements(theme_id)["item_id"].to_list()
        return f"{rows[theme_id]['name']} ({len(set(ids) & set(rated))} of {len(ids)} rated)"

    return rows[st.selectbox("Theme", list(rows), format_func=name, key=_THEME)]


def _form(round_id: str, rater: str, group: str, theme: dict, own: pl.DataFrame, role: str) -> None:
    saved = {row["statement_id"]: row for row in own.to_dicts()}
    of_theme = audit.statements(theme["item_id"]).to_dicts()
    ids = [row["item_id"] for row in of_theme]
    labels = {
        _field(row["item_id"], name): f"{row['name']}, {name}" for row in of_theme for name in ("rating", *_HINTS)
    }
    form = Form(
        "audit_rating",
        f"{round_id} {rater} {theme['item_id']}",
        role,
        labels,
        fields_of=_values,
        base_of=lambda row: row["statement_id"],
        names=audit.MEANINGS,
    )
    before = {name: value for one in ids for name, value in _values(saved.get(one, {"statement_id": one})).items()}
    form.open(before, {one: saved[one]["row_id"] if one in saved else NOTHING_SEEN for one in ids})
    st.caption(theme["text"])

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        changed = [
            one for one in ids if any(_of(values, one)[name] != _of(before, one)[name] for name in _of(values, one))
        ]
        shared = {"round_id": round_id, "rater_id": rater, "rater_group": group}
        return [_entry(one, _of(values, one), shared, bases[one]) for one in changed]

    with st.container(key="form_rating"):
        for row in of_theme:
            _statement(form, row, has_words=any(_of(before, row["item_id"])[name] for name in _HINTS))
        form.status(entries)
        done = "Saved. Choose the next theme above, or close the page: you find your ratings again with your handle."
        form.button("Save the ratings of this theme", entries, done=done)


def _statement(form: Form, row: dict, *, has_words: bool) -> None:
    with st.container(border=True):
        label = f"**{row['name']}.** {row['text']}"
        form.widget(
            st.radio,
            _field(row["item_id"], "rating"),
            label,
            options=list(audit.MEANINGS),
            index=None,
            format_func=audit.MEANINGS.get,
            horizontal=True,
        )
        with st.expander("Notes, evidence, actions, impact", expanded=has_words):
            for name, hint in _HINTS.items():
                form.widget(st.text_area, _field(row["item_id"], name), hint, height=80, max_chars=4_000)


def _entry(statement_id: str, values: dict, shared: dict, base: int) -> NewEntry:
    if values["rating"] is None:
        raise refused(_field(statement_id, "rating"), CHOOSE)
    return NewEntry("audit_rating", {**shared, "statement_id": statement_id, **values}, base)


def _values(row: dict) -> dict:
    """A saved rating as the fields of the form; texts that were left out are empty."""
    texts = {_field(row["statement_id"], name): row.get(name) or "" for name in _HINTS}
    return {_field(row["statement_id"], "rating"): row.get("rating"), **texts}


def _of(values: dict, statement_id: str) -> dict:
    return {name: values[_field(statement_id, name)] for name in ("rating", *_HINTS)}


def _field(statement_id: str, name: str) -> str:
    return f"{statement_id} {name}"
