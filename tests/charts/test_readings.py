"""What is said of an indicator's present figure, and that a figure held back is said to be so once."""

import polars as pl
import pytest

from ui.indicators import Reading

SHARE = {"value_kind": "share", "unit": "pupils", "denominator": "pupils", "better_direction": "up"}
MEAN = SHARE | {"value_kind": "mean", "unit": "points"}
PUBLISHED = {"value": 0.5, "school_type": "alternative provision", "year": "2023/24"}


def row(value: float | None, period_id: str) -> dict:
    low, high = (None, None) if value is None else (value - 0.1, value + 0.1)
    return {"period_id": period_id, "value": value, "interval_low": low, "interval_high": high, "denominator": 60}


def reading(spec: dict, value: float | None) -> Reading:
    return Reading(spec, pl.DataFrame(), row(value, "2025/26 summer"), row(0.5, "2025/26 spring"), PUBLISHED)


@pytest.mark.parametrize("spec", [SHARE, MEAN])
def test_a_figure_that_is_held_back_is_said_to_be_so_once_and_stands_beside_nothing(spec):
    held = reading(spec, None)
    assert held.in_words == held.said == "held back" and held.beside_published == ""


def test_a_figure_has_its_range_its_change_and_the_published_one_in_a_sentence():
    said = reading(SHARE, 0.55).in_words
    assert said.startswith("55%; between 45% and 65%; no clear change since spring term 2025/26 (50%); close to")
    assert said.endswith("(alternative provision, 2023/24)")
