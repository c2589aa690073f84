"""Figures that are no shares: their axis is in their own unit, and a gap is not drawn over."""

import json

import polars as pl
import pytest

from tests.charts.conftest import Drawn
from ui.charts.numbers import number_trend


def numbers(*rows: tuple[str, float | None, float | None]) -> pl.DataFrame:
    """Label, value and half the width of its range."""
    return pl.DataFrame(
        [
            {
                "label": label,
                "value": value,
                "interval_low": None if half is None else value - half,
                "interval_high": None if half is None else value + half,
                "is_reportable": value is not None,
            }
            for label, value, half in rows
        ],
        schema_overrides=dict.fromkeys(("value", "interval_low", "interval_high"), pl.Float64),
    )


def test_days_are_on_an_axis_of_days_and_never_in_per_cent():
    chart = number_trend(numbers(("A", 4.0, 1.0), ("B", 9.5, 2.0)), unit="days", description="said")
    spec = json.dumps(chart.to_dict())
    assert '"title": "days"' in spec
    assert "%" not in spec


def test_a_term_of_too_few_breaks_the_line_and_is_said():
    drawn = Drawn(number_trend(numbers(("A", 1.0, 0.2), ("B", None, None), ("C", 2.0, 0.2)), unit="x", description="s"))
    (line,) = drawn.marks("line")
    assert len({row["run"] for row in drawn.rows(line)}) == 2
    assert drawn.texts() == {"held back": ["B"]}


def test_a_count_has_a_line_and_no_range():
    drawn = Drawn(number_trend(numbers(("A", 200.0, None), ("B", 250.0, None)), unit="sessions", description="said"))
    (band,) = drawn.marks("area")
    assert drawn.rows(band) == []
    (line,) = drawn.marks("line")
    assert [row["value"] for row in drawn.rows(line)] == [200, 250]


@pytest.mark.parametrize("values, written", [((0.35, 0.4), ",.2f"), ((0.35, 1.4), ",.1f")])
def test_figures_below_one_have_two_decimals_and_a_long_unit_stands_above_the_axis(values, written):
    drawn = Drawn(
        number_trend(
            numbers(*((name, value, 0.1) for name, value in zip("AB", values, strict=True))),
            unit="incidents",
            description="s",
        )
    )
    last = drawn.marks("text")[0]["encoding"]
    assert last["text"]["format"] == written and last["y"]["axis"]["titleAngle"] == 0
