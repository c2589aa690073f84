"""From text to a table under its headings: which sign parts the columns, and which record holds the headings.

Reports of school systems put a title and a date above the headings; they are passed over only where
a record further down holds the headings of a known export.
"""

from dataclasses import replace

from warehouse.errors import FileRefused
from warehouse.intake.decode import Decoded
from warehouse.intake.feeds import FEEDS
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
LEAVE_OUT = "ignore"


def open_table(decoded: Decoded, options: Options, inspection: Inspection) -> Table | None:
    """The table, its delimiter and counts noted in the inspection; None where the delimiter is a question.

    Raises FileRefused for open quotes, a text without columns, headings without records, an unknown mapping.
    """
    text = decoded.sample(SAMPLE_LENGTH)
    delimiter, heading_record = _beneath_titles(text, options) or (_delimiter(text, options, inspection), 1)
    if inspection.questions:
        return None
    inspection.delimiter = DELIMITERS.get(delimiter, "none")
    if delimiter is None:
        inspection.data_records = count_lines(decoded)
        raise FileRefused(not_recognised([], options))
    table = _without_trailing_blanks(read_table(decoded, delimiter, heading_record))
    table, added = over_two_records(replace(table, above=first_records(text, delimiter, heading_record - 1)))
    inspection.header_records = heading_record + added
    inspection.data_records = table.frame.height + len(table.too_long) - 1
    _check_mapping(table, options)
    if not inspection.data_records:
        raise FileRefused("The file has headings but no records; export it again and check its dates and filters.")
    if heading_record > 1:
        inspection.warnings.append(f"The headings are record {heading_record}; what stands above them was passed over.")
    return table


def _check_mapping(table: Table, options: Options) -> None:
    there = {heading_key(header) for header in table.headings}
    fields = {field.name for feed in FEEDS for field in feed.fields} | {LEAVE_OUT}
    if not fields.issuperset(options.mapping.values()):
        raise FileRefused("A field named in the mapping is not known; docs/intake.md lists the fields of each feed.")
    if {heading_key(header) for header in options.mapping} - there:
        raise FileRefused("A heading named in the mapping is not in the file; check its spelling.")


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
        return None
    for delimiter, records in starts.items():
        for number, (cells, after) in enumerate(zip(records[1:], [*records[2:], []], strict=False), start=2):
            if len(cells) > 1 and _is_known(joined_headings(cells, after) or cells, options):
                return delimiter, number
    return None


def _is_heading(cells: list[str], options: Options) -> bool:
    """A first record with several filled cells is the heading, known or not: a title is one cell."""
    return sum(bool(cell.strip()) for cell in cells) > 2 or _is_known(cells, options)


def _without_trailing_blanks(table: Table) -> Table:
    """Rows of nothing below the last record are what a spreadsheet leaves behind, not records."""
    last = table.frame.height
    while last > 1 and not any(cell.strip() for cell in table.frame.row(last - 1)[1:]):
        last -= 1
    left_out = table.frame.height - last
    if not left_out:
        return table
    return replace(table, frame=table.frame.head(last), blank_lines=table.blank_lines + left_out)
