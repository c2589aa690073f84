"""Rows of the log as frames and dicts: the columns every entry has, then the fields of its kind, typed."""

import types
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Literal, Union, get_args, get_origin

import polars as pl
from pydantic import BaseModel
from sqlalchemy import Row

from warehouse.register.kinds import EntryKind

_COLUMNS = {
    "row_id": pl.Int64,
    "client_id": pl.String,
    "recorded_at": pl.Datetime("us"),
    "recorded_by_role": pl.String,
    "recorded_by": pl.String,
    "why": pl.String,
    "base_row_id": pl.Int64,
}
_PLAIN = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean, date: pl.Date}


@cache
def schema(kind: EntryKind) -> pl.Struct:
    """The type of a payload: a struct of its fields; lists and structs inside it stay nested."""
    return _struct(kind.model)


def frame(kind: EntryKind, rows: Iterable[Row]) -> pl.DataFrame:
    """Rows in the order given. A field that older entries lack holds its default.

    Pages ask for the same rows at every turn, so a frame is kept for as long as the rows in it are the same.
    """
    rows = tuple(rows)
    return _frame(kind, rows[0]._fields if rows else (), rows)


@lru_cache(maxsize=256)
def _frame(kind: EntryKind, _: tuple[str, ...], rows: tuple[Row, ...]) -> pl.DataFrame:
    shared = pl.DataFrame([[row._mapping[name] for name in _COLUMNS] for row in rows], schema=_COLUMNS, orient="row")
    payloads = pl.Series("payload", [row.payload for row in rows], dtype=pl.String)
    fields = payloads.str.json_decode(schema(kind)).struct.unnest()
    return pl.concat([shared, fields.with_columns(_defaults(kind))], how="horizontal")


def as_dict(kind: EntryKind, row: Row) -> dict:
    """One row with the columns of `frame`."""
    return frame(kind, [row]).row(0, named=True)


def _defaults(kind: EntryKind) -> list[pl.Expr]:
    """Defaults for what is not there; an empty list is the default of a list."""
    fills = []
    for name, field in kind.model.model_fields.items():
        if field.default == ():
            fills.append(pl.col(name).fill_null(pl.lit([], dtype=_type(field.annotation))))
        elif isinstance(field.default, str | bool | int | float):
            fills.append(pl.col(name).fill_null(field.default))
    return fills


def _struct(model: type[BaseModel]) -> pl.Struct:
    return pl.Struct({name: _type(field.annotation) for name, field in model.model_fields.items()})


def _type(annotation: object) -> pl.DataType:
    """The polars type of a field's annotation; None in a union only says that the field may be empty."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is Literal:
        return pl.String
    if origin is tuple:
        return pl.List(_type(arguments[0]))
    if origin in (Union, types.UnionType):
        return _type(next(argument for argument in arguments if argument is not type(None)))
    return _struct(annotation)
