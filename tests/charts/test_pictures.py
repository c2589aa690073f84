"""Charts in two halves: a form reads the rows its picture has, and other rows leave it as it is."""

import polars as pl
import pytest

from tests.charts.conftest import rates
from ui.charts.barriers import parents_and_staff
from ui.charts.bars import bars
from ui.charts.evidence import WHEN, then_and_now
from ui.charts.intervals import interval_rows
from ui.charts.judgements import continuum
from ui.charts.numbers import number_trend
from ui.charts.picture import Picture
from ui.charts.trends import trend, trends_of
from ui.drawing import drawn

ONE = rates(("2024/25 autumn", 0.5, True), ("2024/25 spring", 0.6, True))
OTHER = rates(("2025/26 autumn", 0.9, True), ("2025/26 spring", None, False), ("2025/26 summer", 0.1, True))
CHARTS = {
    "trend": (trend, {"published": 0.4}),
    "trend beside nothing published": (trend, {"notes": (("2024/25 autumn", "a note"),)}),
    "trends of sites": (trends_of, {"by": "site"}),
    "a number over time": (number_trend, {"unit": "days"}),
    "rates of groups": (interval_rows, {"published": 0.4, "published_label": "published"}),
    "bars": (bars, {"unit": "code"}),
    "evidence": (then_and_now, {}),
    "judgements": (continuum, {}),
    "barriers": (parents_and_staff, {}),
}


def shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """The same rates with what else a chart may want to know of a row."""
    words = {"site": "Westside", "text": "50%", "when": WHEN[0], "place": "strong", "evidence": "no evidence"}
    more = {name: pl.lit(said) for name, said in words.items()} | {"series": pl.lit("parents")}
    return frame.with_columns(**more, share="value", respondents="denominator")


@pytest.mark.parametrize("name", CHARTS)
def test_a_form_reads_all_rows_of_its_picture_and_no_others(name):
    draw, options = CHARTS[name]
    picture = draw(shaped(ONE), description="d", **options)
    assert isinstance(picture, Picture)
    spec = picture.to_dict()
    assert {layer["data"]["name"] for layer in spec["layer"]} == set(spec["datasets"])


@pytest.mark.parametrize("name", CHARTS)
def test_other_rows_leave_the_form_as_it_is(name):
    draw, options = CHARTS[name]
    one, other = (drawn(draw, shaped(frame), description="d", **options) for frame in (ONE, OTHER))
    assert one.pop("datasets") != other.pop("datasets")
    assert one == other
