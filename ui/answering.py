"""The form in which a senior leader judges a key question and answers it for a term; what was saved is seen at once."""

from functools import partial

import polars as pl
import streamlit as st

from ui import words
from ui.data import home
from ui.opened import opened, save
from warehouse.register import JUDGEMENTS, current_answers, history_of_answer, record_answer

FORM = "answer"
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
    opened(FORM, key, saved)
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
    if sent and saved and (saved["judgement"], saved["answer"]) == (judgement, answer.strip()):
        st.info("This is what is saved already; nothing was changed.")
    elif sent:
        write = partial(record_answer, home(), key_question_id, cycle_id, judgement or "", answer, role=role)
        save(FORM, write, "The charts and the governors' view follow when the data is next put together.")
    _show_saved(key_question_id, cycle_id)


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
