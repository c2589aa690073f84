"""The audit's sums, worked by hand: agreement, spread, too few to say, movement, and actions that overlap."""

import polars as pl
import pytest

from warehouse.needs.agreement import agreement, groups_may_be_shown, movement
from warehouse.needs.overlap import grouped, likeness, overlaps


def ratings(**by_statement: str) -> pl.DataFrame:
    """Ratings as letters n, d, s by raters 1, 2, …; the first two are staff, the third a parent, then governors."""
    names = {"n": "not_yet", "d": "developing", "s": "strong"}
    groups = ["staff", "staff", "parent", "governor", "governor", "governor"]
    rows = [
        (statement, f"rater {number}", groups[number], names[letter])
        for statement, letters in by_statement.items()
        for number, letter in enumerate(letters)
    ]
    return pl.DataFrame(rows, schema=["statement_id", "rater_id", "rater_group", "rating"], orient="row")


def one(frame: pl.DataFrame) -> dict:
    return frame.row(0, named=True)


def test_counts_middle_share_and_spread_of_five_raters():
    row = one(agreement(ratings(a="nddds")))
    assert (row["raters"], row["not_yet"], row["developing"], row["strong"]) == (5, 1, 3, 1)
    assert (row["median"], row["agreed"], row["spread"]) == (2.0, 0.6, 2)


def test_between_two_ratings_the_middle_lies_between_them():
    assert one(agreement(ratings(a="ddss")))["median"] == 2.5


@pytest.mark.parametrize("letters", ["s", "ns"])
def test_fewer_than_three_raters_are_counted_and_too_few_to_say(letters):
    row = one(agreement(ratings(a=letters)))
    assert row["raters"] == len(letters) and row["strong"] == 1 and not row["is_enough"]
    assert (row["median"], row["agreed"], row["spread"]) == (None, None, None)


def test_three_raters_are_enough():
    row = one(agreement(ratings(a="sss")))
    assert (row["is_enough"], row["agreed"], row["spread"]) == (True, 1.0, 0)


def test_each_group_is_counted_by_itself():
    rows = agreement(ratings(a="ndsds"), by=("statement_id", "rater_group"))
    counts = {row["rater_group"]: (row["raters"], row["strong"]) for row in rows.to_dicts()}
    assert counts == {"staff": (2, 0), "parent": (1, 1), "governor": (2, 1)}


def test_groups_are_shown_to_all_only_where_each_is_large_enough_for_each_statement():
    few = ratings(a="nds")
    enough = few.with_columns(rater_group=pl.lit("staff"))
    assert not groups_may_be_shown(few) and groups_may_be_shown(enough)
    one_more = ratings(b="n").with_columns(rater_group=pl.lit("staff"))
    assert not groups_may_be_shown(pl.concat([enough, one_more]))
    assert not groups_may_be_shown(few.clear())


def test_movement_is_up_down_none_or_too_few_and_only_of_statements_rated_twice():
    before = agreement(ratings(a="nnn", b="sss", c="ddd", d="nn", e="ddd"))
    now = agreement(ratings(a="ddd", b="dds", c="ddd", d="sss", f="sss"))
    moved = movement(now, before)
    assert dict(zip(moved["statement_id"], moved["moved"], strict=True)) == {"a": 1, "b": -1, "c": 0, "d": None}


def test_the_same_action_in_other_words_is_like_and_another_one_is_not():
    assert likeness("Train staff to talk with parents", "Staff training: talking to parents") >= 0.5
    assert likeness("Hold a parent forum each term", "Termly parent forum") >= 0.5
    assert likeness("Hold a parent forum each term", "Pay for bus fares") == 0


def test_one_shared_word_is_no_likeness_and_the_very_same_words_are():
    assert likeness("Parent forum", "Parent handbook") == 0
    assert likeness("Forum!", "forum") == 1


def actions(*rows: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["theme_id", "text"], orient="row")


def test_actions_under_two_themes_overlap_and_repetition_within_one_theme_does_not():
    found = overlaps(
        grouped(
            actions(
                ("theme_1", "Hold a parent forum each term"),
                ("theme_1", "Write down our vision"),
                ("theme_1", "Write our vision down"),
                ("theme_3", "A parent forum every term"),
                ("theme_4", "Map local services"),
            )
        )
    )
    assert found["text"].to_list() == ["Hold a parent forum each term", "A parent forum every term"]
    assert found["group_no"].n_unique() == 1


def test_likeness_does_not_creep_along_a_chain():
    rows = grouped(actions(("1", "red blue green"), ("2", "blue green grey black"), ("3", "grey black white")))
    assert rows["group_no"].to_list() == [0, 0, 1]
