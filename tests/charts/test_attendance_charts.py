"""Bars and the calendar of days: what is drawn, and what is left blank."""

import polars as pl

from tests.charts.conftest import Drawn
from ui.charts.bars import bars
from ui.charts.calendar import calendar


def test_a_bar_has_its_figure_in_words_and_a_small_one_has_words_alone():
    rows = pl.DataFrame(
        [
            ("5 to 9", 7, "7 of 40", True),
            ("10 to 19", None, "held back", False),
            ("20 and more", 0, "0 of 40", True),
        ],
        schema=["label", "value", "text", "is_reportable"],
        orient="row",
    )
    drawn = Drawn(bars(rows, description="d", unit="band", is_share=False))
    (bar,) = drawn.marks("rule")
    assert [row["text"] for row in drawn.rows(bar)] == ["7 of 40", "0 of 40"]
    assert drawn.texts() == {"held back": ["10 to 19"]}


def test_a_calendar_has_a_cell_for_each_day_that_may_be_shown_and_none_for_others():
    rows = pl.DataFrame(
        [("1 Sep", "Tuesday", 0.4, "40%", "said", True), ("8 Sep", "Monday", None, "", "", False)],
        schema=["week", "day", "value", "text", "detail", "is_reportable"],
        orient="row",
    )
    drawn = Drawn(calendar(rows, description="d"))
    (cell,) = drawn.marks("rect")
    assert [row["day"] for row in drawn.rows(cell)] == ["Tuesday"]
    assert cell["encoding"]["x"]["sort"] == ["Monday", "Tuesday"] and cell["encoding"]["y"]["sort"] == [
        "1 Sep",
        "8 Sep",
    ]
