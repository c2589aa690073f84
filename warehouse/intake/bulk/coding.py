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
REST = -1
SAMPLED = 200


class TooVaried(Exception):
    """A column holds so many different texts that codes are no help."""


class Column:
    """The distinct texts of one column, each at the place that is its code, and how many records say it."""

    def __init__(self) -> None:
        self.texts = pa.array([], pa.string())
        self.counts = np.zeros(0, np.int64)

    def codes(self, cells: pa.DictionaryArray) -> np.ndarray:
        """The code of each cell. Raises TooVaried."""
        found = compute.index_in(cells.dictionary, value_set=self.texts)
        new = cells.dictionary.filter(compute.is_null(found))
        code_of = compute.fill_null(found, 0).to_numpy().copy()
        code_of[found.is_null().to_numpy(zero_copy_only=False)] = np.arange(len(new)) + len(self.texts)
        self.texts = pa.concat_arrays([self.texts, new])
        if len(self.texts) > MOST_DISTINCT:
            raise TooVaried
        codes = code_of[cells.indices.to_numpy()]
        counts = np.bincount(codes, minlength=len(self.texts))
        counts[: len(self.counts)] += self.counts
        self.counts = counts
        return codes


@dataclass(frozen=True)
class Piece:
    """Where the codes of one block lie: per column the place in the file and the type; and its records' numbers."""

    columns: dict[int, tuple[int, np.dtype]]
    rows: int
    first: int
    places: np.ndarray | None

    @property
    def numbers(self) -> np.ndarray:
        places = np.arange(self.rows) if self.places is None else self.places
        return places + self.first


@dataclass
class Coded:
    """A whole file as codes. ``columns`` are the columns that are read, by their index in the file.

    ``samples`` are a few records of each block with all their cells. ``records`` counts rows;
    ``too_long``, ``short`` and ``blank_lines`` are as in ``reader.Table``.
    """

    columns: dict[int, Column]
    file: BinaryIO
    samples: list[pl.DataFrame] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    records: int = 0
    too_long: list[int] = field(default_factory=list)
    short: int = 0
    blank_lines: int = 0

    def codes(self, piece: Piece, index: int) -> np.ndarray:
        """Codes of one column of a piece; for REST the hashes of what is not read."""
        at, kind = piece.columns[index]
        return np.frombuffer(os.pread(self.file.fileno(), piece.rows * kind.itemsize, at), kind)


def encode(parts: Iterable[Part], used: Iterable[int]) -> Coded:
    """Code all records. ``used`` are the indexes of the columns that are read. Raises TooVaried."""
    coded = Coded({index: Column() for index in used}, tempfile.TemporaryFile())  # noqa: SIM115
    blank_rows = 0
    for part in parts:
        last = _last_filled(part.table)
        blank_rows = part.table.num_rows - last + (0 if last else blank_rows)
        coded.pieces.append(_stored(coded, part))
        coded.samples.append(_sample(part.table))
        coded.records += part.table.num_rows
        coded.too_long.extend(part.too_long)
        coded.short += part.short
        coded.blank_lines += part.blank_lines
    coded.file.flush()
    _cut(coded, blank_rows)
    return coded


def _last_filled(table: pa.Table) -> int:
    """How many rows are left when those at the end that hold nothing but blanks are taken off."""
    last = table.num_rows
    while last and not any(column[last - 1].as_py().strip() for column in table.columns):
        last -= 1
    return last


def _stored(coded: Coded, part: Part) -> Piece:
    """Write the codes of one block behind those of the blocks before it."""
    columns = {}
    rest = [f"c{index}" for index in range(part.table.num_columns) if index not in coded.columns]
    for index, column in coded.columns.items():
        codes = column.codes(_chunk(part.table, index))
        columns[index] = _written(coded.file, codes.astype(np.min_scalar_type(len(column.texts))))
    if rest:
        columns[REST] = _written(coded.file, pl.DataFrame(part.table.select(rest)).hash_rows().to_numpy())
    return Piece(columns, part.table.num_rows, part.first, part.places)


def _sample(table: pa.Table) -> pl.DataFrame:
    """A few records, evenly spread, as text."""
    rows = np.arange(0, table.num_rows, table.num_rows // SAMPLED + 1)
    texts = pa.schema([(name, pa.string()) for name in table.column_names])
    return pl.DataFrame(table.take(rows).cast(texts))


def _chunk(table: pa.Table, index: int) -> pa.DictionaryArray:
    return table.column(index).combine_chunks()


def _written(file: BinaryIO, values: np.ndarray) -> tuple[int, np.dtype]:
    at = file.tell()
    file.write(values.data)
    return at, values.dtype


def _cut(coded: Coded, rows: int) -> None:
    """Take rows off the end: what a spreadsheet leaves below the last record is no record."""
    coded.records -= rows
    coded.blank_lines += rows
    for number, piece in reversed(list(enumerate(coded.pieces))):
        kept = max(piece.rows - rows, 0)
        rows -= piece.rows - kept
        places = None if piece.places is None else piece.places[:kept]
        coded.pieces[number] = replace(piece, rows=kept, places=places)
