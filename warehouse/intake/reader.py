"""Text to columns of text with record numbers; nothing is changed, nothing is dropped in silence.

The delimiter is decided over the heading and a sample with quotes respected. Record numbers count
CSV records (a quoted cell may span lines); the first record of the file is 1.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

import polars as pl

from warehouse.errors import FileRefused

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe"}
SAMPLE_RECORDS, SAMPLE_LENGTH = 500, 2_000_000
CHUNK = 50_000
EVEN_ENOUGH = 0.9


@dataclass(frozen=True)
class Table:
    """A file as text. ``frame`` has record_no (Int64) and c0, c1 … (String); heading records are in it too.

    ``too_long`` numbers records with more filled cells than the heading: they are not in ``frame``.
    ``short`` and ``blank_lines`` are counts of padded records and of lines without a cell.
    """

    headings: list[str]
    frame: pl.DataFrame
    too_long: list[int]
    short: int
    blank_lines: int

    @property
    def width(self) -> int:
        return len(self.headings)

    def records(self, first: int, last: int) -> list[list[str]]:
        """Cells of the records numbered ``first`` to ``last``, both included."""
        chosen = self.frame.filter(pl.col("record_no").is_between(first, last))
        return [list(row) for row in chosen.drop("record_no").rows()]


def delimiters_that_fit(text: str) -> list[str]:
    """Delimiters under which the heading has several cells and the sample is even; more than one is a question."""
    shares = {delimiter: _even_share(text, delimiter) for delimiter in DELIMITERS}
    best = max(shares.values())
    if best <= 0:
        return []
    return [d for d, share in shares.items() if share == best or share >= EVEN_ENOUGH]


def _even_share(text: str, delimiter: str) -> float:
    """Share of sampled records as wide as the heading; 0 where the heading is one cell or its quotes do not fit."""
    sample = [cells for cells in first_records(text, delimiter, SAMPLE_RECORDS) if cells]
    if not sample or len(sample[0]) < 2:
        return 0.0
    return sum(len(cells) == len(sample[0]) for cells in sample) / len(sample)


def first_records(text: str, delimiter: str, most: int) -> list[list[str]]:
    """Cells of the first records, as far as their quotes fit: what breaks further down is named by ``read_table``."""
    found: list[list[str]] = []
    with suppress(FileRefused):
        for _, cells in islice(_records(text[:SAMPLE_LENGTH], delimiter), most):
            found.append(cells)
    return found


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each record. Raises FileRefused naming the record whose quotes do not close."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileRefused(_quote_trouble(str(error), number)) from None
        yield number, cells


def _quote_trouble(error: str, number: int) -> str:
    if "expected after" in error:
        return f"Record {number} has text after a closing quotation mark: correct that record or export the file again."
    return (
        f"Record {number} opens a quotation mark that is never closed: the file is cut short or damaged. "
        "Export it again."
    )


def read_table(text: str, delimiter: str | None, heading_record: int = 1) -> Table:
    """Every record as text. Without a delimiter each line is one cell. Raises FileRefused on open quotes."""
    records = _records(text, delimiter) if delimiter else _lines(text)
    headings: list[str] = []
    for number, cells in records:
        if cells and number >= heading_record:
            headings = cells
            break
    return _collect(headings, number, records)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        line = line.rstrip("\n")
        yield number, [line] if line else []


def _collect(headings: list[str], first: int, records: Iterator[tuple[int, list[str]]]) -> Table:
    table = Table(headings, pl.DataFrame(), [], 0, 0)
    chunks = [_chunk([(first, headings)], table.width)]
    while batch := list(islice(records, CHUNK)):
        if any(len(cells) != table.width for _, cells in batch):
            table, batch = _mend(table, batch)
        chunks.append(_chunk(batch, table.width))
    return replace(table, frame=pl.concat(chunks))


def _mend(table: Table, batch: list[tuple[int, list[str]]]) -> tuple[Table, list[tuple[int, list[str]]]]:
    """Pad short records, number those that are too long, count lines without a cell; what is left is even."""
    width = table.width
    filled = [(number, cells) for number, cells in batch if cells]
    too_long = [number for number, cells in filled if any(cell.strip() for cell in cells[width:])]
    skipped = set(too_long)
    even = [(number, (cells + [""] * width)[:width]) for number, cells in filled if number not in skipped]
    counted = replace(
        table,
        too_long=table.too_long + too_long,
        short=table.short + sum(len(cells) < width for _, cells in filled),
        blank_lines=table.blank_lines + len(batch) - len(filled),
    )
    return counted, even


def _chunk(batch: list[tuple[int, list[str]]], width: int) -> pl.DataFrame:
    numbers = pl.Series([number for number, _ in batch], dtype=pl.Int64)
    columns = list(zip(*(cells for _, cells in batch), strict=True)) or [()] * width
    cells = {f"c{i}": pl.Series(column, dtype=pl.String) for i, column in enumerate(columns)}
    return pl.DataFrame({"record_no": numbers} | cells)
