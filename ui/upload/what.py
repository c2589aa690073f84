"""Step 1, what the file is: recognised as what and why; kind, sheet, encoding, headings, delimiter can be changed."""

import polars as pl
import streamlit as st

from ui import words
from ui.upload import questions, said, steps
from ui.upload.controls import as_recognised, choose, places
from ui.upload.files import Dropped
from warehouse.intake.results import Inspection

KINDS = {
    "attendance": "attendance",
    "contacts": "contacts with home",
    "events": "events",
    "behaviour": "a behaviour log",
    "attainment": "assessment results",
    "pupils": "the pupil list",
    "survey": "a survey",
}
ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
DELIMITERS = ("comma", "semicolon", "tab", "pipe")
OWN = ("kind", "sheet", "encoding", "delimiter", "heading_record")
_WORKBOOK = "xlsx"
_LONGEST_CELL = 40


def step(file: Dropped, inspection: Inspection) -> steps.Step:
    """The step of one file."""
    is_open = bool(questions.of_step("what", inspection.questions))
    state = steps.ANSWER if is_open else steps.LOOK if inspection.error else steps.FINE
    return steps.Step("what", "What it is", state, _says(inspection), lambda: _draw(file, inspection))


def _says(inspection: Inspection) -> str:
    if inspection.feed:
        return words.FEEDS[inspection.feed]
    return "not recognised" if inspection.error else "not known yet"


def _draw(file: Dropped, inspection: Inspection) -> None:
    st.text(" ".join([*map(words.sentence, filter(None, [inspection.why])), *_facts(inspection)]))
    for note in inspection.notes:
        st.caption(words.plain(note))
    questions.ask(file, inspection, "what")
    _changes(file, inspection)
    _head(inspection)


def _facts(inspection: Inspection) -> list[str]:
    facts = [f"{inspection.data_records:,} records."] if inspection.data_records else []
    if inspection.delimiter in DELIMITERS:
        facts.append(f"Columns parted by {inspection.delimiter}.")
    if inspection.encoding:
        facts.append(f"Letters read as {_encoding(inspection)}.")
    return facts


def _encoding(inspection: Inspection) -> str:
    """The encoding as people know it; its kinds ('utf-8-sig', plain ASCII) are one to them."""
    named = (name for code, name in ENCODINGS.items() if inspection.encoding.startswith(code))
    return "UTF-8" if inspection.encoding == "ascii" else next(named, inspection.encoding)


def _changes(file: Dropped, inspection: Inspection) -> None:
    """A list for each thing that was decided and can be decided otherwise; nothing that is asked above."""
    asked = {question.id for question in said.asked(file.digest, inspection.questions)}
    offered = [row for row in _offers(inspection) if row[0] not in asked]
    for (what, label, options, names), place in zip(offered, places(), strict=False):
        with place:
            choose(
                label,
                ["", *options],
                said.of(file.digest).get(what, ""),
                lambda choice, what=what: said.say(file.digest, what, choice),
                f"{file.digest} {what}",
                lambda choice, names=names: names.get(choice, choice),
            )


def _offers(inspection: Inspection) -> list[tuple[str, str, list[str], dict[str, str]]]:
    """What may be changed: its id, the label, the choices and their names ('' leaves it to Village)."""
    head = [str(number) for number in range(1, len(inspection.head) + 1)]
    numbers = {"": as_recognised(None)} | {number: f"record {number}" for number in head}
    rows = [("kind", "What it is", list(KINDS), KINDS | {"": as_recognised(None)})]
    if len(inspection.sheets) > 1:
        rows.append(("sheet", "Sheet of the workbook", inspection.sheets, {"": as_recognised(None)}))
    if inspection.encoding != _WORKBOOK:
        found = as_recognised(_encoding(inspection) if inspection.encoding else None)
        rows.append(("encoding", "Encoding of letters", list(ENCODINGS), ENCODINGS | {"": found}))
        rows.append(("delimiter", "What parts columns", list(DELIMITERS), {"": as_recognised(inspection.delimiter)}))
    if head:
        rows.append(("heading_record", "The headings are in", head, numbers))
    return rows


def _head(inspection: Inspection) -> None:
    """The first records as they were read, so that wrong letters, delimiters and headings are seen."""
    if not inspection.head:
        return
    width = max(map(len, inspection.head))
    rows = [[cell[:_LONGEST_CELL] for cell in cells] + [""] * (width - len(cells)) for cells in inspection.head]
    table = pl.DataFrame(rows, schema=[f"Column {number + 1}" for number in range(width)], orient="row")
    st.caption("The first records of the file")
    st.dataframe(table.with_row_index("Record", offset=1), hide_index=True)
