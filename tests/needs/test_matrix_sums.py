"""The matrix's sums, worked by hand: weighted ease, averages and spread, order, quadrants, survival, the trail."""

import polars as pl
import pytest

from warehouse.needs.challenges import trail
from warehouse.needs.matrix import EVEN, PARTS, places
from warehouse.needs.survival import survival, weightings

COLUMNS = ["option_id", "scorer_id", "impact", *PARTS]


def scores(*rows: tuple) -> pl.DataFrame:
    """(option, scorer, impact, effort, cost, time, resources, risk)"""
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def flat(option: str, impact: int, ease: int) -> tuple:
    return (option, "A", impact, *[ease] * 5)


def only(frame: pl.DataFrame) -> dict:
    assert frame.height == 1
    return frame.row(0, named=True)


def test_ease_is_the_mean_of_its_five_parts():
    row = only(places(scores(("a", "A", 4, 1, 2, 3, 4, 4)), EVEN))
    assert (row["ease"], row["impact"], row["priority"]) == pytest.approx((2.8, 4, 3.4))


def test_a_part_that_weighs_more_counts_more_and_only_proportions_matter():
    given = scores(("a", "A", 4, 1, 4, 4, 4, 4))
    heavy = {**EVEN, "effort": 6.0}
    assert only(places(given, heavy))["ease"] == pytest.approx((6 * 1 + 4 * 4) / 10)
    assert only(places(given, {part: weight * 0.5 for part, weight in heavy.items()}))["ease"] == pytest.approx(2.2)


def test_a_part_of_no_weight_does_not_count():
    assert only(places(scores(("a", "A", 4, 1, 4, 4, 4, 4)), {**EVEN, "effort": 0.0}))["ease"] == 4


def test_scorers_are_averaged_and_their_spread_is_kept():
    row = only(places(scores(("a", "A", 4, 1, 1, 1, 1, 1), ("a", "B", 1, 4, 4, 4, 4, 4)), EVEN))
    assert (row["scorers"], row["impact"], row["ease"]) == (2, 2.5, 2.5)
    assert (row["impact_low"], row["impact_high"], row["ease_low"], row["ease_high"]) == (1, 4, 1, 4)


@pytest.mark.parametrize(
    "impact, ease, quadrant",
    [(4, 4, "quick win"), (4, 1, "major work"), (1, 4, "easy extra"), (2, 2, "leave for now")],
)
def test_impact_and_ease_name_the_quadrant(impact, ease, quadrant):
    assert only(places(scores(flat("a", impact, ease)), EVEN))["quadrant"] == quadrant


def test_the_middle_of_the_scale_counts_as_high():
    row = only(places(scores(("a", "A", 2, 2, 2, 2, 2, 2), ("a", "B", 3, 3, 3, 3, 3, 3)), EVEN))
    assert (row["impact"], row["ease"], row["quadrant"]) == (2.5, 2.5, "quick win")


def test_options_are_ranked_by_impact_and_ease_ties_share_a_rank_and_impact_goes_first():
    rows = places(scores(flat("low", 1, 1), flat("easy", 2, 4), flat("strong", 4, 2), flat("best", 4, 4)), EVEN)
    assert rows["option_id"].to_list() == ["best", "strong", "easy", "low"]
    assert rows["rank"].to_list() == [1, 2, 2, 4]


def test_there_are_a_hundred_other_weightings_the_same_ones_each_time():
    made = weightings(EVEN)
    assert len(made) == 100 and made == weightings(EVEN)
    assert made[0] == {**EVEN, "effort": 2.0} and made[1] == {**EVEN, "effort": 0.5}
    assert all(0 <= weight <= 10 for weights in made[10:] for weight in weights.values())


def test_an_order_that_hangs_on_no_weight_survives_them_all():
    found = survival(scores(*(flat(name, 4 - at, 4 - at) for at, name in enumerate("abcd"))))
    assert (found.first, found.kept, found.of) == (3, 100, 100)
    assert found.ranges.rows() == [("a", 1, 1, 1), ("b", 2, 2, 2), ("c", 3, 3, 3), ("d", 4, 4, 4)]


def test_an_order_that_hangs_on_one_weight_is_counted_where_it_falls():
    cheap, quick = ("cheap", "A", 3, 2, 4, 1, 2, 2), ("quick", "A", 3, 2, 1, 3, 2, 2)
    found = survival(scores(cheap, quick))
    # 'cheap' leads by cost (3 points) over time (2 points): it stays first while 3 × cost is at least 2 × time
    stays = sum(3 * weights["cost"] >= 2 * weights["time"] - 1e-9 for weights in weightings(EVEN))
    assert (found.first, found.kept) == (1, stays) and 50 < stays < 100
    assert found.ranges.rows() == [("cheap", 1, 1, 2), ("quick", 2, 1, 2)]


def test_the_first_place_is_kept_by_an_option_that_comes_to_share_it():
    found = survival(scores(flat("a", 4, 4), flat("b", 4, 4)))
    assert (found.first, found.kept) == (1, 100)


def test_the_trail_says_what_was_challenged_and_which_scores_moved_with_it():
    score = {"option_id": "a", "scorer_id": "A", **dict.fromkeys(("impact", *PARTS), 3)}
    history = pl.DataFrame(
        [
            {"row_id": 1, "client_id": "first", **score},
            {"row_id": 2, "client_id": "second", **score, "scorer_id": "B", "impact": 4},
            {"row_id": 4, "client_id": "met:1", **score, "impact": 2},
            {"row_id": 5, "client_id": "met:2", **score, "scorer_id": "B", "impact": 2},
        ]
    )
    challenges = pl.DataFrame(
        [
            {"row_id": 3, "client_id": "met", "challenge_id": "c", "text": "Less than it looks", "outcome": "changed"},
            {"row_id": 6, "client_id": "open", "challenge_id": "d", "text": "Too dear", "outcome": None},
        ]
    )
    newest, oldest = trail(challenges, history)
    assert (newest["text"], newest["moves"]) == ("Too dear", {})
    assert oldest["moves"] == {"impact": [(3, 2), (4, 2)]}
