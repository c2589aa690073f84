"""Hold a table to its contract, and give the contract's types to whoever needs an empty table."""

from functools import cache

import polars as pl

from warehouse.contracts.tables import CONTRACTS, Column
from warehouse.errors import FileRefused


def polars_schema(feed: str) -> dict[str, pl.DataType]:
    """Column name to polars type of a feed's landed table, in landed order."""
    return {name: column.kind for name, column in CONTRACTS[feed].items()}


def check(feed: str, frame: pl.DataFrame) -> None:
    """Raise FileRefused naming the columns and checks that fail; values are never named."""
    from pandera.errors import SchemaErrors

    try:
        schema(feed).validate(frame, lazy=True)
    except SchemaErrors as errors:
        failures = errors.failure_cases.select("column", "check").unique().sort("column", "check").rows()
        named = "; ".join(f"{column}: {rule}" for column, rule in failures[:5])
        raise FileRefused(
            f"The file does not fit what {feed} must be ({named}); nothing was stored. Please report this file's shape."
        ) from None


def get_ready() -> None:
    """Import the validator before the first check needs it."""
    from pandera.backends.polars.register import register_polars_backends

    register_polars_backends()


@cache
def schema(feed: str):
    """The feed's contract as a pandera schema: these columns in this order, no other, nothing converted."""
    import pandera.polars as pa  # brings pandas: a second of every process that only wants names and types

    columns = {name: _checked(pa, column) for name, column in CONTRACTS[feed].items()}
    return pa.DataFrameSchema(columns, strict=True, ordered=True, coerce=False)


def _checked(pa, column: Column):
    rules = [
        getattr(pa.Check, name)(**given) if isinstance(given, dict) else getattr(pa.Check, name)(given)
        for name, given in column.rules.items()
    ]
    return pa.Column(column.kind, checks=rules, nullable=column.may_be_null)
