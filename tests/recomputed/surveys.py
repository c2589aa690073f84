"""Responses of the three form tools: who answered, when, in which groups, and the points given to each scale."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date

from tests.recomputed.calendar import reference

ROLES = {"parent_survey": "parent", "staff_survey": "staff", "pupil_wellbeing": "pupil"}


@dataclass
class Response:
    """One form filled in: what respondents say of themselves, and scale to each answer's points and favour."""

    survey: str
    number: int
    role: str
    day: date
    groups: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[tuple[int, bool]]] = field(default_factory=dict)


def responses_of(name: str, content: str) -> list[Response]:
    """Each line of a survey export; the tool is known by its first heading."""
    role = next(role for start, role in ROLES.items() if name.startswith(start))
    rows = list(csv.reader(io.StringIO(content, newline="")))
    headings, lines = rows[0], rows[1:]
    if headings[0] == "Respondent ID":  # the options stand in a second line of headings
        when, lines = (headings.index("End Date"), "mdy"), lines[1:]
    elif headings[0] == "Timestamp":
        when = (0, "ymd")
    else:
        when = (headings.index("Completion time"), "dmy")
    return [_response(name, number, role, headings, line, when) for number, line in enumerate(lines)]


def _response(
    name: str, number: int, role: str, headings: list[str], line: list[str], when: tuple[int, str]
) -> Response:
    parts = dict(zip(when[1], line[when[0]].split()[0].split("/"), strict=True))
    response = Response(name, number, role, date(*(int(parts[part]) for part in "ymd")))
    asked = {row["question_text"]: row for row in reference("question_bank") if row["respondent_role"] == role}
    for heading, cell in zip(headings, line, strict=True):
        question = asked.get(heading)
        if question is None or not cell:
            continue
        option = _option(question["option_set"], cell)
        group = question["question_id"].removeprefix("background_")
        if question["question_id"].startswith("background_"):
            response.groups[group] = cell if group == "site" else option["group_value"]
        elif question["answer_kind"] == "likert":
            response.answers.setdefault(question["scale_id"], []).append(_points(question, option))
    return response


def _option(option_set: str, cell: str) -> dict[str, str]:
    options = (row for row in reference("answer_options") if row["option_set"] == option_set)
    return next((row for row in options if row["answer_text"] == cell), {})


def _points(question: dict[str, str], option: dict[str, str]) -> tuple[int, bool]:
    """Points from 1 to 5, the statement turned round where it is put the wrong way; four or five are favourable."""
    points = int(option["answer_value"])
    points = 6 - points if question["is_reversed"] == "true" else points
    return points, points >= 4
