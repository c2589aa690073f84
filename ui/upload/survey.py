"""Step 4, survey questions: known ones folded away, each other with a target to choose and its commonest answers."""

import streamlit as st

from ui.upload import questions, said, steps
from ui.upload.controls import choose
from ui.upload.files import Dropped
from ui.words import plain
from warehouse.intake.results import Inspection, SurveyQuestionSeen
from warehouse.intake.survey_mapping import targets

AS_IT_IS = "keep it as a question of its own"
_AT_ONCE = 10
_BY_HAND = "item:"


def step(file: Dropped, inspection: Inspection) -> steps.Step:
    """The step of one file; only surveys have it."""
    is_open = bool(questions.of_step("survey", inspection.questions))
    known, others = _parted(inspection)
    open_ = [question for question in others if not question.target]
    state = steps.ANSWER if is_open else steps.LOOK if open_ else steps.FINE
    says = f"{len(known)} of {len(known) + len(others)} known"
    says += f", {len(others) - len(open_)} sent on by hand" if len(open_) < len(others) else ""
    return steps.Step("survey", "Survey questions", state, says, lambda: _draw(file, inspection))


def _parted(inspection: Inspection) -> tuple[list[SurveyQuestionSeen], list[SurveyQuestionSeen]]:
    """Questions the bank knows by their words, and the others."""
    seen = inspection.survey_questions
    return [question for question in seen if question.is_known], [q for q in seen if not q.is_known]


def _draw(file: Dropped, inspection: Inspection) -> None:
    questions.ask(file, inspection, "survey")
    known, others = _parted(inspection)
    if known and st.toggle("Show the questions known by their words", key=f"village_known {file.digest}"):
        for question in known:
            st.text(f"{question.text} ({question.responses} answered)")
    if others:
        st.text(
            "The questions below are not in the question bank. They are kept as they are; send those that ask what a "
            "question of the bank asks to it, and its figures count them. The next wave needs no choice."
        )
        _others(file, others, _role(file, inspection))


def _role(file: Dropped, inspection: Inspection) -> str:
    """Who answered: as said, or as the questions sent to the bank show; 'unknown' offers every target."""
    asked = [question.target.removeprefix(_BY_HAND) for question in inspection.survey_questions if question.target]
    known = next((role for role in ("parent", "staff", "pupil") if any(t.startswith(role) for t in asked)), "unknown")
    return said.of(file.digest).get("respondent_role", known)


def _others(file: Dropped, others: list[SurveyQuestionSeen], role: str) -> None:
    """A few at a time: a long list of long lists is slow to send and to read."""
    names = {"": AS_IT_IS} | targets(role)
    for question in _few(file, others):
        choose(
            question.text,
            list(names),
            question.target or "",
            lambda target, key=question.question_key: said.say(file.digest, said.SURVEY_QUESTION + key, target),
            f"{file.digest} target {question.question_key}",
            lambda target: names.get(target, target),
        )
        st.caption(plain(_answers(question)))


def _few(file: Dropped, others: list[SurveyQuestionSeen]) -> list[SurveyQuestionSeen]:
    starts = list(range(0, len(others), _AT_ONCE))
    if len(starts) == 1:
        return others
    start = st.selectbox(
        "Questions shown",
        starts,
        format_func=lambda first: f"{first + 1} to {min(first + _AT_ONCE, len(others))} of {len(others)}",
        key=f"village_few {file.digest}",
    )
    return others[start : start + _AT_ONCE]


def _answers(question: SurveyQuestionSeen) -> str:
    answered = f"{question.responses} answered"
    return f"{answered}: {'; '.join(question.options)}" if question.options else f"{answered} in their own words"
