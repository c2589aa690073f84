"""Open questions of the intake: which step each belongs to, and the list to choose an answer from."""

from ui.upload import said
from ui.upload.controls import choose
from ui.upload.files import Dropped
from warehouse.intake.results import Column, Inspection, Question

DATE_ORDERS = {"dmy": "day first: 3/4 is 3 April", "mdy": "month first: 3/4 is March 4"}
_STEPS = {
    "kind": "what",
    "sheet": "what",
    "delimiter": "what",
    "date_order": "dates",
    "respondent_role": "survey",
    "scale": "survey",
}


def of_step(step: str, questions: list[Question]) -> list[Question]:
    """The questions that are put in ``step``; what no other step owns is about a column."""
    return [question for question in questions if _STEPS.get(question.id.partition(":")[0], "columns") == step]


def ask(file: Dropped, inspection: Inspection, step: str) -> None:
    """Draw the questions of a step: those that are open, and those answered before, so that they can be changed."""
    for question in of_step(step, said.asked(file.digest, inspection.questions)):
        _ask(file, question, _headings(inspection.columns) if step == "columns" else [])


def _ask(file: Dropped, question: Question, headings: list[str]) -> None:
    others = [heading for heading in headings if heading not in question.choices]
    choose(
        question.text,
        [*question.choices, *others],
        said.of(file.digest).get(question.id),
        lambda choice: said.say(file.digest, question.id, choice),
        f"{file.digest} answer {question.id}",
        lambda choice: f"the column '{choice}'" if choice in headings else answer_name(choice),
    )


def answer_name(choice: str) -> str:
    """An answer in plain words."""
    return DATE_ORDERS.get(choice, choice.replace("_", " "))


def _headings(columns: list[Column]) -> list[str]:
    return list(dict.fromkeys(column.header for column in columns if column.header.strip()))
