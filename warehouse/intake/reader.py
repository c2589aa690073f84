"""Text to columns of text with record numbers; nothing is changed, nothing is dropped in silence.

The delimiter is decided over the heading and a sample with quotes respected. Record numbers count
CSV records (a quoted cell may span lines); the first record of the file is 1.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count, islice
from typing import TypeVar

import polars as pl

from warehouse.errors import FileRefused
from warehouse.intake import limits
from warehouse.intake.blocks import LINE_TOO_LONG, Block, Lines, blocks, in_order
from warehouse.intake.decode import Decoded
from warehouse.intake.parts import Part, read_part

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe"}
SAMPLE_RECORDS, SAMPLE_LENGTH = 500, 2_000_000
EVEN_ENOUGH = 0.9
Made = TypeVar("Made")


@dataclass(frozen=True)
class Table:
    """A file as text. ``frame`` has record_no (Int64) and c0, c1 … (String); heading records are in it too.

    ``too_long`` numbers records with more filled cells than the heading: they are not in ``frame``.
    ``short`` and ``blank_lines`` are counts of padded records and of lines without a cell. ``above`` are
    the records above the heading.
    """

    headings: list[str]
    frame: pl.DataFrame
    too_long: list[int]
    short: int
    blank_lines: int
    above: list[list[str]] = field(default_factory=list)

    @property
    def width(self) -> int:
        return len(self.headings)

    def records(self, first: int, last: int) -> list[list[str]]:
        """Cells of the records numbered ``first`` to ``last``, both included."""
        chosen = self.frame.filter(pl.col("record_no").is_between(first, last))
        return [list(row) for row in chosen.drop("record_no").rows()]


@dataclass(frozen=True)
class Headings:
    """The headings of a text, the number of their record, and the place behind it, where the records begin."""

    cells: list[str]
    number: int
    end: int


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
        for _, cells in islice(_records(io.StringIO(text, newline=""), delimiter), most):
            found.append(cells)
    return found


def _records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each record. Raises FileRefused naming the record whose quotes do not close."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    for number in count(1):
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _trouble(str(error), number) from None
        yield number, cells


def _trouble(error: str, number: int) -> FileRefused:
    if "expected after" in error:
        return FileRefused(
            f"Record {number} has text after a closing quotation mark: correct that record or export the file again."
        )
    if "field larger" in error:
        return FileRefused(
            f"Record {number} opens a quotation mark that is never closed, or holds a cell longer than any: "
            "the file is cut short or damaged. Export it again."
        )
    if error == LINE_TOO_LONG:
        return FileRefused(f"Record {number} is one line of millions of letters, so the file is no table of records.")
    return FileRefused(
        f"Record {number} opens a quotation mark that is never closed: the file is cut short or damaged. "
        "Export it again."
    )


def all_records(decoded: Decoded, delimiter: str, last: int) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each record up to number ``last``, headings too: nothing is padded or left out.

    Raises FileRefused naming the record whose quotes do not close.
    """
    return islice(_records(Lines(decoded, decoded.start), delimiter), last)


def count_lines(decoded: Decoded) -> int:
    """Lines with anything in them: what a file without columns has for records."""
    return sum(bool(line.strip()) for line in Lines(decoded, decoded.start))


def find_headings(decoded: Decoded, delimiter: str, number: int = 1) -> Headings:
    """The first record with a cell from record ``number`` on. Raises FileRefused where its quotes do not close."""
    lines = Lines(decoded, decoded.start)
    found = next((each for each in _records(lines, delimiter) if each[1] and each[0] >= number), (number, []))
    return Headings(found[1], found[0], lines.at)


def read_parts(
    decoded: Decoded, delimiter: str, headings: Headings, then: Callable[[Part], Made] = lambda part: part
) -> Iterator[tuple[Part, Made]]:
    """The records below the headings, block by block in order, each with what ``then`` makes of it beside the reading.

    Raises FileRefused naming the record whose quotes do not close.
    """

    def read(block: Block) -> tuple[Part, Made]:
        part = read_part(block, len(headings.cells), delimiter)
        return part, then(part)

    number = headings.number + 1
    for part, made in in_order(read, blocks(decoded, delimiter, headings.end)):
        part.first = number
        number += part.records
        if number > limits.RECORDS:
            raise FileRefused(limits.TOO_LARGE)
        yield part, made
        if part.trouble:
            raise _trouble(part.trouble, number)


def read_table(decoded: Decoded, delimiter: str, heading_record: int = 1) -> Table:
    """Every record as text, the headings first. Raises FileRefused on open quotes."""
    headings = find_headings(decoded, delimiter, heading_record)
    columns = {f"c{index}": [cell] for index, cell in enumerate(headings.cells)}
    frames = [pl.DataFrame({"record_no": [headings.number], **columns})]
    table = Table(headings.cells, frames[0], [], 0, 0)
    for part, _ in read_parts(decoded, delimiter, headings):
        numbers = pl.Series("record_no", part.numbers)
        frames.append(pl.DataFrame([numbers, *pl.DataFrame(part.table)]))
        if len(headings.cells) * int(numbers.max() or 0) > limits.CELLS:
            raise FileRefused(limits.TOO_LARGE)
        table.too_long.extend(part.too_long)
        table = replace(table, short=table.short + part.short, blank_lines=table.blank_lines + part.blank_lines)
    return replace(table, frame=pl.concat(frames))
