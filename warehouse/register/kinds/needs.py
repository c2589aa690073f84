"""Needs analysis: the five whys, the audit of 26 statements, and the prioritisation matrix with its challenges."""

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from warehouse.register.checks import DEEPEST_WHY, TOO_DEEP, Needs, why_stands_below_its_parent
from warehouse.register.fields import (
    Payload,
    Says,
    choice,
    day,
    identifier,
    items,
    not_before,
    optional_identifier,
    optional_words,
    refusal,
    scale,
    words,
)
from warehouse.register.kinds.spec import EVERYBODY, EntryKind

RATINGS = ("not_yet", "developing", "strong")
RATER_GROUPS = ("staff", "parent", "governor")
OPTION_SOURCES = ("must", "should", "could")
CHALLENGE_OUTCOMES = ("changed", "kept")
EASE_PARTS = ("effort", "cost", "time", "resources", "risk")

_Rating = choice("Choose a rating: not yet part of our work, developing, or strong and well developed.", RATINGS)


class Why(Payload):
    """A node of a tree: level 0 is the statement asked about, 1 to 5 are the whys below it."""

    why_id: identifier("a why")
    tree_id: identifier("a tree of whys")
    parent_why_id: optional_identifier("the statement or why it asks about") = None
    level: Annotated[int, Field(strict=True, ge=0, le=DEEPEST_WHY), Says(TOO_DEEP)] = 0
    statement: words("statement")


class AuditRound(Payload):
    """One going-through of the audit; a later round shows what moved."""

    round_id: identifier("a round of the audit")
    label: words("name of the round", "give the round a name")
    opened_on: day("day the round opened") = None
    closed_on: Annotated[
        day("day the round closed"),
        not_before("opened_on", "The round closes before it opens; change one of the days and save again."),
    ] = None


class AuditRating(Payload):
    """What one rater says of one statement in one round."""

    round_id: identifier("a round of the audit")
    statement_id: identifier("a statement of the audit")
    rater_id: identifier("who rates")
    rater_group: choice("Choose whose view this is: staff, parent or governor.", RATER_GROUPS)
    rating: _Rating
    notes: optional_words("note") = None
    evidence: optional_words("evidence") = None
    actions: optional_words("text on actions") = None
    impact: optional_words("text on impact") = None


class AuditNext(Payload):
    """What follows from one theme of the audit."""

    round_id: identifier("a round of the audit")
    theme_id: identifier("a theme of the audit")
    must: items("thing that must happen") = ()
    should: items("thing that should happen") = ()
    could: items("thing that could happen") = ()


class MatrixOption(Payload):
    """Something that could be done, to be weighed against the others of its matrix."""

    option_id: identifier("an option")
    matrix_id: identifier("a matrix")
    label: words("option", "say what could be done")
    source: choice("Choose where the option comes from: must, should or could.", (*OPTION_SOURCES, None)) = None
    statement_id: optional_identifier("the statement") = None
    idea_id: optional_identifier("the idea") = None
    why_id: optional_identifier("the why") = None


class MatrixScore(Payload):
    """One scorer's scores of an option, each 1 to 4; in the five parts of ease 4 is the easiest."""

    option_id: identifier("an option")
    scorer_id: identifier("who scores")
    impact: scale("impact")
    effort: scale("effort")
    cost: scale("cost")
    time: scale("time")
    resources: scale("resources")
    risk: scale("risk")


def _weight(part: str) -> type:
    sentence = f"The weight of {part} is a number from 0 to 10; change it and save again."
    return Annotated[float, Field(ge=0, le=10, allow_inf_nan=False), Says(sentence)]


def _not_all_zero(value: float, info: ValidationInfo) -> float:
    if not value and not any(info.data.get(part) for part in EASE_PARTS):
        raise refusal("At least one weight has to be above 0; change one and save again.")
    return value


class MatrixWeights(Payload):
    """How much each part of ease counts in one matrix; only their proportions matter."""

    matrix_id: identifier("a matrix")
    effort: _weight("effort") = 1.0
    cost: _weight("cost") = 1.0
    time: _weight("time") = 1.0
    resources: _weight("resources") = 1.0
    risk: Annotated[_weight("risk"), AfterValidator(_not_all_zero)] = 1.0


class MatrixChallenge(Payload):
    """An objection to the scores of an option and what came of it."""

    challenge_id: identifier("a challenge")
    option_id: identifier("the option that is challenged")
    text: words("challenge", "write what speaks against the score")
    outcome: choice(
        "Choose what came of the challenge: the score was changed or kept.", (*CHALLENGE_OUTCOMES, None)
    ) = None


_NEEDS_OPTION = Needs("option_id", "matrix_option", "This option is not in the matrix any more; choose another.")

KINDS = (
    EntryKind("why", "a why", Why, key=("why_id",), checks=(why_stands_below_its_parent,)),
    EntryKind("audit_round", "a round of the audit", AuditRound, key=("round_id",)),
    EntryKind(
        "audit_rating",
        "a rating of the audit",
        AuditRating,
        key=("round_id", "statement_id", "rater_id"),
        writers=EVERYBODY,
    ),
    EntryKind("audit_next", "what follows from a theme of the audit", AuditNext, key=("round_id", "theme_id")),
    EntryKind("matrix_option", "an option of a matrix", MatrixOption, key=("option_id",)),
    EntryKind(
        "matrix_score", "scores of an option", MatrixScore, key=("option_id", "scorer_id"), checks=(_NEEDS_OPTION,)
    ),
    EntryKind("matrix_weights", "the weights of a matrix", MatrixWeights, key=("matrix_id",)),
    EntryKind(
        "matrix_challenge",
        "a challenge to the scores of an option",
        MatrixChallenge,
        key=("challenge_id",),
        checks=(_NEEDS_OPTION,),
    ),
)
