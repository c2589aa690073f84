"""The chart of the idea bank: every idea is a mark, those in hand come first, and colour is never the only sign."""

import json
import re

import polars as pl

from tests.charts.conftest import Drawn
from ui.charts.coverage import SHAPES, STATES, coverage


def ideas(*rows: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["label", "state"], orient="row")


BANK = ideas(
    ("Parenting: 2 of 3", "new"),
    ("Parenting: 2 of 3", "in a phase"),
    ("Parenting: 2 of 3", "tried"),
    ("Volunteering: 0 of 2", "new"),
    ("Volunteering: 0 of 2", "new"),
)


def marks(frame: pl.DataFrame) -> list[tuple]:
    drawn = Drawn(coverage(frame, description="said"))
    (layer,) = drawn.marks("point")
    return [(row["label"], row["place"], row["state"]) for row in drawn.rows(layer)]


def test_every_idea_is_a_mark_and_those_in_hand_stand_first_in_their_row():
    found = sorted(marks(BANK))
    assert found == [
        ("Parenting: 2 of 3", 1, "tried"),
        ("Parenting: 2 of 3", 2, "in a phase"),
        ("Parenting: 2 of 3", 3, "new"),
        ("Volunteering: 0 of 2", 1, "new"),
        ("Volunteering: 0 of 2", 2, "new"),
    ]


def test_types_keep_the_order_of_the_bank():
    spec = Drawn(coverage(BANK, description="said"))
    (labels,) = spec.marks("text")
    assert [row["label"] for row in spec.rows(labels)] == ["Parenting: 2 of 3", "Volunteering: 0 of 2"]


def test_each_state_has_a_shape_of_its_own_and_no_colour_is_fixed():
    spec = Drawn(coverage(BANK, description="said"))
    (layer,) = spec.marks("point")
    shape = layer["encoding"]["shape"]["scale"]
    assert (shape["domain"], shape["range"]) == (STATES, SHAPES)
    assert len(set(SHAPES)) == len(STATES)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgb", json.dumps(spec.layers))
    assert spec.spec["description"] == "said"
