"""From text to a table under its headings: which sign parts the columns, and which record holds the headings.

Reports of school systems put a title and a date above the headings; they are passed over only where
a record further down holds the headings of a known export.
"""

from dataclasses import dataclass, replace

import polars as pl

from warehouse.errors import FileRefused
from warehouse.intake.decode import Decoded
from warehouse.intake.feeds import FEEDS
from warehouse.intake.preamble import without_next_section
from warehouse.intake.reader import (
    DELIMITERS,
    SAMPLE_LENGTH,
    Table,
    count_lines,
    delimiters_that_fit,
    first_records,
    read_table,
)
from warehouse.intake.recognise import not_recognised, recognise
from warehouse.intake.results import Inspection, Options, Question
from warehouse.intake.shapes import heading_key
from warehouse.intake.wide_headings import joined_headings, over_two_records

MOST_TITLES = 10
ROWS_AT_ONCE = 10_000
LEAVE_OUT = "ignore"
HEAD_RECORDS, HEAD_COLUMNS, HEAD_CELL = 12, 40, 60


@dataclass(frozen=True)
class Place:
    """Where the table of a text is: what parts its columns, and the number of the record with the headings."""

    delimiter: str
    heading_record: int


def find_place(decoded: Decoded, options: Options, inspection: Inspection) -> Place | None:
    """Where the table is; None where the delimiter is a question. Raises FileRefused for a text without columns."""
    text = decoded.sample(SAMPLE_LENGTH)
    inspection.head = _head(text, None)
    known = _said(text, options) or _beneath_titles(text, options)
    delimiter, heading_record = known or (_delimiter(text, options, inspection), 1)
    inspection.head = _head(text, delimiter)
    if inspection.questions:
        return None
    inspection.delimiter = DELIMITERS.get(delimiter, "none")
    if delimiter is None:
        inspection.data_records = count_lines(decoded)
        raise FileRefused(not_recognised([]))
    return Place(delimiter, heading_record)


def open_table(decoded: Decoded, place: Place, options: Options, inspection: Inspection) -> Table:
    """The table, its counts noted in the inspection. Raises FileRefused for open quotes or an unknown mapping."""
    table = _without_trailing_blanks(read_table(decoded, place.delimiter, place.heading_record))
    above = first_records(decoded.sample(SAMPLE_LENGTH), place.delimiter, place.heading_record - 1)
    table, added = over_two_records(replace(table, above=above))
    check_mapping(table.headings, options)
    note_table(place, table.frame.height + len(table.too_long) - 1, inspection, added)
    return table


def note_table(place: Place, records: int, inspection: Inspection, added: int = 0) -> None:
    """Note how many records there are below the headings, which are ``added`` records longer than one.

    Raises FileRefused where there is none.
    """
    inspection.header_records, inspection.data_records = place.heading_record + added, records
    if not records:
        raise FileRefused("The file has headings but no records; export it again and check its dates and filters.")
    if place.heading_record > 1:
        said = f"The headings are record {place.heading_record}; what stands above them was passed over."
        inspection.warnings.append(said)


def check_mapping(headings: list[str], options: Options) -> None:
    """Raise FileRefused where the person's mapping names a field or a heading that is not there."""
    there = {heading_key(header) for header in headings}
    fields = {field.name for feed in FEEDS for field in feed.fields} | {LEAVE_OUT}
    if not fields.issuperset(options.mapping.values()):
        raise FileRefused("A field named in the mapping is not known; docs/intake.md lists the fields of each feed.")
    if {heading_key(header) for header in options.mapping} - there:
        raise FileRefused("A heading named in the mapping is not in the file; check its spelling.")


def _head(text: str, delimiter: str | None) -> list[list[str]]:
    """The first records, cut short, for a person to look at; without a delimiter as the one with most columns."""
    starts = [first_records(text, sign, HEAD_RECORDS) for sign in ([delimiter] if delimiter else DELIMITERS)]
    widest = max(starts, key=lambda records: max(map(len, records), default=0))
    return [[cell[:HEAD_CELL] for cell in cells[:HEAD_COLUMNS]] for cells in widest]


def _said(text: str, options: Options) -> tuple[str, int] | None:
    """Delimiter and number of the record that a person said holds the headings. Raises FileRefused where it cannot."""
    said = options.answer("heading_record")
    if not said:
        return None
    number = int(said) if said.isdecimal() and len(said) < 4 else 0
    starts = {delimiter: first_records(text, delimiter, number) for delimiter in DELIMITERS}
    cells = {delimiter: len(found[-1]) for delimiter, found in starts.items() if found and len(found) == number}
    if max(cells.values(), default=0) < 2:
        raise FileRefused("The record said to hold the headings has no two cells: give the number of another one.")
    asked = _delimiter(text, options, Inspection()) if options.answer("delimiter") else None
    return asked or max(cells, key=cells.get), number


def _delimiter(text: str, options: Options, inspection: Inspection) -> str | None:
    """The person's word, else the one that fits, else the one under which the headings are known, else a question."""
    named = {name: delimiter for delimiter, name in DELIMITERS.items()}
    said = options.answer("delimiter")
    if said:
        if said not in named:
            raise FileRefused("That delimiter is not known: use comma, tab, semicolon or pipe.")
        return named[said]
    fitting = delimiters_that_fit(text)
    if len(fitting) > 1:
        fitting = [d for d in fitting if _is_known(first_records(text, d, 1)[0], options)] or fitting
    if len(fitting) > 1:
        choices = tuple(DELIMITERS[delimiter] for delimiter in fitting)
        question = "More than one sign could part the columns: which does?"
        inspection.questions.append(Question("delimiter", question, choices))
    return fitting[0] if fitting else None


def _is_known(headings: list[str], options: Options) -> bool:
    return recognise(headings, options).match is not None


def _beneath_titles(text: str, options: Options) -> tuple[str, int] | None:
    """Delimiter and number of a record below the first that holds known headings; None where the first may be them."""
    starts = {delimiter: first_records(text, delimiter, MOST_TITLES) for delimiter in DELIMITERS}
    if any(records and _is_heading(records[0], options) for records in starts.values()):
        return _beneath_a_small_table(starts, options)
    for delimiter, records in starts.items():
        for number, (cells, after) in enumerate(zip(records[1:], [*records[2:], []], strict=False), start=2):
            if len(cells) > 1 and _is_known(joined_headings(cells, after) or cells, options):
                return delimiter, number
    return None


def _beneath_a_small_table(starts: dict[str, list[list[str]]], options: Options) -> tuple[str, int] | None:
    """As above, where a table of one record and an empty line stand over the headings of a vendor's export."""
    for delimiter, records in starts.items():
        for number in range(3, len(records) + 1):
            if not any(cell.strip() for cell in records[number - 2]) and _is_signed(records[number - 1], options):
                return delimiter, number
    return None


def _is_signed(headings: list[str], options: Options) -> bool:
    match = recognise(headings, options).match
    return match is not None and match.is_signed and len(match.shape.signature) > 1


def _is_heading(cells: list[str], options: Options) -> bool:
    """A first record with several filled cells is the heading, known or not: a title is one cell."""
    return sum(bool(cell.strip()) for cell in cells) > 2 or _is_known(cells, options)


def _last_filled(frame: pl.DataFrame) -> int:
    """How many rows there are down to the last with anything in it, the headings at least; looked for from the end."""
    is_filled = pl.any_horizontal(pl.exclude("record_no").str.strip_chars() != "")
    for end in range(frame.height, 1, -ROWS_AT_ONCE):
        start = max(1, end - ROWS_AT_ONCE)
        filled = frame[start:end].select(is_filled).to_series().arg_true()
        if len(filled):
            return start + filled[-1] + 1
    return 1


def _without_trailing_blanks(table: Table) -> Table:
    """Rows of nothing below the last record are what a spreadsheet leaves behind, not records."""
    table = without_next_section(table)
    last = _last_filled(table.frame)
    left_out = table.frame.height - last
    if not left_out:
        return table
    return replace(table, frame=table.frame.head(last), blank_lines=table.blank_lines + left_out)
