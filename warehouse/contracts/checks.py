"""Hold a table to its contract, and give the contract's types to whoever needs an empty table."""

import polars as pl
from pandera.backends.polars.register import register_polars_backends
from pandera.errors import SchemaErrors

from warehouse.contracts.tables import CONTRACTS
from warehouse.errors import FileRefused

# At the start and not at the first check: a process kept ready then has it behind it.
register_polars_backends()


def polars_schema(feed: str) -> dict[str, pl.DataType]:
    """Column name to polars type of a feed's landed table, in landed order."""
    return {name: column.dtype.type for name, column in CONTRACTS[feed].to_schema().columns.items()}


def check(feed: str, frame: pl.DataFrame) -> None:
    """Raise FileRefused naming the columns and checks that fail; values are never named."""
    try:
        CONTRACTS[feed].validate(frame, lazy=True)
    except SchemaErrors as errors:
        failures = errors.failure_cases.select("column", "check").unique().sort("column", "check").rows()
        named = "; ".join(f"{column}: {rule}" for column, rule in failures[:5])
        raise FileRefused(
            f"The file does not fit what {feed} must be ({named}); nothing was stored. Please report this file's shape."
        ) from None
