"""Key questions: where all 21 stand, then one of them in full beside the evidence the data gives for it."""

import polars as pl
import streamlit as st

from ui import choices, indicators, left_out, questions, words
from ui.answers import also, evidence
from ui.answers.form import answer_form
from ui.cards import empty, figure, heading, sentences
from ui.charts.judgements import continuum
from ui.data import build, mart, one_look
from ui.drawing import drawn
from ui.explore.clicks import onward
from ui.filters import Filters, filters
from ui.shell import guard

role = guard("key_questions")
heading("Key questions", "How we judge our partnership, and what the data says beside each judgement.")


def strip(rows: pl.DataFrame, cycle_id: str) -> None:
    """All questions on the continuum."""
    title, found = "Where the questions stand", questions.strip(cycle_id)
    figure(
        title,
        drawn(continuum, found.rows, description=title),
        found.table,
        n=f"{found.rows.height} questions, {words.period(cycle_id)}",
        alt=found.alt,
        lead=questions.overall(rows, cycle_id),
        hint="Round: enough evidence. Square: thin evidence. Diamond: no evidence. A click opens the question below.",
        picks=("key_question_id",),
        on_pick=questions.look_into,
    )


def pick(rows: pl.DataFrame) -> str:
    """The question to see in full, from the address or the list, with a way to the one before and after."""
    ids = rows["key_question_id"].to_list()
    names = dict(zip(ids, rows["name"], strict=True))
    kept = choices.choice("question")
    at = ids.index(kept) if kept in ids else 0
    st.session_state["question_widget"] = ids[at]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button("Previous", disabled=at == 0, on_click=choices.choose, args=("question", ids[at - 1]))
        st.button(
            "Next", disabled=at == len(ids) - 1, on_click=choices.choose, args=("question", ids[(at + 1) % len(ids)])
        )
        st.selectbox("Question", ids, format_func=names.get, key="question_widget", on_change=keep_question)
    return ids[at]


def keep_question() -> None:
    """Keep the question that was chosen from the list."""
    choices.choose("question", st.session_state["question_widget"])


def in_full(row: dict, cycle_id: str, chosen: Filters) -> None:
    """One question: its words, its judgement, its indicators or what would answer it."""
    linked = mart("rpt_question_evidence", key_question_id=row["key_question_id"]).to_dicts()
    read = indicators.readings(chosen)
    with_data = [link for link in linked if read[link["indicator_id"]].now]
    enough = evidence.sufficiency(row, cycle_id) if with_data else ""
    sentences(row["text"], questions.judged(row, cycle_id), enough, title=row["name"])
    is_unread = left_out.say([read[link["indicator_id"]] for link in linked])
    if not with_data:
        which = "No data that governors read" if is_unread else "No data"
        empty(f"**{which} speaks to this question yet.** {row['would_answer']}")
        also.show(row["key_question_id"])
        return
    evidence.show_rules(row, cycle_id)
    evidence.show_then_and_now(row["key_question_id"], cycle_id)
    # Where a judgement stands, the figures are above, then and now; what lies between is drawn when it is asked for.
    is_open = not row["judgement"]
    over_time = st.expander(
        "Each figure over time", expanded=is_open, on_change="rerun", key=f"trends {row['key_question_id']}"
    )
    if over_time.open:
        with over_time:
            side_by_side(with_data, read, chosen)
    also.show(row["key_question_id"], row["would_answer"])


def side_by_side(linked: list[dict], read: dict[str, indicators.Reading], chosen: Filters) -> None:
    """The indicators over time, two in a row."""
    for start in range(0, len(linked), 2):
        for column, link in zip(st.columns(2), linked[start : start + 2], strict=False):
            with column:
                speak(read[link["indicator_id"]], link["reason"], chosen)


def speak(reading: indicators.Reading, reason: str, chosen: Filters) -> None:
    """One indicator as evidence: the figure over time, and why it speaks to the question."""
    why = f"Why it counts: {words.sentence(reason)}"
    indicators.show_trend(reading, chosen, lead=words.sentence(reading.in_words), hint=why)
    indicators.trace(reading)


@st.fragment
@one_look
def body() -> None:
    """Everything that the filters change."""
    onward()
    chosen = filters("term", "site", "group")
    cycle_id = questions.cycle_of(chosen)
    rows = questions.standing(cycle_id)
    strip(rows, cycle_id)
    picked = pick(rows)
    row = next(row for row in rows.to_dicts() if row["key_question_id"] == picked)
    in_full(row, cycle_id, chosen)
    if role == "slt":
        answer_form(picked, cycle_id, role)


if build() is None:
    empty("Nothing has been loaded yet, so no question has evidence beside it.", "Upload an export", "upload")
else:
    body()
