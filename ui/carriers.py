"""What a school has that can count for an item of a framework: figures, judged questions and actions, in words."""

import polars as pl

from ui import indicators, words
from ui.data import home, mart
from ui.filters import Filters
from ui.reach import SAME, Carrier, Join
from ui.roles import current_role
from warehouse.register import current, current_answers


def carriers() -> list[Carrier]:
    """Indicators with a figure, then judged key questions, then actions, each in its usual order.

    Governors get published figures, judgements and Phase 1 alone: what is typed is for those who work in the school.
    """
    return [*_indicators(), *_judgements(), *_actions()]


def _indicators() -> list[Carrier]:
    terms = mart("dim_periods", period_type="term", has_data=True)["period_id"].to_list()
    read = indicators.readings(Filters("term", terms[-1])) if terms else {}
    return [
        Carrier("indicator", indicator_id, reading.name, _figure(reading))
        for indicator_id, reading in read.items()
        if reading.now and reading.now["value"] is not None
    ]


def _figure(reading: indicators.Reading) -> str:
    return f"{reading.said}, of {reading.n}, {reading.when}"


def _judgements() -> list[Carrier]:
    """The latest judgement of each question. Whoever works here sees their own as soon as it is saved."""
    judged = _judged_rows()
    order = {row["period_id"]: at for at, row in enumerate(mart("dim_periods", period_type="term").to_dicts())}
    newest = {}
    for row in sorted(judged, key=lambda row: order.get(row["cycle_id"], -1)):
        newest[row["key_question_id"]] = row
    questions = mart("dim_key_questions").to_dicts()
    return [
        Carrier(
            "judgement",
            question["key_question_id"],
            _question(question),
            f"{words.judgement(row['judgement'])}, {words.period(row['cycle_id'])}",
            row.get("answer") or "",
        )
        for question in questions
        if (row := newest.get(question["key_question_id"]))
    ]


def _judged_rows() -> list[dict]:
    if current_role() == "governor":
        return mart("rpt_key_questions").drop_nulls("judgement").to_dicts()
    answers = current_answers(home())
    return answers.filter(pl.col("state") != "draft").to_dicts()


def _question(question: dict) -> str:
    number = int(question["key_question_id"].removeprefix("kq_"))
    return f"Question {number}, {question['label']}"


def _actions() -> list[Carrier]:
    states = {row["action_id"]: row for row in mart("rpt_phase_progress").to_dicts()}
    of_phase_1 = mart("rpt_framework_items", framework_id="phase_1", item_type="action").to_dicts()
    found = [_action(row["item_id"], row["label"], "Phase 1", states) for row in of_phase_1]
    return found if current_role() == "governor" else found + _own_actions(states)


def _own_actions(states: dict[str, dict]) -> list[Carrier]:
    """Actions the school made; one counts for the idea it came from and for the priority it was."""
    phases = {"phase_1": "Phase 1"} | dict(current(home(), "phase").select("phase_id", "label").iter_rows())
    options = {row["option_id"]: row for row in current(home(), "matrix_option").to_dicts()}
    return [
        _action(row["action_id"], row["label"], phases.get(row["phase_id"], ""), states, _came_from(row, options))
        for row in current(home(), "action").to_dicts()
    ]


def _came_from(action: dict, options: dict[str, dict]) -> dict[str, Join]:
    option = options.get(action["option_id"] or "", {})
    sources = {
        action["idea_id"]: "The action puts this idea into practice.",
        option.get("idea_id"): "The action is a priority that came from this idea.",
        option.get("statement_id"): "The action is a priority that came from this statement of the audit.",
    }
    return {item_id: Join(SAME, reason) for item_id, reason in reversed(sources.items()) if item_id}


def _action(action_id: str, label: str, phase: str, states: dict[str, dict], came_from: dict | None = None) -> Carrier:
    state = states.get(action_id)
    said = "not in the figures yet"
    if state:
        stands = words.state(state["status"], state["days_late"])
        said = f"{stands}, {state['steps_done']} of {state['steps_total']} steps done"
    return Carrier("action", action_id, label, ", ".join(filter(None, (phase, said))), stands_for=came_from or {})
