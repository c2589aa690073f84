"""The form in which a senior leader judges a key question and answers it for a term; what was saved is seen at once."""

from uuid import uuid4

import polars as pl
import streamlit as st

from ui import words
from ui.data import home
from ui.messages import sentence_of
from warehouse.errors import VillageError
from warehouse.register import JUDGEMENTS, current_answers, history_of_answer, record_answer

MEANINGS = {
    "not_yet": "Not yet part of our work",
    "developing": "Developing",
    "strong": "Strong and well developed",
}


def answer_form(key_question_id: str, cycle_id: str, role: str) -> None:
    """Draw the form, save what is sent, and show what is saved. What was typed stays if it cannot be saved."""
    st.subheader(f"Judge this question for {words.period(cycle_id)}", anchor=False)
    key = f"{key_question_id} {cycle_id}"
    saved = _saved(key_question_id, cycle_id)
    with st.form(f"answer {key}"):
        judgement = st.radio(
            "Judgement",
            JUDGEMENTS,
            index=JUDGEMENTS.index(saved["judgement"]) if saved else None,
            format_func=MEANINGS.get,
            key=f"judgement {key}",
        )
        answer = st.text_area(
            "Why, in a sentence or two (name no child or family)",
            value=saved["answer"] if saved else "",
            max_chars=4_000,
            key=f"words {key}",
        )
        sent = st.form_submit_button("Save the judgement", type="primary")
    if sent:
        _save(key_question_id, cycle_id, judgement, answer, role, saved)
    _show_saved(key_question_id, cycle_id)


def _save(
    key_question_id: str, cycle_id: str, judgement: str | None, answer: str, role: str, saved: dict | None
) -> None:
    if saved and (saved["judgement"], saved["answer"]) == (judgement, answer.strip()):
        st.info("This is what is saved already; nothing was changed.")
        return
    try:
        record_answer(home(), key_question_id, cycle_id, judgement or "", answer, role=role, client_id=uuid4().hex)
    except VillageError as error:
        st.error(sentence_of(error))
        return
    st.success("Saved. The charts and the governors' view follow when the data is next put together.")


def _saved(key_question_id: str, cycle_id: str) -> dict | None:
    rows = current_answers(home())
    rows = rows.filter((pl.col("key_question_id") == key_question_id) & (pl.col("cycle_id") == cycle_id))
    return rows.row(0, named=True) if rows.height else None


def _show_saved(key_question_id: str, cycle_id: str) -> None:
    saved = _saved(key_question_id, cycle_id)
    if saved is None:
        st.caption("Nothing is saved for this term yet.")
        return
    st.caption(f"Saved for this term: {words.judgement(saved['judgement'])}, {words.date(saved['recorded_at'])}.")
    st.text(saved["answer"])
    with st.expander("Every answer so far"):
        st.dataframe(_history(key_question_id), hide_index=True, width="stretch")


def _history(key_question_id: str) -> pl.DataFrame:
    rows = history_of_answer(home(), key_question_id)
    return pl.DataFrame(
        {
            "Term": rows["cycle_id"],
            "Judgement": [words.judgement(value) for value in rows["judgement"]],
            "Answer": rows["answer"],
            "Saved": [words.date(moment) for moment in rows["recorded_at"]],
        }
    )
