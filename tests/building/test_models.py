"""Running a plan by hand: what a model or a check that goes wrong does to the rest and to the counts of a build."""

from pathlib import Path

import duckdb
import pytest

from warehouse import models
from warehouse.plan import Node, Plan

FINDS_ONE = "select 1 from reports.pupils where n = 2"


def node(name: str, kind: str, code: str, *after: str, **more: object) -> Node:
    told = {"place": f"reports.{name}", "reads": {}, "contract": None, "says": f"{name} in words", "is_warning": False}
    return Node(name=name, kind=kind, code=code, after=list(after), **told | more)


def ran(*nodes: Node) -> models.Outcome:
    plan = Plan({each.name: each for each in nodes}, Path("none"))
    with duckdb.connect() as connection:
        return models.run(plan, connection.cursor, lambda event: None)


PUPILS = node("pupils", "table", "select unnest([1, 2]) as n")


@pytest.mark.parametrize("is_warning, counts", [(False, (1, 1, 0)), (True, (1, 0, 1))])
def test_a_check_that_only_warns_is_counted_and_stops_no_build(is_warning, counts):
    finds = node("finds", "test", FINDS_ONE, "pupils", is_warning=is_warning)
    outcome = ran(PUPILS, finds, node("passes", "test", "select 1 where false", "pupils"))
    assert tuple(outcome.tests.values()) == counts and list(outcome.tests) == ["passed", "failed", "warned"]
    assert (outcome.failure is None) is is_warning
    assert is_warning or "finds in words (finds)" in outcome.failure


def test_what_reads_a_table_that_could_not_be_made_is_left_out_and_the_table_is_named():
    broken = node("broken", "table", "select nothing from nowhere")
    outcome = ran(broken, node("onward", "table", "from reports.broken", "broken"), node("check", "test", "", "onward"))
    assert outcome.failure.startswith("The table broken could not be made") and "nowhere" not in outcome.failure
    assert outcome.tests == {"passed": 0, "failed": 0, "warned": 0}
