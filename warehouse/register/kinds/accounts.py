"""Giving account: evidence notes, concerns and their outcomes, the yearly review, you said / we did, sign-offs."""

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from warehouse.register.fields import (
    Payload,
    choice,
    day,
    identifier,
    needed_day,
    not_before,
    optional_identifier,
    optional_words,
    refusal,
    words,
)
from warehouse.register.kinds.spec import LEADERS, EntryKind

VOICES = ("parent", "pupil", "staff", "governor", "community")

_Voice = choice("Choose whose voice this is: parent, pupil, staff, governor or community.", VOICES)


def _closed_with_an_outcome(value, info: ValidationInfo):
    if value and "outcome" in info.data and not info.data["outcome"]:
        raise refusal("A concern is closed with its outcome; write what came of it, then save again.")
    return value


class EvidenceNote(Payload):
    """Something seen or kept that bears on an answer, a statement, an action, a step or a phase."""

    note_id: identifier("a note")
    about_kind: identifier("what the note is about")
    about_id: identifier("what the note is about")
    text: words("note")
    noted_on: day("date of the note") = None


class Concern(Payload):
    """A concern somebody raised, and how it ended."""

    concern_id: identifier("a concern")
    text: words("concern", "write what the concern is")
    raised_by: _Voice
    raised_on: day("day it was raised") = None
    outcome: optional_words("outcome") = None
    closed_on: Annotated[
        day("day it was closed"),
        not_before("raised_on", "The concern is closed before it was raised; change one of the days and save again."),
        AfterValidator(_closed_with_an_outcome),
    ] = None


class Review(Payload):
    """The yearly review of the strategy: when it is due, and when it was done."""

    review_id: identifier("a review")
    review_date: needed_day("date of the review")
    done_on: day("day it was done") = None
    notes: optional_words("note") = None


class SaidDone(Payload):
    """A line of the ledger: what people said, and what the school did."""

    said_id: identifier("a line of the ledger")
    said: words("'you said' side", "write what was said")
    said_by: _Voice
    cycle_id: optional_identifier("the term") = None
    done: optional_words("'we did' side") = None
    done_on: day("day it was done") = None


class SignOff(Payload):
    """A person stands for something: the words they sign with, about one thing."""

    sign_off_id: identifier("a sign-off")
    about_kind: identifier("what is signed off")
    about_id: identifier("what is signed off")
    text: words("sign-off", "write what you sign off and on what ground")


KINDS = (
    EntryKind("evidence_note", "a note of evidence", EvidenceNote, key=("note_id",)),
    EntryKind("concern", "a concern", Concern, key=("concern_id",)),
    EntryKind("review", "the yearly review", Review, key=("review_id",)),
    EntryKind("said_done", "a line of 'you said, we did'", SaidDone, key=("said_id",)),
    EntryKind("sign_off", "a sign-off", SignOff, key=("sign_off_id",), writers=("governor", *LEADERS)),
)
