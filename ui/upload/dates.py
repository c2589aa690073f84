"""Step 3, dates: day first or month first for the whole file, proven or asked, with an example."""

import streamlit as st

from ui.upload import questions, said, steps
from ui.upload.controls import choose
from ui.upload.files import Dropped
from warehouse.intake.results import Inspection

_ID = "date_order"
_RECOGNISED = {"": "as the file shows"}


def step(file: Dropped, inspection: Inspection) -> steps.Step:
    """The step of one file."""
    is_open = any(question.id == _ID for question in inspection.questions)
    state = steps.ANSWER if is_open else steps.FINE
    return steps.Step("dates", "Dates", state, _says(inspection, is_open), lambda: _draw(file, inspection))


def _says(inspection: Inspection, is_open: bool) -> str:
    if is_open:
        return "day first or month first?"
    if inspection.questions and not inspection.date_order:
        return "known when the question is answered"
    return questions.DATE_ORDERS.get(inspection.date_order or "", "nothing that can be read in two ways")


def _draw(file: Dropped, inspection: Inspection) -> None:
    if any(question.id == _ID for question in said.asked(file.digest, inspection.questions)):
        questions.ask(file, inspection, "dates")
        return
    if not inspection.date_order:
        st.text("No date in this file can be read in two ways.")
        return
    if _ID not in said.of(file.digest):
        st.text("The dates themselves show their order; it holds for the whole file.")
    choose(
        "Dates are written",
        ["", *questions.DATE_ORDERS],
        said.of(file.digest).get(_ID, ""),
        lambda choice: said.say(file.digest, _ID, choice),
        f"{file.digest} {_ID}",
        lambda choice: (_RECOGNISED | questions.DATE_ORDERS)[choice],
    )
