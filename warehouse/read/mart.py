"""What a published table is to whoever reads it: its columns, its order, its roles, and the figures it withholds."""

from dataclasses import dataclass

GOVERNOR, SLT, STAFF, ADMIN = "governor", "slt", "staff", "admin"
EVERYONE = (GOVERNOR, SLT, STAFF, ADMIN)
NOT_GOVERNORS = (SLT, STAFF, ADMIN)


@dataclass(frozen=True)
class Mart:
    """One published table. ``order_by`` is compulsory so that pages never depend on chance."""

    name: str
    columns: tuple[str, ...]
    order_by: tuple[str, ...]
    roles: tuple[str, ...]
    withheld: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for column in (*self.order_by, *self.withheld):
            if column not in self.columns:
                raise ValueError(f"MARTS: {self.name} has no column {column}")
        if self.withheld and "is_reportable" not in self.columns:
            raise ValueError(f"MARTS: {self.name} withholds figures but has no is_reportable")

    @property
    def schema(self) -> str:
        """The dbt schema the table is built in."""
        return "reports" if self.name.startswith("rpt_") else "core"


def described(name: str, columns: str, order_by: str, roles: tuple[str, ...], withheld: str = "") -> Mart:
    return Mart(name, tuple(columns.split()), tuple(order_by.split()), roles, tuple(withheld.split()))
