"""Phases, their actions and steps, what carries over, and the ideas picked for them."""

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from warehouse.register.checks import Needs
from warehouse.register.fields import (
    Payload,
    choice,
    day,
    identifier,
    not_before,
    optional_identifier,
    optional_words,
    refusal,
    scale,
    words,
)
from warehouse.register.kinds.spec import EntryKind

STATUSES = ("not_started", "in_progress", "done", "stuck")
IDEA_STATES = ("new", "picked", "in_phase", "tried")

# Phase 1 and its actions come with the product (seeds/reference); other phases are the school's own entries.
_PHASE_OF_THE_CATALOGUE = r"phase_1"
_ACTION_OF_THE_CATALOGUE = r"phase_1_action_\d+"

_DUE_TOO_EARLY = "The due date is before the start date; change one of them and save again."


def _only_when_done(value, info: ValidationInfo):
    if value and info.data.get("status") not in ("done", None):
        raise refusal("A date it was done is given but the state is not 'done'; change one of them.")
    return value


def _tried_has_a_result(value: str | None, info: ValidationInfo) -> str | None:
    if info.data.get("state") == "tried" and not value:
        raise refusal("The idea was tried; write what came of it, then save again.")
    return value


def _in_phase_names_it(value: str | None, info: ValidationInfo) -> str | None:
    if info.data.get("state") == "in_phase" and not value:
        raise refusal("Choose the phase the idea is in, then save again.")
    return value


class Phase(Payload):
    """A stretch of work the school plans and judges as one."""

    phase_id: identifier("a phase")
    label: words("name of the phase", "give the phase a name")
    start_date: day("start date") = None
    end_date: Annotated[
        day("end date"),
        not_before("start_date", "The end date is before the start date; change one of them and save again."),
    ] = None
    term: optional_words("term") = None


class Action(Payload):
    """Something a phase sets out to do; it may come from an idea or from a priority of the matrix."""

    action_id: identifier("an action")
    phase_id: identifier("the phase the action belongs to")
    label: words("name of the action", "say what will be done")
    idea_id: optional_identifier("the idea") = None
    option_id: optional_identifier("the priority") = None
    owner_role: optional_words("owner") = None
    start_date: day("start date") = None
    due_date: Annotated[day("due date"), not_before("start_date", _DUE_TOO_EARLY)] = None


class Step(Payload):
    """One piece of an action, small enough to be done or not."""

    step_id: identifier("a step")
    action_id: identifier("the action the step belongs to")
    label: words("name of the step", "say what will be done")
    position: scale("the position of the step", 1, 999) = 1


class StepUpdate(Payload):
    """The state a step has come to, whether the step is the catalogue's or the school's."""

    step_id: identifier("a step")
    status: choice("Choose a state for the step: not started, in progress, done or stuck.", STATUSES)
    start_date: day("start date") = None
    due_date: Annotated[day("due date"), not_before("start_date", _DUE_TOO_EARLY)] = None
    done_date: Annotated[
        day("date it was done"),
        not_before("start_date", "The date it was done is before the start date; change one of them and save again."),
        AfterValidator(_only_when_done),
    ] = None
    owner_role: optional_words("owner") = None
    note: optional_words("note") = None


class CarryOver(Payload):
    """An action that goes on in another phase, there as an action of its own."""

    action_id: identifier("the action that carries over")
    to_phase_id: identifier("the phase it carries over to")
    to_action_id: optional_identifier("the action it becomes") = None
    reason: optional_words("reason") = None


class IdeaPick(Payload):
    """What the school has done with an idea of the bank."""

    idea_id: identifier("an idea")
    state: choice("Choose a state for the idea: new, picked, in a phase or tried.", IDEA_STATES)
    phase_id: Annotated[optional_identifier("the phase"), AfterValidator(_in_phase_names_it)] = None
    result: Annotated[optional_words("result"), AfterValidator(_tried_has_a_result)] = None


def _phase(field: str, sentence: str) -> Needs:
    return Needs(field, "phase", sentence, catalogue=_PHASE_OF_THE_CATALOGUE)


def _action(field: str, sentence: str) -> Needs:
    return Needs(field, "action", sentence, catalogue=_ACTION_OF_THE_CATALOGUE)


KINDS = (
    EntryKind("phase", "a phase", Phase, key=("phase_id",)),
    EntryKind(
        "action",
        "an action",
        Action,
        key=("action_id",),
        checks=(
            _phase("phase_id", "There is no such phase; choose the phase the action belongs to, then save again."),
        ),
    ),
    EntryKind(
        "step",
        "a step",
        Step,
        key=("step_id",),
        checks=(_action("action_id", "There is no such action; choose the one the step belongs to, then save again."),),
    ),
    EntryKind("step_update", "the state of a step", StepUpdate, key=("step_id",)),
    EntryKind(
        "carry_over",
        "an action carried over",
        CarryOver,
        key=("action_id", "to_phase_id"),
        checks=(
            _action("action_id", "There is no such action; choose the one that carries over, then save again."),
            _phase("to_phase_id", "There is no such phase; choose the one it carries over to, then save again."),
        ),
    ),
    EntryKind(
        "idea_pick",
        "what became of an idea",
        IdeaPick,
        key=("idea_id",),
        checks=(_phase("phase_id", "There is no such phase; choose the phase the idea is in, then save again."),),
    ),
)
