"""read_mart: the only SELECT the app can make.

Names and columns come from MARTS, values are bound as parameters, the role is checked here and not in a menu, and
what a role may not see is never fetched.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from warehouse.errors import NotAllowed, NothingServed
from warehouse.read.connection import cursor
from warehouse.read.marts import GOVERNOR, MARTS, Mart
from warehouse.read.served import served_to
from warehouse.register.sessions import confirm
from warehouse.settings import Home

NO_BUILD = "There is nothing to show yet; load an export on the Upload page, then look again."
NO_RELEASE = "Nothing has been released to governors yet; ask a senior leader to sign off a release."
Value = str | int | float | bool | None


def read_mart(
    home: Home,
    name: str,
    role: str,
    where: Mapping[str, Value | Sequence[Value]] | None = None,
    columns: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Rows of the published table ``name`` that ``role`` may read, in the table's order.

    ``where`` maps a column to a value or to a list of values. Raises NotAllowed for an unknown table, a role that
    may not read it and, with sign-in, a role that no session stands behind; NothingServed before the first build (for
    governors: before the first release), ValueError for a column the table does not have.
    """
    confirm(home, role)
    mart = MARTS.get(name)
    if mart is None or role not in mart.roles:
        raise NotAllowed("This information is not open to your role; ask a senior leader for what you need.")
    build = served_to(home, role)
    if build is None:
        raise NothingServed(NO_RELEASE if role == GOVERNOR else NO_BUILD)
    wanted = tuple(columns or mart.columns)
    condition, values = _condition(mart, where or {})
    selected = ", ".join(_expression(mart, column, role) for column in _known(mart, wanted))
    statement = f"select {selected} from {mart.name}{condition} order by {', '.join(mart.order_by)}"  # noqa: S608
    with cursor(build.path) as open_cursor:
        return open_cursor.sql(statement, params=values).pl()


def _known(mart: Mart, columns: Sequence[str]) -> Sequence[str]:
    unknown = set(columns) - set(mart.columns)
    if unknown:
        raise ValueError(f"{mart.name} has no column {', '.join(sorted(unknown))}")
    return columns


def _expression(mart: Mart, column: str, role: str) -> str:
    if role == GOVERNOR and column in mart.withheld:
        return f"case when is_reportable then {column} end as {column}"
    return column


def _condition(mart: Mart, where: Mapping) -> tuple[str, list]:
    """' where …' with placeholders, and the values for them. An empty list of values matches nothing."""
    parts, values = [], []
    for column in _known(mart, list(where)):
        wanted = where[column]
        if wanted is None:
            parts.append(f"{column} is null")
            continue
        wanted = list(wanted) if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
        parts.append(f"{column} in ({', '.join('?' * len(wanted))})" if wanted else "false")
        values += wanted
    return (" where " + " and ".join(parts) if parts else ""), values
