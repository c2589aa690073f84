"""A large list of marks from its text to rows that can be written, without ever holding them all."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from pyarrow import parquet

from warehouse.contracts import check, polars_schema
from warehouse.intake.blocks import in_order
from warehouse.intake.bulk.coding import Coded, Piece, looked_up
from warehouse.intake.bulk.judging import Judged, ids_in
from warehouse.intake.bulk.verdicts import Verdicts
from warehouse.intake.clean import PROBLEM_SCHEMA, Cleaned, set_aside_long_records
from warehouse.intake.joining import key_people
from warehouse.intake.keys import Keys
from warehouse.intake.results import Inspection

FEED = "attendance"
CODES = pa.dictionary(pa.int32(), pa.string())
STORED_AS = {pl.String: CODES, pl.Date: pa.date32(), pl.Int64: pa.int64(), pl.Boolean: pa.bool_()}
GIVEN = ("upload_id", "record_no", "school_id")


@dataclass
class MarkStream:
    """A large list of marks, judged: what ``clean.Cleaned`` says of a small one, and its rows to be written."""

    coded: Coded
    verdicts: Verdicts
    judged: Judged
    school_id: str
    notes: list[str] = field(default_factory=list)

    @property
    def accepted_records(self) -> int:
        return self.judged.accepted

    @property
    def duplicates(self) -> int:
        return self.judged.duplicates

    @property
    def warnings(self) -> list[str]:
        return self.verdicts.warnings

    def quarantine(self) -> pl.DataFrame:
        """One row per record set aside: record_no, column, code, message."""
        problems = pl.DataFrame(self.verdicts.problems, list(PROBLEM_SCHEMA)[1:], orient="row")
        numbered = problems.cast(pl.String).with_row_index("problem")
        rows = pl.concat(self.judged.aside).with_columns(pl.col("problem").cast(pl.UInt32))
        told = rows.join(numbered, on="problem").select(*PROBLEM_SCHEMA)
        others = Cleaned(told)
        set_aside_long_records(others, self.coded.too_long)
        return pl.concat([told, others.quarantine()]).sort("record_no")

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """First and last date of the kept records."""
        dates = self.verdicts.fields["session_date"]
        is_there = np.zeros(len(dates.values), bool)
        for number, piece in enumerate(self.coded.pieces):
            sayings = self.coded.numbers(piece, dates.index)[self.judged.is_kept(number, piece)]
            ids = ids_in(piece, dates)
            is_there[ids[np.bincount(sayings, minlength=len(ids)) > 0]] = True
        days = dates.values.filter(pl.Series(is_there))
        return days.min(), days.max()

    def key_people(self, inspection: Inspection, keys: Keys) -> None:
        """Let keyed hashes stand for pupils' ids that name or reach a person; the inspection says so."""
        pupils = self.verdicts.fields["pupil_id"]
        keyed = key_people(pupils.values.to_frame(), inspection, keys)
        self.verdicts.fields["pupil_id"] = replace(pupils, values=keyed["pupil_id"])

    def check(self) -> None:
        """Hold the table to its contract, whose rules are all of one value: each sound distinct value once."""
        given = {"upload_id": pl.Series([""]), "school_id": pl.Series([self.school_id])}
        columns = given | {name: self.verdicts.sound_values(name) for name in self.verdicts.fields}
        most = max(map(len, columns.values()))
        rows = {name: values.gather(np.arange(most) % len(values)) for name, values in columns.items()}
        numbers = pl.Series(np.arange(1, most + 1))
        check(FEED, pl.DataFrame(rows | {"record_no": numbers}).select(*polars_schema(FEED)))

    def frame(self) -> pl.DataFrame:
        """The kept rows, all at once; ``upload_id`` is still empty."""
        texts = {name: pl.String for name, kind in polars_schema(FEED).items() if kind == pl.String}
        return pl.concat([pl.DataFrame(table).cast(texts) for table in self._tables("", self._schema())])

    def write(self, path: Path, upload_id: str) -> None:
        """Write the kept rows as Parquet."""
        schema = self._schema()
        with parquet.ParquetWriter(
            path,
            schema,
            compression="zstd",
            use_dictionary=[field.name for field in schema if field.type == CODES],
            column_encoding={"record_no": "DELTA_BINARY_PACKED"},
            write_statistics=["session_date"],
            store_schema=False,
        ) as writer:
            for table in self._tables(upload_id, schema):
                writer.write_table(table)

    def _schema(self) -> pa.Schema:
        """The columns to be written; one that is never blank says so, and is written in half the time."""
        kinds = {name: STORED_AS[kind.base_type()] for name, kind in polars_schema(FEED).items()}
        may_be_blank = {name: name not in GIVEN and self.verdicts.sound_values(name).has_nulls() for name in kinds}
        return pa.schema([pa.field(name, kind, may_be_blank[name]) for name, kind in kinds.items()])

    def _tables(self, upload_id: str, schema: pa.Schema) -> Iterator[pa.Table]:
        """The kept rows, block by block."""
        given = {"upload_id": pl.Series([upload_id]), "school_id": pl.Series([self.school_id])}
        fields = {name: decided.values for name, decided in self.verdicts.fields.items()}
        distinct = {name: _Distinct(values) for name, values in (given | fields).items()}
        return in_order(partial(self._table, distinct, schema), enumerate(self.coded.pieces))

    def _table(self, distinct: dict[str, "_Distinct"], schema: pa.Schema, numbered: tuple[int, Piece]) -> pa.Table:
        """The kept rows of one piece."""
        number, piece = numbered
        kept = np.flatnonzero(self.judged.is_kept(number, piece))
        fields, columns = self.verdicts.fields, {"record_no": pa.array(piece.numbers[kept])}
        stored = {piece.columns[index].at: index for index in self.coded.texts}
        rows = {at: looked_up(self.coded.numbers(piece, index), kept) for at, index in stored.items()}
        for name, values in distinct.items():
            index = fields[name].index if name in fields else None
            if index is None:
                columns[name] = values.column(np.zeros(len(kept), np.int32))
            else:
                ids = looked_up(ids_in(piece, fields[name]), rows[piece.columns[index].at])
                columns[name] = values.column(ids)
        return pa.table([columns[name] for name in schema.names], schema)


class _Distinct:
    """The distinct values of a column; a column of texts is written as their ids, a blank as no id."""

    def __init__(self, values: pl.Series) -> None:
        self._is_text = values.dtype == pl.String
        self._blank = values.is_null().to_numpy() if self._is_text and values.has_nulls() else None
        self._values = values.fill_null("").to_arrow().cast(pa.string()) if self._is_text else values.to_arrow()

    def column(self, ids: np.ndarray) -> pa.Array:
        if not self._is_text:
            return self._values.take(pa.array(ids))
        codes = pa.array(ids, mask=None if self._blank is None else self._blank[ids])
        return pa.DictionaryArray.from_arrays(codes, self._values)
