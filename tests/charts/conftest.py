"""Small frames shaped as pages hand them to charts, and a reader for what a finished chart would draw."""

import datetime as dt

import polars as pl
import pytest


def rates(*rows: tuple[str, float | None, bool]) -> pl.DataFrame:
    """Rates with an interval of 5 points either side: (label, value, is_reportable)."""
    return pl.DataFrame(
        [
            {
                "label": label,
                "value": value,
                "interval_low": None if value is None else value - 0.05,
                "interval_high": None if value is None else value + 0.05,
                "denominator": 40,
                "is_reportable": is_reportable,
            }
            for label, value, is_reportable in rows
        ],
        schema_overrides={"value": pl.Float64, "interval_low": pl.Float64, "interval_high": pl.Float64},
    )


class Drawn:
    """A chart's Vega-Lite specification, layer by layer, with the rows each layer draws."""

    def __init__(self, chart) -> None:
        self.spec = chart.to_dict()
        self.layers = self.spec["layer"]

    def marks(self, kind: str) -> list[dict]:
        """Layers of this kind that can be seen."""
        return [layer for layer in self.layers if layer["mark"]["type"] == kind and layer["mark"].get("opacity") != 0]

    def held(self, column: str) -> list:
        """What unseen marks hold open: the ``limit`` of a scale, or each ``label`` in its order."""
        unseen = [row for layer in self.layers if layer["mark"].get("opacity") == 0 for row in self.rows(layer)]
        return [row[column] for row in unseen if column in row]

    def rows(self, layer: dict) -> list[dict]:
        data = layer.get("data") or self.spec["data"]
        return self.spec["datasets"][data["name"]]

    def texts(self) -> dict[str, list[str]]:
        """Words that stand for a figure, to the labels of the rows they stand in."""
        found: dict[str, list[str]] = {}
        for layer in self.marks("text"):
            for row in self.rows(layer) if layer["encoding"]["text"].get("field") == "said" else []:
                found.setdefault(row["said"], []).append(row["label"])
        return found


@pytest.fixture
def steps() -> pl.DataFrame:
    return pl.DataFrame(
        [
            ("1.1 Find room: done", "done", dt.date(2026, 1, 5), dt.date(2026, 3, 27), dt.date(2026, 3, 20)),
            ("4.1 Look: late by 9 days", "late", dt.date(2026, 2, 2), dt.date(2026, 5, 22), None),
            ("8.1 Choose: not started", "not started", None, None, None),
        ],
        schema={
            "label": pl.String,
            "state": pl.String,
            "start_date": pl.Date,
            "due_date": pl.Date,
            "done_date": pl.Date,
        },
        orient="row",
    )
