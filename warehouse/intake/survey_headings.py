"""Headings of a survey: how many records they take, which columns are one question, which are left out.

SurveyMonkey spreads one question over columns with the options in record 2; Qualtrics puts the
question's words in record 2 and ids in record 3; coded tables repeat each answer as a label twin
and spread ticked boxes over columns (x___1, x___2).
"""

import re
from dataclasses import dataclass, field, replace

import polars as pl

from warehouse.intake.reader import Table
from warehouse.intake.recognise import Match
from warehouse.intake.results import Column
from warehouse.intake.shapes import IGNORED, PERSONAL, QUESTION
from warehouse.intake.text import clean_heading

LABEL_ENDINGS = ("_lab", "_label")
CHECKBOX = re.compile(r"(?P<name>.+?)___(?P<option>\w+?)(?:_lab|_label)?$")
TICKED = frozenset({"1", "yes", "true", "checked"})
UNTICKED = frozenset({"", "0", "no", "false", "unchecked"})
PERSONAL_VALUES = re.compile(
    r"[^@\s]+@[^@\s]+\.[a-z]{2,}$|(\+44|0)[\d ()-]{9,13}$|[a-z]\d{11}[a-z\d]$"
    r"|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}$|\d{1,3}(\.\d{1,3}){3}$",
    re.I,
)


@dataclass
class SurveyQuestion:
    """One question: its words, its columns, and per column the option that column ticks (None: it holds answers)."""

    text: str
    columns: list[int] = field(default_factory=list)
    options: list[str | None] = field(default_factory=list)
    is_checkbox: bool = False

    @property
    def is_ticked(self) -> bool:
        return self.options[0] is not None


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


def lay_out(table: Table, match: Match, header_records: int) -> SurveyLayout:
    """Group the columns of a survey into questions and say what becomes of every column."""
    data = table.frame.slice(header_records).drop("record_no")
    columns, twins = _drop_coded_twins(match.columns)
    columns = [_drop_personal(column, data[f"c{i}"]) for i, column in enumerate(columns)]
    second = table.frame.drop("record_no").row(1) if header_records > 1 else ("",) * table.width
    layout = SurveyLayout([], columns, header_records, twins)
    for group in _groups(layout, [clean_heading(cell) for cell in second], data):
        layout.questions.extend(_questions_of(group, data))
    return layout


def _drop_coded_twins(columns: list[Column]) -> tuple[list[Column], int]:
    """Where an answer stands twice, as a code and as a label, the label is kept."""
    headers = {column.header for column in columns}
    coded = {h for h in headers if any(h + ending in headers for ending in LABEL_ENDINGS)}
    why = "the code of an answer whose label stands in another column"
    kept = [replace(c, field=None, treatment=IGNORED, why=why) if c.header in coded else c for c in columns]
    return kept, len(coded)


def _drop_personal(column: Column, cells: pl.Series) -> Column:
    """A question answered with addresses, numbers or postcodes reaches a person, whatever its heading says."""
    if column.treatment != QUESTION:
        return column
    filled = [cell.strip() for cell in cells.unique() if cell.strip()]
    personal = sum(bool(PERSONAL_VALUES.match(cell)) for cell in filled)
    if personal * 2 <= len(filled):
        return column
    return replace(column, treatment=PERSONAL, why="its answers reach or place a person")


def _groups(layout: SurveyLayout, second: list[str], data: pl.DataFrame) -> list[SurveyQuestion]:
    """Columns of one question: under a blank heading with words in record 2, or numbered boxes of one name."""
    groups: list[SurveyQuestion] = []
    is_open = False
    for index, column in enumerate(layout.columns):
        box = CHECKBOX.match(column.header)
        if column.treatment == QUESTION and box and _only_ticks(data[f"c{index}"]):
            _add_box(groups, index, box)
            is_open = False
            continue
        if column.treatment == QUESTION:
            words = second[index] if layout.header_records == 3 else ""
            groups.append(SurveyQuestion(words or clean_heading(column.header)))
            is_open = True
        elif column.header.strip() or not second[index]:
            is_open = False
        if is_open:
            groups[-1].columns.append(index)
            groups[-1].options.append(second[index] or None)
            why = "an option of the question before it" if not column.header.strip() else column.why
            layout.columns[index] = replace(column, treatment=QUESTION, why=why)
    return groups


def _add_box(groups: list[SurveyQuestion], index: int, box: re.Match[str]) -> None:
    if not (groups and groups[-1].is_checkbox and groups[-1].text == box["name"]):
        groups.append(SurveyQuestion(box["name"], is_checkbox=True))
    groups[-1].columns.append(index)
    groups[-1].options.append(box["option"])


def _questions_of(group: SurveyQuestion, data: pl.DataFrame) -> list[SurveyQuestion]:
    """A group as one question with ticked options, or as one question a column."""
    if group.is_checkbox:
        return [group]
    if len(group.columns) == 1:
        return [SurveyQuestion(group.text, group.columns, [None])]
    pairs = list(zip(group.columns, group.options, strict=True))
    ticked = [(index, option) for index, option in pairs if option and _only_says(data[f"c{index}"], option)]
    if len(ticked) < 2:
        ticked = []
    rest = [(index, option) for index, option in pairs if (index, option) not in ticked]
    alone = [SurveyQuestion(_own_words(group.text, option), [index], [None]) for index, option in rest]
    if not ticked:
        return alone
    return [SurveyQuestion(group.text, [i for i, _ in ticked], [option for _, option in ticked]), *alone]


def _only_says(cells: pl.Series, option: str) -> bool:
    return all(clean_heading(cell) in ("", option) for cell in cells.unique())


def _only_ticks(cells: pl.Series) -> bool:
    return all(cell.strip().lower() in TICKED | UNTICKED for cell in cells.unique())


def _own_words(question: str, option: str | None) -> str:
    return question if option in (None, "Response", "Open-Ended Response") else f"{question}: {option}"
