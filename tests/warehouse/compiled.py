"""The models without dbt: their compiled SQL, run in order over landed rows in memory, a few milliseconds a figure.

``Compiled(manifest, built_file)`` takes the SQL from a build's manifest and whatever does not depend on landed rows
(seeds, calendars) from its file. ``figures(landing, *models)`` gives each model's rows.
"""

from pathlib import Path

import duckdb
import polars as pl

from warehouse.contracts import CONTRACTS, polars_schema

WITNESSES = {"upload_id", "record_no", "upload_sequence", "loaded_at"}


class Compiled:
    """The chain from landed rows to any model, compiled once."""

    def __init__(self, manifest: dict, built_file: Path) -> None:
        self.nodes = {i: n for i, n in manifest["nodes"].items() if n["resource_type"] in ("model", "seed")}
        self.feeds = {i: s["name"] for i, s in manifest["sources"].items()}
        self.by_name = {node["name"]: i for i, node in self.nodes.items()}
        self.built_file = built_file
        self.connection = duckdb.connect()
        self.connection.execute(f"attach '{built_file}' as built (read_only)")
        self.connection.execute(f"attach ':memory:' as {built_file.stem}")
        self.connection.execute(f"use {built_file.stem}")
        self._copied: set[str] = set()
        for schema in ("landing", *{node["schema"] for node in self.nodes.values()}):
            self.connection.execute(f"create schema if not exists {schema}")

    def figures(self, landing: dict[str, pl.DataFrame], *models: str) -> dict[str, pl.DataFrame]:
        """Rows of each model over these landed tables, but for the columns that say which upload a row came from."""
        self._land(landing)
        for node in self._chain(models):
            self._make(node)
        return {name: self._rows(self.nodes[self.by_name[name]]) for name in models}

    def _land(self, landing: dict[str, pl.DataFrame]) -> None:
        for feed in self.feeds.values():
            frame = landing.get(feed)
            if frame is None and feed in CONTRACTS:
                frame = pl.DataFrame(schema=polars_schema(feed))
            if frame is None:
                self.connection.execute(f"create or replace table landing.{feed} as from built.landing.{feed}")
                continue
            self.connection.register("rows", frame)
            self.connection.execute(f"create or replace table landing.{feed} as from rows")
            self.connection.unregister("rows")

    def _chain(self, models: tuple[str, ...]) -> list[dict]:
        """Everything the models are made of, each after what it reads."""
        ordered: dict[str, dict] = {}

        def add(unique_id: str) -> None:
            if unique_id in ordered or unique_id not in self.nodes:
                return
            node = self.nodes[unique_id]
            for parent in node["depends_on"].get("nodes", []):
                add(parent)
            ordered[unique_id] = node

        for name in models:
            add(self.by_name[name])
        return list(ordered.values())

    def _is_landed(self, node: dict) -> bool:
        """Whether any landed row has a say in the model."""
        parents = node["depends_on"].get("nodes", [])
        return any(p in self.feeds or (p in self.nodes and self._is_landed(self.nodes[p])) for p in parents)

    def _make(self, node: dict) -> None:
        place = f"{node['schema']}.{node['alias']}"
        if self._is_landed(node):
            self.connection.execute(f"create or replace table {place} as {node['compiled_code']}")
        elif place not in self._copied:
            self._copied.add(place)
            self.connection.execute(f"create table {place} as from built.{place}")

    def _rows(self, node: dict) -> pl.DataFrame:
        found = self.connection.sql(f"from {node['schema']}.{node['alias']}").pl()
        found = found.drop([name for name in found.columns if name in WITNESSES])
        assert found.is_duplicated().sum() == 0, f"{node['name']} has rows that are the same"
        return found.with_columns(pl.col(pl.Float64).round(9))
