"""Small tables worked out by hand: what must be held back, what need not, and what earlier releases ask."""

import polars as pl
import pytest

from tests.disclosure.schools import BARRIERS, TERMS, school, tables
from warehouse.disclosure.audit import audit
from warehouse.disclosure.earlier import State, is_safe_change
from warehouse.disclosure.planning import plan
from warehouse.disclosure.policies import POLICIES, Policy, rate_of
from warehouse.disclosure.solve import CannotProtect, solve
from warehouse.disclosure.system import Crowd, Item, Secret, System
from warehouse.read import MARTS


def frames(seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two indicators and a barrier of one term of a generated school: enough to release, and quick."""
    indicators, barriers = tables(school(seed, TERMS[:1]))
    kept = pl.col("indicator_id").is_in(["persistent_absence_rate", "two_way_reach_rate"]) & (
        pl.col("period_type") == "term"
    )
    return indicators.filter(kept), barriers.filter(pl.col("barrier_id") == BARRIERS[0])


def table(counts: dict[str, int], secret: str, width: int = 5) -> System:
    """One row of counts with their total, each shown in a row of its own; ``secret`` is held back."""
    system = System(values=counts | {"total": sum(counts.values())})
    for name, value in system.values.items():
        system.items[name] = Item(name, (name,), value + (1000 if name == "total" else 0))
    system.equal([(name, 1) for name in counts] + [("total", -1)])
    system.held.add(secret)
    system.secrets.append(Secret(secret, ((secret, 1),), width))
    return system


def test_one_hidden_count_is_the_total_less_the_others():
    system = table({"a": 3, "b": 20, "c": 30}, "a")
    (finding,) = audit(system, {"a"})
    assert finding.width == 0


def test_the_cheapest_other_count_that_is_enough_is_held_back_too():
    assert solve(table({"a": 3, "b": 20, "c": 30}, "a")).held_back == {"a", "b"}


def test_a_partner_too_small_to_hide_behind_is_not_enough():
    found = solve(table({"a": 1, "b": 2, "c": 30}, "a"))  # with b alone a is 0 to 3
    assert found.held_back == {"a", "c"} and found.is_optimal


def test_where_everything_is_small_the_total_goes_too():
    found = solve(table({"a": 1, "b": 1}, "a"))
    assert "total" in found.held_back


def test_those_held_back_together_are_many_enough():
    system = table({"a": 300, "b": 400, "c": 5000}, "a", 60)
    assert solve(system).held_back == {"a", "b"}
    system.crowds.append(Crowd((("a", 1), ("b", 2), ("c", 30)), "total", 5))
    assert solve(system).held_back == {"a", "c"}


def test_whole_numbers_are_looked_at_where_fractions_would_seem_wide_enough():
    system = System(values={"a": 6, "b": 7, "c": 3})
    system.items = {"a": Item("a", ("a",), 1), "b": Item("b", ("b",), 1), "c": Item("c", ("c",), 1)}
    system.equal([("a", 2), ("b", 1)])  # 19, so a is at most 9.5
    system.equal([("a", 2), ("c", -1)])  # 9, so a is at least 4.5: five wide, and in whole numbers 5 to 9
    system.secrets.append(Secret("a", (("a", 1),), 5))
    (finding,) = audit(system, {"a", "b", "c"})
    assert finding.width == 4


def test_what_an_earlier_release_showed_cannot_be_held_back_any_more():
    system = table({"a": 3, "b": 20}, "a")
    system.kept |= {"b", "total"}
    with pytest.raises(CannotProtect):
        solve(system)


def test_the_same_figures_give_the_same_release():
    assert plan(*frames(11)).shown == plan(*frames(11)).shown


def _cells(found) -> dict:
    return {item: State(cell, item in found.shown) for item, cell in found.cells.items()}


def test_an_unchanged_build_is_released_as_it_was():
    first = plan(*frames(12))
    second = plan(*frames(12), earlier=[_cells(first)])
    assert second.shown == first.shown and not second.unsafe


def test_a_change_is_safe_when_enough_people_are_behind_it_and_not_all_are_alike():
    cells = plan(*frames(13)).cells
    reach = next(cell for cell in cells.values() if cell.rate.of_people and cell.rate.least == 5)
    moved = lambda by, of: type(reach)(  # noqa: E731
        **{**vars(reach), "numerator": reach.numerator + by, "denominator": reach.denominator + of}
    )
    assert is_safe_change(reach, reach)
    assert not is_safe_change(reach, moved(1, 1))  # one joined, and is counted
    assert not is_safe_change(reach, moved(0, 6))  # six joined, and none of them is
    assert not is_safe_change(reach, moved(6, 6))  # or all of them are
    assert not is_safe_change(reach, moved(1, 0))  # one was put right
    assert is_safe_change(reach, moved(6, 12))


@pytest.mark.parametrize("severe, is_shown", [(20, True), (26, False), (30, False)])
def test_the_few_between_two_large_counts_within_one_another_are_secret_too(severe, is_shown):
    key = ("term", TERMS[0], "s", "all", "all")
    rows = [("persistent_absence_rate", *key, 30, 60, 60), ("severe_absence_rate", *key, severe, 60, 60)]
    indicators, barriers = frames(11)
    indicators = pl.DataFrame(rows, schema=indicators.schema, orient="row")
    first = plan(indicators, barriers.clear())
    assert (len(first.shown) == 2) is is_shown
    told = {item: State(cell, True) for item, cell in first.cells.items()}
    assert len(plan(indicators, barriers.clear(), earlier=[told]).shown) == 2, "what was told before is no secret"


def test_every_table_governors_may_read_has_a_policy_and_no_other():
    assert set(POLICIES) == {name for name, mart in MARTS.items() if "governor" in mart.roles}


@pytest.mark.parametrize(
    "fault",
    [
        {"table": "rpt_household_reach"},
        {"table": "no_such_table"},
        {"keys": ("feed", "uploads")},  # a column is missing
        {"keys": ("feed", "uploads", "newest_date", "pupil_id")},  # a column that is not there
        {"keys": ("feed", "uploads", "newest_date", "row_count")},  # a column twice
        {"rule": "whatever"},
        {"rule": "cells"},  # no counts
    ],
)
def test_a_policy_that_does_not_fit_its_table_fails_when_it_is_made(fault):
    good = {"table": "rpt_freshness", "rule": "copies", "because": "", "keys": ("feed", "uploads", "newest_date")}
    assert Policy(**good, dropped=("row_count",))
    with pytest.raises(ValueError, match="POLICIES"):
        Policy(**(good | {"dropped": ("row_count",)} | fault))


def test_an_indicator_nobody_declared_is_not_released():
    assert rate_of("shoe_size_rate") is None
    indicators, barriers = frames(14)
    named = indicators.with_columns(
        indicator_id=indicators["indicator_id"].str.replace("persistent_absence_rate", "shoe_size")
    )
    assert not [cell for cell in plan(named, barriers).cells.values() if cell.about == "shoe_size"]
