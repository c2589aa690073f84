"""What the Upload page shows of one file before it is loaded, and of what loading changed."""

import polars as pl
import streamlit as st

from ui import uploading
from ui.filters import period_name
from ui.uploading import COLUMN, Dropped, Loaded, Outcome
from warehouse.intake.results import Inspection, Problem, Question

DATE_ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
TREATMENTS = {
    "used": "used",
    "question": "a survey question",
    "ignored": "left out: not needed",
    "dropped_personal": "left out: personal data",
}
_MOST_SHOWN = 500
_AS_SENTENCES = 10  # few problems read better as sentences, and they wrap on a phone


def inspected(dropped: Dropped, inspection: Inspection) -> dict[str, str]:
    """Show what the file is and would become; returns the answers chosen so far (question id to answer)."""
    with st.container(border=True):
        st.subheader(_plain(dropped.name), anchor=False)
        if inspection.error:
            refused(inspection.error)
            return dict(dropped.answers)
        _recognised(inspection)
        for warning in inspection.warnings:
            st.warning(_plain(warning), icon=":material/info:")
        answers = _questions(dropped, inspection)
        if inspection.data_records and not inspection.questions:
            counts(inspection.accepted, inspection.quarantined, inspection.duplicates)
        set_aside(inspection.quarantined_records, "Records that would be set aside")
        _columns(inspection)
        return answers


def refused(sentence: str) -> None:
    """Why a file was not taken, and that nothing of it was kept."""
    st.error(_plain(sentence), icon=":material/block:")
    if "othing was stored" not in sentence:
        st.caption("Nothing was stored.")


def _recognised(inspection: Inspection) -> None:
    st.markdown(f"Recognised as **{inspection.feed or inspection.kind}**. {_plain(inspection.why or '')}")
    facts = [f"{inspection.data_records:,} records"]
    if inspection.delimiter:
        facts.append(f"columns parted by {inspection.delimiter}")
    if inspection.encoding:
        facts.append(f"characters read as {inspection.encoding}")
    if inspection.date_order:
        facts.append(f"dates read as {DATE_ORDERS.get(inspection.date_order, inspection.date_order)}")
    st.caption(" · ".join(facts))
    for note in inspection.notes:
        st.caption(_plain(note))


def _questions(dropped: Dropped, inspection: Inspection) -> dict[str, str]:
    """A control for each open question and for each answer already given, so that it can be changed."""
    answers = dict(dropped.answers)
    remembered = st.session_state.setdefault("village_questions", {})
    known: dict[str, tuple[Question, list[str]]] = remembered.setdefault(dropped.name, {})
    known |= {question.id: (question, uploading.answers_to(question, inspection)) for question in inspection.questions}
    for question, options in known.values():
        answer = st.selectbox(
            _plain(question.text),
            options,
            index=options.index(answers[question.id]) if answers.get(question.id) in options else None,
            format_func=_answer_name,
            placeholder="Choose an answer",
            key=f"village_answer_{dropped.name}_{question.id}",
        )
        if answer:
            answers[question.id] = answer
    return answers


def _answer_name(answer: str) -> str:
    if answer.startswith(COLUMN):
        return f"the column '{answer.removeprefix(COLUMN)}'"
    return DATE_ORDERS.get(answer, answer.replace("_", " "))


def counts(accepted: int, quarantined: int, duplicates: int) -> None:
    taken, aside, twice = st.columns(3)
    taken.metric("Records taken", f"{accepted:,}")
    aside.metric("Set aside", f"{quarantined:,}")
    twice.metric("Duplicates", f"{duplicates:,}")


def set_aside(problems: list[Problem], title: str) -> None:
    """The records set aside: number of the record, column and why. Values are never shown."""
    if not problems:
        return
    with st.expander(f"{title}: {len(problems):,}", expanded=True):
        for problem in problems[:_AS_SENTENCES]:
            place = f"Record {problem.record}, {problem.column}" if problem.column else f"Record {problem.record}"
            st.text(f"{place}: {problem.message}")
        if len(problems) > _AS_SENTENCES:
            shown = [{"Record": p.record, "Column": p.column or "", "Why": p.message} for p in problems[:_MOST_SHOWN]]
            st.dataframe(pl.DataFrame(shown), hide_index=True)
        if len(problems) > _MOST_SHOWN:
            st.caption(f"The first {_MOST_SHOWN} of {len(problems):,} are shown.")


def _columns(inspection: Inspection) -> None:
    if not inspection.columns:
        return
    used = sum(column.treatment in ("used", "question") for column in inspection.columns)
    with st.expander(f"Columns: {used} of {len(inspection.columns)} used"):
        rows = [
            {
                "Heading": c.header,
                "Becomes": TREATMENTS.get(c.treatment, c.treatment),
                "As": c.field or "",
                "Why": c.why,
            }
            for c in inspection.columns
        ]
        st.dataframe(pl.DataFrame(rows), hide_index=True)


def outcome(found: Outcome) -> None:
    """What loading came to: each file, the build, and the headline figures that changed."""
    for file in found.files:
        _loaded(file)
    if found.build_error:
        st.error(_plain(found.build_error), icon=":material/report:")
    elif found.anything_loaded:
        _changes(found.changes)


def _loaded(file: Loaded) -> None:
    with st.container(border=True):
        st.subheader(_plain(file.name), anchor=False)
        if file.error:
            refused(file.error)
            return
        result = file.result
        if result.already_loaded:
            st.info("This very file was loaded before, so nothing was added.", icon=":material/content_copy:")
        else:
            st.success(f"Loaded as {result.feed}.", icon=":material/check_circle:")
        counts(result.accepted, result.quarantined, result.duplicates)
        set_aside(result.quarantined_records, "Records set aside")


def _changes(changes: pl.DataFrame | None) -> None:
    st.subheader("What changed", anchor=False)
    if changes is None or changes.is_empty():
        st.markdown("The figures were put together again; no headline figure changed.")
        return
    st.markdown("Headline figures for all pupils that are new or have changed, newest term first.")
    table = changes.with_columns(
        pl.col("period_id").map_elements(period_name, return_dtype=pl.String),
        ((pl.col("after") - pl.col("before")) * 100).alias("change"),
    )
    st.dataframe(
        table,
        hide_index=True,
        placeholder="–",
        column_config={
            "name": st.column_config.TextColumn("Figure", width="medium"),
            "period_id": "Term",
            "before": st.column_config.NumberColumn("Before", format="percent"),
            "after": st.column_config.NumberColumn("After", format="percent"),
            "change": st.column_config.NumberColumn("Change in points", format="%+.1f"),
        },
    )


def _plain(text: str) -> str:
    """``text`` with the signs of Markdown made harmless: file and column names come from outside."""
    for sign in "\\`*_[]<>$#~|:":
        text = text.replace(sign, "\\" + sign)
    return text
