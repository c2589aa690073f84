"""The statistics room keeps what docs/methods.md promises: a small run here, the thousand schools in benchmarks."""

import json
from pathlib import Path

import pytest

from benchmarks.simulations import RESULTS, SCENARIOS, Barrier, Barriers, Impact, Rate, run

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods.md"
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}
KEPT = json.loads(RESULTS.read_text(encoding="utf-8"))["scenarios"]


@pytest.mark.parametrize("name", ["drawn at random, no effect", "chosen for low attendance lately, no effect"])
def test_forty_schools_without_an_effect_are_seldom_told_of_one(name):
    assert run(BY_NAME[name], 40)["claims"] <= 0.15  # more than 6 of 40 happen once in 300 runs at 5 %


def test_forty_schools_with_an_effect_have_it_inside_their_range():
    found = run(BY_NAME["drawn at random, six points"], 40)
    assert found["held"] >= 0.82
    assert found["found"] == pytest.approx(found["truth"], abs=0.025)


def test_a_rate_of_sessions_taken_as_independent_would_have_failed_this():
    """What Wilson over sessions holds, at 20 pupils: far less than the 93 % that the clustered interval keeps."""
    import numpy as np

    from benchmarks.schools import levels
    from warehouse.impact.shares import share

    random, held = np.random.default_rng(1), 0
    for _ in range(200):
        attended = random.binomial(300, 1 - levels(random.random(20))).sum()
        interval = share(int(attended), 6000)
        held += interval.low <= KEPT["attendance of 20 pupils in a year"]["truth"] <= interval.high
    assert held / 200 < 0.4


def scenarios(kind: type) -> list[str]:
    return [scenario.name for scenario in SCENARIOS if isinstance(scenario, kind)]


# Families chosen by somebody and judged as if drawn stand in the list to show what that would cost.
TOLD_RIGHT = [name for name in scenarios(Impact) if BY_NAME[name].is_random == (BY_NAME[name].by == "chance")]


def test_families_chosen_and_judged_as_if_drawn_would_give_many_false_claims():
    assert KEPT["chosen for low attendance lately, no effect, judged as if drawn"]["claims"] > 0.1


def test_the_results_kept_are_those_of_the_scenarios():
    assert list(KEPT) == [scenario.name for scenario in SCENARIOS]
    assert min(KEPT[name]["judged"] for name in scenarios(Impact)) >= 950


@pytest.mark.parametrize("name", [name for name in scenarios(Impact) if BY_NAME[name].by == "chance"])
def test_of_a_thousand_schools_drawn_at_random_93_to_97_in_a_hundred_hold_the_truth(name):
    assert 0.93 <= KEPT[name]["held"] <= 0.97


@pytest.mark.parametrize("name", [name for name in TOLD_RIGHT if BY_NAME[name].saves == 0])
def test_of_a_thousand_schools_without_an_effect_at_most_six_in_a_hundred_are_told_of_one(name):
    assert KEPT[name]["claims"] <= 0.06


@pytest.mark.parametrize("name", [name for name in scenarios(Impact) if not BY_NAME[name].is_random])
def test_where_families_were_chosen_the_range_is_wider_and_never_too_narrow(name):
    assert KEPT[name]["held"] >= 0.95


@pytest.mark.parametrize("name", scenarios(Barrier) + scenarios(Rate))
def test_differences_of_barrier_shares_and_rates_hold_the_truth(name):
    assert 0.93 <= KEPT[name]["held"] <= 0.97


@pytest.mark.parametrize("name", scenarios(Barriers))
def test_among_many_barriers_that_go_with_nothing_one_in_twenty_schools_is_told_of_any(name):
    assert KEPT[name]["any_claim"] <= 0.06


def test_an_effect_as_large_as_the_smallest_detectable_is_seen_four_times_in_five():
    nine = KEPT["drawn at random, nine points"]
    assert nine["truth"] == pytest.approx(nine["smallest_detectable"], abs=0.005)
    assert 0.72 <= nine["claims"] <= 0.85


def test_the_page_on_methods_says_the_figures_that_were_found():
    text = METHODS.read_text(encoding="utf-8")
    for name, found in KEPT.items():
        held = f"{100 * found['held']:.1f} %" if "held" in found else ""
        claims = found.get("claims", found.get("any_claim"))
        said = f"{100 * claims:.1f} %" if claims is not None else ""
        assert f"| {name} | {held} | {said} |" in text, name
