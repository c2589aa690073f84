"""One block of records as columns as wide as the headings, with the place of each record in its block.

Records that are not as wide as the headings are mended: short ones are padded, long ones with nothing but blanks
in the surplus are cut, and those with more filled cells than headings are numbered and left out.
"""

import csv
import io
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from pyarrow import compute
from pyarrow import csv as fast_csv

from warehouse.intake.blocks import NEWLINE, RETURN, Block, Cells

TEXT = pa.string()


@dataclass
class Part:
    """Columns c0, c1 … of one block, and the number ``first`` of the block's first record.

    ``places`` counts the rows' records from 0 and skips what is no row; None where nothing is skipped.
    ``records`` counts all of the block's records, empty lines too: the next block's numbers follow on.
    ``long_places`` are of records with too many filled cells, ``short`` and ``blank_lines`` are counts.
    """

    table: pa.Table
    records: int
    places: np.ndarray | None = None
    long_places: list[int] = field(default_factory=list)
    short: int = 0
    blank_lines: int = 0
    trouble: str | None = None
    first: int = 1

    @property
    def numbers(self) -> np.ndarray:
        """Record numbers of the rows."""
        places = np.arange(self.records) if self.places is None else self.places
        return places + self.first

    @property
    def too_long(self) -> list[int]:
        return [self.first + place for place in self.long_places]


def read_part(block: Block, width: int, delimiter: str) -> Part:
    """Parse one block of a table with ``width`` headings."""
    schema = pa.schema([(f"c{index}", TEXT) for index in range(width)])
    if block.cells is not None:
        return _by_the_book(block.cells, schema, block.trouble)
    if width < 2:
        return _by_the_book(_cells_of(block.text, delimiter), schema)
    odd: list[tuple[int, str]] = []
    table = _parse(block, schema, delimiter, odd)
    blank = _empty_rows(table)
    if len(blank) and not _has_empty_line(bytes(block.data)):
        blank = blank[:0]
    if len(blank) and block.has_quotes:
        return _by_the_book(_cells_of(block.text, delimiter), schema)
    if len(odd) or len(blank):
        return _mended(block, table, blank, odd, delimiter)
    return Part(table, table.num_rows)


def _cells_of(text: str, delimiter: str) -> list[Cells]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _parse(block: Block, schema: pa.Schema, delimiter: str, odd: list[tuple[int, str]]) -> pa.Table:
    """The rows as wide as the headings; the others are put into ``odd`` with their number in the block, from 1."""

    def put_aside(row: fast_csv.InvalidRow) -> str:
        odd.append((row.number, row.text))
        return "skip"

    return fast_csv.read_csv(
        pa.BufferReader(pa.py_buffer(block.data)),
        # One chunk: a column of codes then has one set of distinct values.
        fast_csv.ReadOptions(use_threads=False, block_size=len(block.data) + 1, column_names=schema.names),
        fast_csv.ParseOptions(
            delimiter=delimiter,
            quote_char='"' if block.has_quotes else False,
            newlines_in_values=block.has_quotes,
            ignore_empty_lines=False,
            invalid_row_handler=put_aside,
        ),
        fast_csv.ConvertOptions(column_types=schema, check_utf8=False, strings_can_be_null=False),
    )


def _empty_rows(table: pa.Table) -> np.ndarray:
    """Rows of the table whose cells are all empty: lines without a cell, or with nothing but delimiters."""
    rows = np.arange(table.num_rows)
    for column in table.columns:
        if not len(rows):
            break
        rows = rows[compute.binary_length(column.chunk(0)).to_numpy()[rows] == 0]
    return rows


def _has_empty_line(data: bytes) -> bool:
    """False where rows without a filled cell are delimiters alone, as a spreadsheet leaves them by the million."""
    return data[:1] in (NEWLINE, RETURN) or any(ends in data for ends in (b"\n\n", b"\n\r", b"\r\r"))


def _mended(block: Block, table: pa.Table, empty: np.ndarray, odd: list[tuple[int, str]], delimiter: str) -> Part:
    """The parsed rows without empty lines, and the rows that were not as wide as the headings, in the file's order."""
    records = table.num_rows + len(odd)
    places = np.delete(np.arange(records), [number - 1 for number, _ in odd])
    lengths = np.fromiter(map(len, bytes(block.data).splitlines() if len(empty) else ()), np.int64)
    blank = empty[lengths[places[empty]] == 0]
    mended = _mend([(number - 1, _cells_of(text, delimiter)[0]) for number, text in odd], table.num_columns)
    kept = np.delete(np.arange(table.num_rows), blank)
    added = _table(mended.even, table.schema)
    places = np.concatenate([places[kept], np.array([place for place, _ in mended.even], np.int64)])
    order = np.argsort(places, kind="stable")
    rows = np.concatenate([kept, table.num_rows + np.arange(added.num_rows)])[order]
    whole = pa.concat_tables([table, added]).combine_chunks().take(rows)
    return Part(whole, records, places[order], mended.too_long, mended.short, len(blank))


def _by_the_book(cells: list[Cells], schema: pa.Schema, trouble: str | None = None) -> Part:
    mended = _mend([(place, row) for place, row in enumerate(cells) if row], len(schema))
    table = _table(mended.even, schema)
    places = np.array([place for place, _ in mended.even], np.int64)
    blank = sum(not row for row in cells)
    return Part(table, len(cells), places, mended.too_long, mended.short, blank, trouble)


@dataclass(frozen=True)
class _Mended:
    """Records as wide as the headings and their places, places of those too long, and a count of padded ones."""

    even: list[tuple[int, Cells]]
    too_long: list[int]
    short: int


def _mend(records: list[tuple[int, Cells]], width: int) -> _Mended:
    too_long = [place for place, cells in records if any(cell.strip() for cell in cells[width:])]
    left_out = set(too_long)
    even = [(place, (cells + [""] * width)[:width]) for place, cells in records if place not in left_out]
    return _Mended(even, too_long, sum(len(cells) < width for _, cells in records))


def _table(records: list[tuple[int, Cells]], schema: pa.Schema) -> pa.Table:
    columns = zip(*(cells for _, cells in records), strict=True) if records else [()] * len(schema)
    return pa.table([pa.array(column, TEXT) for column in columns], schema)
