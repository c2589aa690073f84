"""What the charts of needs analysis draw, and that they read without colour, in both themes, aloud and on a phone."""

import json
import re

import polars as pl
import pytest

from tests.charts.conftest import Drawn
from ui.charts import audit, matrix, whys

PHONE = 256  # pixels left for a chart on a screen 320 wide
WIDEST_LETTER = 6.7  # pixels of a letter at 12 pixels, on average


def nodes(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["number", "statement", "kind"], orient="row")


TREE = nodes(
    ("", "Few parents come to review meetings", "statement"),
    ("1", "They hear of them too late", "why"),
    ("1.1", "Letters do not arrive", "why"),
    ("2", "They are at noon", "why"),
)


def said(*rows: tuple[str, int, str, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["label", "step", "group", "raters"], orient="row")


def middles(*rows: tuple[str, float | None, bool]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"label": pl.String, "median": pl.Float64, "is_hidden": pl.Boolean}, orient="row")


def moved(*rows: tuple[str, float, float, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["label", "median_before", "median", "move"], orient="row")


def actions(*rows: tuple[str, int, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["label", "theme", "level"], orient="row")


def options(*rows: tuple[int, float, float, str]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=["number", "impact", "ease", "quadrant"], orient="row")
    return frame.with_columns(label=pl.format("option {}", "number"))


@pytest.fixture
def every_chart() -> list[Drawn]:
    ranks = pl.DataFrame({"label": ["a", "b"], "rank": [1, 2], "best": [1, 1], "worst": [2, 2]})
    charts = [
        whys.tree(TREE, kinds=whys.LEVELS, description="said"),
        audit.ratings(said(("a", 1, "staff", 2)), middles(("a", 1.0, False)), description="said"),
        audit.movement(moved(("a", 1, 2, "up")), description="said"),
        audit.summary(actions(("a", 1, "must")), description="said"),
        matrix.matrix(options((1, 4, 4, "quick win")), description="said"),
        matrix.ranks(ranks, description="said"),
    ]
    return [Drawn(chart) for chart in charts]


def test_every_chart_can_be_read_aloud_fits_a_phone_and_fixes_no_colour(every_chart):
    for drawn in every_chart:
        assert drawn.spec["description"] == "said" and "width" not in drawn.spec
        layers = json.dumps(drawn.layers)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgb|\"(black|white|gr[ae]y|red|green|blue)\"", layers)


def test_no_meaning_is_said_by_colour_alone(every_chart):
    for drawn in every_chart:
        for layer in drawn.layers:
            encoding = layer["encoding"]
            if "color" in encoding:
                scale = encoding["shape"]["scale"]
                assert encoding["shape"]["field"] == encoding["color"]["field"]
                assert len(set(scale["range"])) == len(scale["domain"])


def placed(frame: pl.DataFrame, kinds: list[str] = whys.LEVELS) -> dict[str, dict]:
    drawn = Drawn(whys.tree(frame, kinds=kinds, description="d"))
    return {row["number"]: row for row in drawn.rows(drawn.marks("point")[0])}


def test_a_tree_stands_from_top_to_bottom_each_why_set_in_below_what_it_asks():
    rows = placed(TREE)
    heights = [rows[number]["y"] for number in ("", "1", "1.1", "2")]
    assert heights == sorted(heights) and len(set(heights)) == 4
    assert rows[""]["x"] < rows["1"]["x"] == rows["2"]["x"] < rows["1.1"]["x"]


def test_every_why_is_joined_to_the_node_it_asks_about():
    rows = placed(TREE)
    assert (rows["2"]["from_x"], rows["2"]["from_y"]) == (rows[""]["x"], rows[""]["y"])
    assert (rows["1.1"]["from_x"], rows["1.1"]["from_y"]) == (rows["1"]["x"], rows["1"]["y"])
    assert rows[""]["from_x"] is None


def test_long_words_five_levels_down_are_wrapped_inside_a_phone_and_never_cut():
    words = "Nobody was ever asked to keep the telephone numbers of homes up to date so most of them are wrong by now"
    deep = [("", words, "statement"), *((".".join("1" * level), words, "why") for level in range(1, 6))]
    for row in placed(nodes(*deep)).values():
        lines = row["label"].split("\n")
        assert " ".join(lines) == f"{row['number']} {words}".strip()
        assert row["x"] + 11 + max(map(len, lines)) * WIDEST_LETTER <= PHONE


def test_words_of_two_whys_never_run_into_each_other():
    rows = sorted(
        placed(nodes(("", "word " * 40, "statement"), ("1", "next", "why"))).values(), key=lambda row: row["y"]
    )
    assert rows[1]["y"] - rows[0]["y"] >= 16 * len(rows[0]["label"].split("\n"))


def test_an_end_that_no_option_answers_has_a_mark_of_its_own():
    frame = nodes(("", "a", "statement"), ("1", "b", "answered"), ("2", "c", "not answered"))
    drawn = Drawn(whys.tree(frame, kinds=whys.ANSWERS, description="d"))
    shape = drawn.marks("point")[0]["encoding"]["shape"]
    assert shape["legend"]["values"] == ["statement", "answered", "not answered"]


def test_what_three_groups_said_of_one_rating_stands_side_by_side_with_counts():
    counts = said(("a", 2, "staff", 3), ("a", 2, "parents", 4), ("a", 2, "governors", 5))
    drawn = Drawn(audit.ratings(counts, middles(("a", 2.0, False)), description="d"))
    marks = drawn.rows(drawn.marks("point")[1])
    assert [round(row["x"], 2) for row in marks] == [1.73, 2.0, 2.27]
    assert [row["raters"] for row in marks] == [3, 4, 5]


def test_a_statement_with_too_few_raters_has_no_middle_and_where_hidden_only_words():
    drawn = Drawn(
        audit.ratings(said(("a", 1, "staff", 1)), middles(("a", None, False), ("b", None, True)), description="d")
    )
    middle, marks = drawn.marks("point")
    assert drawn.rows(middle) == [] and [row["label"] for row in drawn.rows(marks)] == ["a"]
    assert drawn.texts() == {"too few to say": ["b"]}


def test_movement_runs_from_the_former_middle_to_the_one_now():
    drawn = Drawn(audit.movement(moved(("a", 1, 2, "up"), ("b", 3, 2, "down")), description="d"))
    rule = drawn.marks("rule")[0]["encoding"]
    assert (rule["x"]["field"], rule["x2"]["field"]) == ("median_before", "median")
    shapes = next(mark for mark in drawn.marks("point") if "shape" in mark["encoding"])["encoding"]["shape"]["scale"]
    assert shapes["range"] == ["triangle-right", "triangle-left"]


def test_an_action_of_several_themes_is_one_row_joined_by_a_line():
    drawn = Drawn(
        audit.summary(actions(("forum", 1, "must"), ("forum", 4, "could"), ("bus", 2, "must")), description="d")
    )
    assert [(row["label"], row["first"], row["last"]) for row in drawn.rows(drawn.marks("rule")[0])] == [
        ("forum", 1, 4)
    ]
    assert drawn.marks("point")[0]["encoding"]["y"]["sort"] == ["forum", "bus"]


def test_the_matrix_names_its_quadrants_and_numbers_its_options():
    drawn = Drawn(matrix.matrix(options((1, 4, 4, "quick win"), (2, 1, 1, "leave for now")), description="d"))
    names, numbers = drawn.marks("text")
    assert [row["name"] for row in drawn.rows(names)] == matrix.QUADRANTS
    assert [row["numbers"] for row in drawn.rows(numbers)] == ["1", "2"]


def test_options_in_one_place_share_a_mark_and_both_numbers_are_read():
    drawn = Drawn(matrix.matrix(options((1, 3, 3, "quick win"), (2, 3, 3, "quick win")), description="d"))
    assert [row["numbers"] for row in drawn.rows(drawn.marks("text")[1])] == ["1, 2"]


def test_ranks_show_how_far_each_option_moves():
    rows = pl.DataFrame({"label": ["a", "b"], "rank": [1, 2], "best": [1, 1], "worst": [1, 2]})
    drawn = Drawn(matrix.ranks(rows, description="d"))
    rule = drawn.marks("rule")[0]["encoding"]
    assert (rule["x"]["field"], rule["x2"]["field"]) == ("best", "worst")
    assert drawn.marks("point")[0]["encoding"]["x"]["field"] == "rank"
