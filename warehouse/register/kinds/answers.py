"""Answers to the key questions: a judgement, the words behind it, what comes next, and the evidence of that day."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection

from warehouse.errors import RegisterError
from warehouse.register.checks import stored_payload
from warehouse.register.fields import Payload, Says, choice, identifier, items, words
from warehouse.register.kinds.spec import LEADERS, EntryKind

JUDGEMENTS = ("not_yet", "developing", "strong")
CONFIDENCES = ("low", "medium", "high")
ANSWER_STATES = ("draft", "submitted", "agreed")
LINK_KINDS = ("indicator", "survey", "action", "document", "note")


class Link(BaseModel):
    """What an answer points to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: choice("Choose what the link points to.", LINK_KINDS)
    id: identifier("what the link points to")
    label: str | None = None


class Figure(BaseModel):
    """An indicator's figure as it stood when the answer was given: rates 0 to 1, as in rpt_indicators."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicator_id: str
    period_type: str | None = None
    period_id: str | None = None
    group_type: str = "all"
    group_value: str = "all"
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    interval_low: float | None = None
    interval_high: float | None = None
    is_reportable: bool | None = None
    build_id: str | None = None


class Answer(Payload):
    """One question in one cycle (term, `2025/26 spring`)."""

    key_question_id: identifier("a key question")
    cycle_id: identifier("a term")
    judgement: choice(
        "Choose a judgement: not yet part of our work, developing, or strong and well developed.", JUDGEMENTS
    )
    answer: words("answer", "write a sentence that says why")
    confidence: choice("Choose how sure you are: low, medium or high.", (*CONFIDENCES, None)) = None
    next_must: items("next step that must happen") = ()
    next_should: items("next step that should happen") = ()
    next_could: items("next step that could happen") = ()
    state: choice("Choose a state for the answer: draft, submitted or agreed.", ANSWER_STATES) = "submitted"
    links: Annotated[tuple[Link, ...], Says("Each link needs what it points to; choose it again.")] = ()
    evidence: Annotated[tuple[Figure, ...], Says("The evidence could not be kept; open the page again.")] = ()


def only_leaders_agree(_: Connection, payload: Answer, columns: Mapping) -> None:
    """An agreed answer is what governors read, so a senior leader stands for it."""
    if payload.state == "agreed" and columns["recorded_by_role"] not in LEADERS:
        sentence = "Only a senior leader can agree an answer; submit it, and they will see it."
        raise RegisterError(sentence, {"state": sentence})


def an_agreed_answer_is_changed_with_a_reason(connection: Connection, _: Answer, columns: Mapping) -> None:
    """Governors may have read it: the history tells them why it is another now."""
    before = stored_payload(connection, "answer", columns["subject_id"])
    if before and before["state"] == "agreed" and not columns["why"]:
        sentence = "This answer is agreed; say why it is changed, then save again."
        raise RegisterError(sentence, {"why": sentence})


KINDS = (
    EntryKind(
        "answer",
        "an answer to a key question",
        Answer,
        key=("key_question_id", "cycle_id"),
        checks=(only_leaders_agree, an_agreed_answer_is_changed_with_a_reason),
    ),
)
