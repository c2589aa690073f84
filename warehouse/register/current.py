"""Reading the register: all rows of a table, or the latest row of each key ('now')."""

import polars as pl
from sqlalchemy import Table, select

from warehouse.register.tables import connection
from warehouse.settings import Home

_TYPES = {"INTEGER": pl.Int64, "DATE": pl.Date, "DATETIME": pl.Datetime("us")}


def all_rows(home: Home, table: Table) -> pl.DataFrame:
    """Every row, oldest first, with the table's columns and types; empty where there is no register yet."""
    schema = {column.name: _TYPES.get(str(column.type), pl.String) for column in table.columns}
    if not home.register.exists():
        return pl.DataFrame(schema=schema)
    with connection(home) as open_connection:
        rows = open_connection.execute(select(table).order_by(table.c.row_id)).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row")


def latest_rows(home: Home, table: Table, key: list[str]) -> pl.DataFrame:
    """The last saved row of each key, in order of the key."""
    return all_rows(home, table).group_by(key).last().select(list(table.columns.keys())).sort(key)
