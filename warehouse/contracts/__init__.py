"""What each landed table is: one contract a feed, held to by pandera before anything lands."""

from warehouse.contracts.checks import check, get_ready, polars_schema
from warehouse.contracts.tables import CONTRACTS

__all__ = ["CONTRACTS", "check", "get_ready", "polars_schema"]
