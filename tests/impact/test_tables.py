"""What the build gets back from the impact room: one row an action, year and kind, nothing where nothing is known."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from benchmarks.schools import START, make_school
from warehouse.impact.tables import IMPACTS, impacts

KEY = {"school_id": pl.lit("s"), "action_id": pl.lit("texts"), "academic_year": pl.lit("2025/26")}
NO_DRAW = pl.DataFrame(schema={"school_id": pl.String, "action_id": pl.String, "academic_year": pl.String})
DRAWN = NO_DRAW.vstack(pl.DataFrame([("s", "texts", "2025/26")], NO_DRAW.schema, orient="row"))


@pytest.fixture(scope="module")
def school() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Weekly counts and reach of a school whose texts saved 14.5 % of absences."""
    made = make_school(np.random.default_rng(12), saves=0.145)
    reach = made.reached.with_columns(**KEY, message_kind=pl.lit("welcome"), intervention=pl.lit("message"))
    return made.counts.with_columns(school_id=pl.lit("s")), reach


def test_an_action_with_one_kind_of_message_has_one_row(school):
    weeks, reach = school
    found = impacts(weeks, reach, DRAWN)
    assert dict(found.schema) == IMPACTS
    assert found.select("action_id", "message_kind", "is_random", "start_date").rows() == [
        ("texts", "all", True, START)
    ]


def test_only_where_a_draw_is_known_is_an_action_said_to_be_left_to_chance(school):
    weeks, reach = school
    drawn, chosen = (impacts(weeks, reach, draws).row(0, named=True) for draws in (DRAWN, NO_DRAW))
    assert (drawn["is_random"], chosen["is_random"]) == (True, False)
    assert drawn["warnings"] == "" and "not left to chance" in chosen["warnings"]
    assert chosen["interval_high"] - chosen["interval_low"] > drawn["interval_high"] - drawn["interval_low"]


def test_a_family_reached_by_the_same_action_a_year_before_is_neither_reached_nor_another(school):
    weeks, reach = school
    before = reach.head(6).with_columns(
        academic_year=pl.lit("2024/25"), reached_on=pl.col("reached_on") - timedelta(days=364)
    )
    found = impacts(weeks, pl.concat([reach, before]), DRAWN)
    row = found.row(by_predicate=pl.col("academic_year") == "2025/26", named=True)
    alone = impacts(weeks, reach, DRAWN).row(0, named=True)
    assert row["reached_families"] < alone["reached_families"]
    assert row["others_families"] == alone["others_families"]


def test_another_school_s_families_are_nobody_s_comparison(school):
    weeks, reach = school
    both = pl.concat([weeks, weeks.with_columns(school_id=pl.lit("other"), attended=pl.col("possible"))])
    assert impacts(both, reach, DRAWN).equals(impacts(weeks, reach, DRAWN))


def test_a_figure_that_is_not_known_is_empty_and_not_a_number(school):
    weeks, reach = school
    row = impacts(weeks, reach.head(3), DRAWN).row(0, named=True)
    assert row["verdict_id"] == "too_few"
    assert row["effect"] is None and row["interval_low"] is None and row["smallest_detectable"] is None


def test_no_action_makes_no_row_and_reads_no_statistics_library():
    import subprocess
    import sys

    code = (
        "import sys, polars as pl; from warehouse.impact.tables import impacts;"
        "empty = pl.DataFrame(schema={name: pl.String for name in"
        " ('school_id', 'action_id', 'academic_year', 'message_kind', 'pupil_id', 'intervention', 'reached_on')});"
        "assert impacts(empty, empty, empty).height == 0;"
        "print(sorted({'scipy', 'statsmodels'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_action_of_another_day_is_judged_from_its_own_day(school):
    weeks, reach = school
    later = reach.with_columns(reached_on=pl.lit(date(2026, 3, 4)))
    assert impacts(weeks, later, DRAWN)["start_date"].to_list() == [date(2026, 3, 4)]
