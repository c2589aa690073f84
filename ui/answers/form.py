"""The form in which a senior leader judges a key question and answers it for a term; what is typed is never lost."""

from functools import partial

import streamlit as st

from ui import words
from ui.answers import fields, links
from ui.answers.history import show_history
from ui.data import home
from ui.needs.forms import Form
from warehouse.register import NOTHING_SEEN, NewEntry, latest

FOLLOWS = "The charts and the governors' view follow when the data is next put together."
DONE = {
    "draft": "Saved as a draft; it does not count as a judgement yet.",
    "submitted": f"Saved and submitted. {FOLLOWS}",
    "agreed": f"Saved and agreed. {FOLLOWS}",
}


@st.fragment
def answer_form(key_question_id: str, cycle_id: str, role: str) -> None:
    """Everything that is typed about one question in one term, and its history."""
    st.subheader(f"Judge this question for {words.period(cycle_id)}", anchor=False)
    saved = _saved(key_question_id, cycle_id)
    figures = links.figures(key_question_id, cycle_id)
    names = {
        "indicators": {figure["indicator_id"]: name for name, figure in figures.items()},
        "surveys": links.surveys(),
        "actions": links.actions(),
    }
    form = _form(key_question_id, cycle_id, role)
    seen = saved["row_id"] if saved else NOTHING_SEEN
    form.open(fields.values_of(saved, list(names["indicators"])), {"": seen})
    entries_of = partial(_entries, key_question_id, cycle_id, names, list(figures.values()))
    form.offer()
    _fields(form, names, saved)
    form.status(entries_of, offers=False)
    _buttons(form, entries_of)
    _show_saved(saved)
    show_history(key_question_id, cycle_id, {key: name for part in names.values() for key, name in part.items()})


def _form(key_question_id: str, cycle_id: str, role: str) -> Form:
    return Form(
        "answer",
        f"{key_question_id}|{cycle_id}",
        role,
        fields.LABELS,
        fields_of=lambda row: fields.values_of(row, []),
        shown=fields.in_words,
        both=fields.both,
        why_of=lambda values: values["why"],
    )


def _fields(form: Form, names: dict[str, dict], saved: dict | None) -> None:
    left, right = st.columns(2)
    with left:
        form.widget(
            st.radio, "judgement", options=list(fields.JUDGEMENTS), format_func=fields.JUDGEMENTS.get, index=None
        )
    with right:
        form.widget(
            st.radio, "confidence", options=list(fields.CONFIDENCES), format_func=fields.CONFIDENCES.get, index=None
        )
    form.widget(st.text_area, "answer", max_chars=4_000)
    for column, name in zip(st.columns(3), fields.NEXT, strict=True):
        with column:
            form.widget(st.text_area, name)
    with st.expander("What the answer points to"):
        for name in fields.LINKED:
            form.widget(st.multiselect, name, **_options(form, name, names[name]))
        for name in ("documents", "notes"):
            form.widget(st.text_area, name)
    if saved and saved["state"] == "agreed":
        form.widget(st.text_area, "why")


def _options(form: Form, name: str, known: dict[str, str]) -> dict:
    """What is known now, and what the answer points to already even if it is not known any more."""
    chosen = st.session_state.get(form.key(name), [])
    options = list(dict.fromkeys([*known, *chosen]))
    return {"options": options, "format_func": lambda key: known.get(key, key), "placeholder": "None"}


def _buttons(form: Form, entries_of) -> None:
    labels = {"draft": "Save as a draft", "submitted": "Submit", "agreed": "Agree"}
    with st.container(horizontal=True):
        for state, label in labels.items():
            kind = "primary" if state == "submitted" else "secondary"
            st.button(label, key=form.key(state), type=kind, on_click=_send, args=(form, entries_of, state))
    st.caption("A draft does not count as a judgement. An agreed answer is changed only with a reason.")


def _send(form: Form, entries_of, state: str) -> None:
    st.session_state[form.key("state")] = state
    form.save(entries_of, done=DONE[state])


def _entries(
    key_question_id: str, cycle_id: str, names: dict[str, dict], figures: list, values: dict, bases: dict
) -> list[NewEntry]:
    """The entry to save with the figures as they stand; none where nothing differs from what is saved."""
    labels = {key: name for part in names.values() for key, name in part.items()}
    entry = fields.entry_of(values, labels)
    saved = _saved(key_question_id, cycle_id)
    is_as_seen = saved is not None and saved["row_id"] == bases[""]
    if is_as_seen and _is_same(entry, saved) and links.same_figures(saved["evidence"], figures):
        return []
    subject = {"key_question_id": key_question_id, "cycle_id": cycle_id}
    return [NewEntry("answer", {**subject, **entry, "evidence": figures}, base_row_id=bases[""])]


def _is_same(entry: dict, saved: dict) -> bool:
    """Whether the form would say what is saved; both are taken the same way through the form's fields."""
    as_typed = fields.values_of(saved, [])
    return fields.entry_of(as_typed, {link["id"]: link["label"] for link in saved["links"]}) == entry


def _saved(key_question_id: str, cycle_id: str) -> dict | None:
    return latest(home(), "answer", key_question_id=key_question_id, cycle_id=cycle_id)


def _show_saved(saved: dict | None) -> None:
    if saved is None:
        st.caption("Nothing is saved for this term yet.")
        return
    sure = f", {saved['confidence']} confidence" if saved["confidence"] else ""
    said = f"{words.judgement(saved['judgement'])}{sure}, {fields.STATES[saved['state']]}"
    st.caption(f"Saved for this term: {said}, {words.date(saved['recorded_at'])}.")
    st.text(saved["answer"])
