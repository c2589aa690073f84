"""Single models over landed rows in memory, a few milliseconds a figure.

``Compiled(plan, built_file)`` takes the SQL from the plan of a build and whatever does not depend on landed rows
(seeds, calendars) from its file. ``figures(landing, *models)`` gives each model's rows.
"""

from pathlib import Path

import duckdb
import polars as pl

from warehouse.contracts import CONTRACTS, polars_schema
from warehouse.plan import Node, Plan

WITNESSES = {"upload_id", "record_no", "upload_sequence", "loaded_at"}


class Compiled:
    """The chain from landed rows to any model, compiled once."""

    def __init__(self, plan: Plan, built_file: Path) -> None:
        self.nodes = {key: node for key, node in plan.nodes.items() if node.kind != "test"}
        self.by_name = {node.name: key for key, node in self.nodes.items()}
        self.connection = duckdb.connect(config={"threads": 1})  # a few rows: sharing them out costs more than it gives
        self.connection.execute(f"attach '{built_file}' as built (read_only)")
        self.connection.execute(f"attach ':memory:' as {built_file.stem}")
        self.connection.execute(f"use {built_file.stem}")
        tables = "select schema_name, table_name from duckdb_tables() where database_name = 'built'"
        self.places = [f"{schema}.{table}" for schema, table in self.connection.execute(tables).fetchall()]
        self._copied: set[str] = set()
        self._empty: set[str] = set()  # landed tables as they are where nothing was landed
        for schema in {place.partition(".")[0] for place in [*self.places, *(n.place for n in self.nodes.values())]}:
            self.connection.execute(f"create schema if not exists {schema}")
        for place in self.places:
            if place.startswith("reference."):
                self.connection.execute(f"create table {place} as from built.{place}")

    def figures(self, landing: dict[str, pl.DataFrame], *models: str) -> dict[str, pl.DataFrame]:
        """Rows of each model over these landed tables, but for the columns that say which upload a row came from."""
        self._land(landing)
        for node in self._chain(models):
            self._make(node)
        return {name: self._rows(self.nodes[self.by_name[name]]) for name in models}

    def _land(self, landing: dict[str, pl.DataFrame]) -> None:
        for place in self.places:
            if not place.startswith("landing."):
                continue
            feed = place.removeprefix("landing.")
            if feed in landing:
                self._fill(place, landing[feed])
                self._empty.discard(place)
            elif place not in self._empty:
                if feed in CONTRACTS:
                    self._fill(place, pl.DataFrame(schema=polars_schema(feed)))
                else:
                    self.connection.execute(f"create or replace table {place} as from built.{place}")
                self._empty.add(place)

    def _fill(self, place: str, frame: pl.DataFrame) -> None:
        self.connection.register("rows", frame)
        self.connection.execute(f"create or replace table {place} as from rows")
        self.connection.unregister("rows")

    def _chain(self, models: tuple[str, ...]) -> list[Node]:
        """Everything the models are made of, each after what it reads."""
        ordered: dict[str, Node] = {}

        def add(key: str) -> None:
            if key not in ordered:
                for parent in self.nodes[key].after:
                    add(parent)
                ordered[key] = self.nodes[key]

        for name in models:
            add(self.by_name[name])
        return list(ordered.values())

    def _is_landed(self, node: Node) -> bool:
        """Whether any landed row has a say in the model."""
        return "landing" in node.code or any(self._is_landed(self.nodes[parent]) for parent in node.after)

    def _make(self, node: Node) -> None:
        if self._is_landed(node):
            self.connection.execute(f"create or replace table {node.place} as {node.code}")
        elif node.place not in self._copied:
            self._copied.add(node.place)
            self.connection.execute(f"create table {node.place} as from built.{node.place}")

    def _rows(self, node: Node) -> pl.DataFrame:
        found = self.connection.sql(f"from {node.place}").pl()
        found = found.drop([name for name in found.columns if name in WITNESSES])
        assert found.is_duplicated().sum() == 0, f"{node.name} has rows that are the same"
        return found.with_columns(pl.col(pl.Float64).round(9))
