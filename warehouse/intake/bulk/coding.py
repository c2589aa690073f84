"""A file's records as codes in a nameless temporary file, and each distinct text once.

A record is two codes: the pupil, and what it says of the pupil (site, date, session, mark) all together, since
there are few such sayings in one block. Columns that nothing reads are not stored, not even for a
moment: one hash a record stands for them, so that exact copies are known.
"""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import BinaryIO

import numpy as np
import polars as pl
import pyarrow as pa
from pyarrow import compute

from warehouse.intake.parts import Part

# Beyond this many texts in one column, deciding each once saves nothing.
MOST_DISTINCT, MOST_WAITING = 2_000_000, 1_000_000
SAMPLED = 200
REST = -1


class TooVaried(Exception):
    """A column holds so many different texts that codes are no help."""


@dataclass(frozen=True)
class Stored:
    """Where one number a record of a block lies; ``codes`` are, by that number, the places of texts in a column."""

    at: int
    kind: np.dtype
    count: int
    codes: np.ndarray | None = None


@dataclass(frozen=True)
class Piece:
    """One block: its columns by their index in the file, how many rows, how many records, the first one's number.

    ``skipped`` are the places of the block's records that are no rows, counted from 0.
    """

    columns: dict[int, Stored]
    rows: int
    records: int
    first: int
    skipped: np.ndarray

    @property
    def numbers(self) -> np.ndarray:
        """The numbers of the rows' records."""
        return np.delete(np.arange(self.first, self.first + self.records), self.skipped)[: self.rows]


@dataclass
class Coded:
    """A whole file as codes. ``texts`` are the distinct texts of the columns that are read, by index in the file.

    ``samples`` are a few records of each block with all their cells. ``records`` counts rows;
    ``too_long``, ``short`` and ``blank_lines`` are as in ``reader.Table``.
    """

    texts: dict[int, pa.Array]
    file: BinaryIO
    pieces: list[Piece] = field(default_factory=list)
    samples: list[pl.DataFrame] = field(default_factory=list)
    records: int = 0
    too_long: list[int] = field(default_factory=list)
    short: int = 0
    blank_lines: int = 0
    end: int = 0

    def store(self, values: np.ndarray) -> Stored:
        """Put numbers of one block behind all others."""
        self.end += os.pwrite(self.file.fileno(), values, self.end)
        return Stored(self.end - values.nbytes, values.dtype, len(values))

    def read(self, stored: Stored) -> np.ndarray:
        size = stored.count * stored.kind.itemsize
        return np.frombuffer(os.pread(self.file.fileno(), size, stored.at), stored.kind)

    def numbers(self, piece: Piece, index: int) -> np.ndarray:
        """What is stored for each row of a column: a number that leads to its text; for REST a hash."""
        return self.read(piece.columns[index])[: piece.rows]

    def counts(self, index: int) -> list[tuple[str, int]]:
        """Every distinct text of a column and how many records say it."""
        counts = np.zeros(len(self.texts[index]), np.int64)
        for piece in self.pieces:
            codes = piece.columns[index].codes
            records = np.bincount(self.numbers(piece, index), minlength=len(codes))
            counts += np.bincount(codes, records, len(counts)).astype(np.int64)
        return list(zip(self.texts[index].to_pylist(), counts.tolist(), strict=True))


def looked_up(table: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """What a table says of each number; twice as fast as asking the table itself."""
    return compute.take(pa.array(table), pa.array(numbers), boundscheck=False).to_numpy()


@dataclass(frozen=True)
class Cells:
    """Columns of a block known by one number a record: per column its texts, and by number the place of the text."""

    numbers: np.ndarray
    texts: dict[int, tuple[pa.Array, np.ndarray]]


@dataclass(frozen=True)
class CodedBlock:
    """A block as codes, a hash a record of the rest, a few records, and the number of rows to the last filled one."""

    cells: tuple[Cells, Cells]
    rest: np.ndarray | None
    sample: pl.DataFrame
    last: int


def code_block(part: Part, pupil: int, others: list[int]) -> CodedBlock:
    """Code one block by itself. ``pupil`` and ``others`` are the indexes of the columns that are read."""
    rest = [f"c{index}" for index in range(part.table.num_columns) if index not in (pupil, *others)]
    return CodedBlock(
        (_together(part.table, [pupil]), _together(part.table, others)),
        pl.DataFrame(part.table.select(rest)).hash_rows().to_numpy() if rest else None,
        pl.DataFrame(part.table.take(np.arange(0, part.table.num_rows, part.table.num_rows // SAMPLED + 1))),
        _last_filled(part.table),
    )


def _together(table: pa.Table, indexes: list[int]) -> Cells:
    """One number a record for several columns."""
    columns = [table.column(index).combine_chunks().dictionary_encode() for index in indexes]
    if len(columns) == 1:
        texts = columns[0].dictionary
        return Cells(columns[0].indices.to_numpy(), {indexes[0]: (texts, np.arange(len(texts)))})
    numbers = np.zeros(table.num_rows, np.int64)
    for column in columns:
        numbers = numbers * max(1, len(column.dictionary)) + column.indices.to_numpy()
    sayings = pa.array(numbers).dictionary_encode()
    left, texts = sayings.dictionary.to_numpy(), {}
    for index, column in reversed(list(zip(indexes, columns, strict=True))):
        left, places = np.divmod(left, max(1, len(column.dictionary)))
        texts[index] = (column.dictionary, places)
    return Cells(sayings.indices.to_numpy(), texts)


def gather(blocks: Iterable[tuple[Part, CodedBlock]], used: list[int]) -> Coded:
    """The coded blocks of a file as one. ``used`` are the indexes of the columns read. Raises TooVaried."""
    coded, texts = Coded({}, tempfile.TemporaryFile(buffering=0)), {index: _Texts() for index in used}  # noqa: SIM115
    blank_rows = 0
    for part, block in blocks:
        rows = part.table.num_rows
        blank_rows = rows - block.last + (0 if block.last else blank_rows)
        coded.pieces.append(Piece(_stored(coded, block, texts), rows, part.records, part.first, _skipped(part)))
        coded.samples.append(block.sample)
        coded.records += rows
        coded.too_long.extend(part.too_long)
        coded.short += part.short
        coded.blank_lines += part.blank_lines
    for index, column in texts.items():
        column.put_together()
        coded.texts[index] = column.all
    _cut(coded, blank_rows)
    return coded


def _last_filled(table: pa.Table) -> int:
    """How many rows are left when those at the end that hold nothing but blanks are taken off."""
    last = table.num_rows
    while last and not any(column[last - 1].as_py().strip() for column in table.columns):
        last -= 1
    return last


def _stored(coded: Coded, block: CodedBlock, texts: dict[int, "_Texts"]) -> dict[int, Stored]:
    """Put the numbers of one block behind those of the blocks before it."""
    columns = {}
    for cells in block.cells:
        most = max(len(places) for _, places in cells.texts.values())
        stored = coded.store(cells.numbers.astype(np.min_scalar_type(most)))
        for index, (own, places) in cells.texts.items():
            columns[index] = replace(stored, codes=texts[index].add(own, places))
    if block.rest is not None:
        columns[REST] = coded.store(block.rest)
    return columns


class _Texts:
    """The distinct texts of one column, put together for many blocks at once: each time costs as much as all."""

    def __init__(self) -> None:
        self.all = pa.array([], pa.string())
        self._waiting: list[tuple[pa.Array, np.ndarray, np.ndarray]] = []
        self._count = 0

    def add(self, own: pa.Array, places: np.ndarray) -> np.ndarray:
        """Room for the codes of ``own`` texts at ``places``, filled when texts are put together. Raises TooVaried."""
        codes = np.empty(len(places), np.int32)
        self._waiting.append((own, places, codes))
        self._count += len(own)
        if self._count > MOST_WAITING:
            self.put_together()
        return codes

    def put_together(self) -> None:
        """Give every text that waits its code. Raises TooVaried."""
        texts = pa.concat_arrays([self.all, *(own for own, _, _ in self._waiting)]).dictionary_encode()
        at, code_of = len(self.all), texts.indices.to_numpy()
        for own, places, codes in self._waiting:
            codes[:] = code_of[at : at + len(own)][places]
            at += len(own)
        self.all, self._waiting, self._count = texts.dictionary, [], 0
        if len(self.all) > MOST_DISTINCT:
            raise TooVaried


def _skipped(part: Part) -> np.ndarray:
    if part.places is None:
        return np.zeros(0, np.int64)
    is_skipped = np.ones(part.records, bool)
    is_skipped[part.places] = False
    return np.flatnonzero(is_skipped)


def _cut(coded: Coded, rows: int) -> None:
    """Take rows off the end: what a spreadsheet leaves below the last record is no record."""
    coded.records -= rows
    coded.blank_lines += rows
    for number, piece in reversed(list(enumerate(coded.pieces))):
        kept = max(piece.rows - rows, 0)
        rows -= piece.rows - kept
        coded.pieces[number] = replace(piece, rows=kept)
