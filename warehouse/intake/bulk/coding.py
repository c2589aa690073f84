"""A file's records as codes in a nameless temporary file: one code a cell, and each distinct text once.

Columns that nothing reads are not stored, not even for a moment: one hash a record stands for them, so
that exact copies are known.
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
MOST_DISTINCT = 2_000_000
SAMPLED = 200
REST = -1


class TooVaried(Exception):
    """A column holds so many different texts that codes are no help."""


@dataclass(frozen=True)
class Stored:
    """Where numbers of one block lie, and for codes of a block's own texts their places among all texts."""

    at: int
    kind: np.dtype
    count: int
    codes: np.ndarray | None = None


@dataclass(frozen=True)
class Piece:
    """One block: its columns by their index in the file, how many rows, and what their records' numbers are."""

    columns: dict[int, Stored]
    rows: int
    first: int
    places: np.ndarray | None

    @property
    def numbers(self) -> np.ndarray:
        places = np.arange(self.rows) if self.places is None else self.places
        return places + self.first


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

    def store(self, values: np.ndarray, codes: np.ndarray | None = None) -> Stored:
        """Put numbers of one block behind all others."""
        self.end += os.pwrite(self.file.fileno(), values, self.end)
        return Stored(self.end - values.nbytes, values.dtype, len(values), codes)

    def read(self, stored: Stored) -> np.ndarray:
        size = stored.count * stored.kind.itemsize
        return np.frombuffer(os.pread(self.file.fileno(), size, stored.at), stored.kind)

    def numbers(self, piece: Piece, index: int) -> np.ndarray:
        """What is stored of a column for each row: a code of the block's own texts; for REST a hash."""
        return self.read(piece.columns[index])[: piece.rows]

    def look_up(self, piece: Piece, index: int, table: np.ndarray) -> np.ndarray:
        """For each row of a piece what the table says of the code of its text."""
        return table[piece.columns[index].codes].take(self.numbers(piece, index))

    def counts(self, index: int) -> list[tuple[str, int]]:
        """Every distinct text of a column and how many records say it."""
        counts = np.zeros(len(self.texts[index]), np.int64)
        for piece in self.pieces:
            codes = piece.columns[index].codes
            counts[codes] += np.bincount(self.numbers(piece, index), minlength=len(codes))
        return list(zip(self.texts[index].to_pylist(), counts.tolist(), strict=True))


@dataclass(frozen=True)
class CodedBlock:
    """A block's columns as codes and its own texts, a hash a record of the rest, a few records, the last filled one."""

    columns: dict[int, pa.DictionaryArray]
    rest: np.ndarray | None
    sample: pl.DataFrame
    last: int


def code_block(part: Part, used: list[int]) -> CodedBlock:
    """Code one block by itself; ``used`` are the indexes of the columns that are read."""
    rest = [f"c{index}" for index in range(part.table.num_columns) if index not in used]
    return CodedBlock(
        {index: part.table.column(index).combine_chunks().dictionary_encode() for index in used},
        pl.DataFrame(part.table.select(rest)).hash_rows().to_numpy() if rest else None,
        pl.DataFrame(part.table.take(np.arange(0, part.table.num_rows, part.table.num_rows // SAMPLED + 1))),
        _last_filled(part.table),
    )


def gather(blocks: Iterable[tuple[Part, CodedBlock]], used: list[int]) -> Coded:
    """The coded blocks of a file as one. Raises TooVaried."""
    coded = Coded({index: pa.array([], pa.string()) for index in used}, tempfile.TemporaryFile(buffering=0))  # noqa: SIM115
    blank_rows = 0
    for part, block in blocks:
        rows = part.table.num_rows
        blank_rows = rows - block.last + (0 if block.last else blank_rows)
        coded.pieces.append(Piece(_stored(coded, block), rows, part.first, part.places))
        coded.samples.append(block.sample)
        coded.records += rows
        coded.too_long.extend(part.too_long)
        coded.short += part.short
        coded.blank_lines += part.blank_lines
    _cut(coded, blank_rows)
    return coded


def _last_filled(table: pa.Table) -> int:
    """How many rows are left when those at the end that hold nothing but blanks are taken off."""
    last = table.num_rows
    while last and not any(column[last - 1].as_py().strip() for column in table.columns):
        last -= 1
    return last


def _stored(coded: Coded, block: CodedBlock) -> dict[int, Stored]:
    """Put the codes of one block behind those of the blocks before it."""
    columns = {}
    for index, cells in block.columns.items():
        codes = _codes(coded, index, cells.dictionary)
        columns[index] = coded.store(cells.indices.to_numpy().astype(np.min_scalar_type(len(codes))), codes)
    if block.rest is not None:
        columns[REST] = coded.store(block.rest)
    return columns


def _codes(coded: Coded, index: int, texts: pa.Array) -> np.ndarray:
    """The place of each of a block's texts among all texts of the column; new ones are put behind the others."""
    known = coded.texts[index]
    found = compute.index_in(texts, value_set=known)
    new = texts.filter(found.is_null())
    codes = compute.fill_null(found, 0).to_numpy().copy()
    codes[found.is_null().to_numpy(zero_copy_only=False)] = np.arange(len(new)) + len(known)
    coded.texts[index] = pa.concat_arrays([known, new])
    if len(coded.texts[index]) > MOST_DISTINCT:
        raise TooVaried
    return codes


def _cut(coded: Coded, rows: int) -> None:
    """Take rows off the end: what a spreadsheet leaves below the last record is no record."""
    coded.records -= rows
    coded.blank_lines += rows
    for number, piece in reversed(list(enumerate(coded.pieces))):
        kept = max(piece.rows - rows, 0)
        rows -= piece.rows - kept
        places = None if piece.places is None else piece.places[:kept]
        coded.pieces[number] = replace(piece, rows=kept, places=places)
