"""Headings of a survey: how many records they take, which columns are questions, which are left out.

SurveyMonkey has the options in record 2; Qualtrics the question's words in record 2 and ids in record 3;
coded tables repeat each answer as a label twin. Columns of one question are put together in
``survey_groups``.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import polars as pl

from warehouse.intake.reader import Table
from warehouse.intake.recognise import Match
from warehouse.intake.results import Column
from warehouse.intake.shapes import IGNORED, QUESTION, heading_key, personal_headings
from warehouse.intake.survey_groups import CHECKBOX, Group, Part, SurveyQuestion, group_of, only_ticks, questions_of
from warehouse.intake.text import clean_heading, normalise

LABEL_ENDINGS = ("_lab", "_label")


@dataclass
class SurveyLayout:
    """Questions in order, every column's treatment, and how many records the headings take."""

    questions: list[SurveyQuestion]
    columns: list[Column]
    header_records: int
    coded_twins: int = 0


def count_header_records(table: Table, match: Match) -> int:
    """1, or 2 where record 2 names options or 'Response' beside blank ids, or 3 where record 3 holds import ids."""
    head = table.frame.head(3).drop("record_no").rows()
    if len(head) > 2 and any(cell.lstrip().startswith('{"ImportId"') for cell in head[2]):
        return 3
    identity = [index for indexes in match.fields.values() for index in indexes]
    if len(head) > 1 and identity and any(cell.strip() for cell in head[1]):
        return 1 if any(head[1][index].strip() for index in identity) else 2
    return 1


def lay_out(table: Table, match: Match, header_records: int, known: Collection[str] = ()) -> SurveyLayout:
    """Group the columns of a survey into questions and say what becomes of every column.

    ``known`` are the keys of the question bank: what it knows is not taken for boxes or for an order.
    """
    data = table.frame.slice(header_records).drop("record_no")
    columns, twins = _drop_coded_twins(match.columns)
    layout = SurveyLayout([], columns, header_records, twins)
    for group in _groups(layout, _below(table, header_records), data):
        layout.questions.extend(questions_of(group, data, known))
    return layout


def _below(table: Table, header_records: int) -> list[str]:
    """What stands under each heading in record 2, where that is a record of headings too."""
    cells = table.frame.drop("record_no").row(1) if header_records > 1 else [""] * table.width
    return [clean_heading(cell) for cell in cells]


def form_words(table: Table, match: Match, header_records: int) -> list[str]:
    """What a form asks, by its headings alone, so that every export of the form has the same words.

    What a person says of columns and what the answers are like changes nothing here.
    """
    asked = zip(table.headings, _below(table, header_records), strict=True)
    given = match.shape.rules.keys() | personal_headings()
    return [normalise(f"{heading} {below}") for heading, below in asked if heading_key(heading) not in given]


def _drop_coded_twins(columns: list[Column]) -> tuple[list[Column], int]:
    """Where an answer stands twice, as a code and as a label, the label is kept."""
    headers = {column.header for column in columns}
    coded = {h for h in headers if any(h + ending in headers for ending in LABEL_ENDINGS)}
    why = "the code of an answer whose label stands in another column"
    kept = [replace(c, field=None, treatment=IGNORED, why=why) if c.header in coded else c for c in columns]
    return kept, len(coded)


def _groups(layout: SurveyLayout, below: list[str], data: pl.DataFrame) -> list[Group]:
    """Columns of one question together: those that share its name, and those under a blank heading beside it."""
    groups: list[Group] = []
    is_open = False
    for index, column in enumerate(layout.columns):
        box = CHECKBOX.match(column.header)
        if column.treatment == QUESTION and box and only_ticks(data[f"c{index}"]):
            opened, part = Group(box["name"], box["name"], is_checkbox=True), Part(0, box["option"], column.header)
            _add(groups, opened, part, index)
            is_open = False
        elif column.treatment == QUESTION:
            _add(groups, *group_of(column.header, below[index], layout.header_records), index)
            is_open = True
        elif column.header.strip() or not below[index]:
            is_open = False
        elif is_open:
            _, part = group_of(groups[-1].text, below[index], layout.header_records)
            groups[-1].parts.append(replace(part, index=index))
            why = "an option of the question before it"
            layout.columns[index] = replace(column, treatment=QUESTION, why=why)
    return groups


def _add(groups: list[Group], opened: Group, part: Part, index: int) -> None:
    """Go on with the last group where it has the same name, and its columns stand for options; else open one."""
    last = groups[-1] if groups else None
    goes_on = last and part.option and last.name == opened.name and last.is_checkbox == opened.is_checkbox
    if not (goes_on and last.parts[-1].option):
        groups.append(opened)
    groups[-1].parts.append(replace(part, index=index))
