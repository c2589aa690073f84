"""The survey questions of seeds/reference, as the demo's forms ask them."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
# The forms offer 14 of the 27 barriers, some from each of the three groups.
OFFERED_BARRIERS = (
    *("barrier_practical_01", "barrier_practical_05", "barrier_practical_06", "barrier_practical_07"),
    *("barrier_practical_03", "barrier_attitudes_01", "barrier_attitudes_05", "barrier_attitudes_07"),
    *("barrier_attitudes_02", "barrier_attitudes_09", "barrier_social_02", "barrier_social_03"),
    *("barrier_social_06", "barrier_social_10"),
)
NONE_OF_THESE = "None of these"
# Scales and questions that the bank has and the demo's three waves do not ask: forms grow, and old waves stay readable.
NOT_IN_THE_DEMO = frozenset(
    (
        *("parent_wellbeing", "staff_parenting", "staff_volunteering", "staff_learning_at_home", "staff_community"),
        *("staff_wellbeing", "pupil_parenting", "pupil_communicating", "pupil_volunteering", "pupil_learning_at_home"),
        *("pupil_decision_making", "pupil_community", "pupil_barriers"),
    )
)


@dataclass(frozen=True)
class Question:
    """One line of question_bank.csv."""

    question_id: str
    text: str
    answer_kind: str
    option_set: str
    is_reversed: bool
    scale_id: str


@cache
def _read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def questions_for(role: str) -> list[Question]:
    """The bank's questions for `role` (parent, staff, pupil), in the order of the form."""
    lines = [line for line in _read("question_bank.csv") if line["respondent_role"] == role]
    return [
        Question(
            line["question_id"], line["question_text"], line["answer_kind"], line["option_set"],
            line["is_reversed"] == "true", line["scale_id"],
        )
        for line in sorted(lines, key=lambda line: int(line["position"]))
    ]  # fmt: skip


def demo_questions(role: str) -> list[Question]:
    """The questions that the demo's forms ask of `role`."""
    asked = questions_for(role)
    return [q for q in asked if not {q.scale_id, q.question_id} & NOT_IN_THE_DEMO]


def options_of(option_set: str) -> dict[str, str]:
    """Option texts of a set, each with its answer value or barrier id (blank where it has neither), in order."""
    lines = [line for line in _read("answer_options.csv") if line["option_set"] == option_set]
    return {line["answer_text"]: line["answer_value"] or line["barrier_id"] for line in lines}


def offered_barriers(option_set: str) -> dict[str, str]:
    """Barrier id to option text, in the order of the form."""
    texts = {barrier_id: text for text, barrier_id in options_of(option_set).items()}
    return {barrier_id: texts[barrier_id] for barrier_id in OFFERED_BARRIERS}
