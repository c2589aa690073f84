"""What each landed table is: one pandera model a feed, checked before anything lands."""

from warehouse.contracts.checks import check, polars_schema
from warehouse.contracts.tables import CONTRACTS

__all__ = ["CONTRACTS", "check", "polars_schema"]
