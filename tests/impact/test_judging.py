"""What the impact room says of an action: the planted effects, too little data, who was chosen and how."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from scipy.stats import ttest_ind

from benchmarks.schools import START, make_school
from tests.samples.sums import current_marks, read, sessions_by
from warehouse.impact.families import Action, Rules, family_rates
from warehouse.impact.judging import judge
from warehouse.impact.kinds import judge_kinds
from warehouse.impact.wording import rules, words

COUNTS = ["pupil_id", "household_id", "week_start", "attended", "possible"]
PUPILS = ("pupils_2024_25.csv", "pupils_2025_26.csv")
DRAWN, CHOSEN = Action("texts", START, is_random=True), Action("texts", START, is_random=False)


def school(seed: int = 3, **wanted):
    return make_school(np.random.default_rng(seed), **wanted)


@pytest.fixture(scope="module")
def centre() -> tuple[pl.DataFrame, dict[str, str]]:
    """Weekly counts of the demonstration's pupils from its files, and the household of each."""
    homes = {row["Pupil ID"]: row["Household ID"] for name in PUPILS for row in read(name)}
    weekly = sessions_by(current_marks(), lambda pupil_id, day: (pupil_id, day - timedelta(days=day.weekday())))
    rows = [(pupil, homes[pupil], week, s.possible - s.absent, s.possible) for (pupil, week), s in weekly.items()]
    return pl.DataFrame(rows, COUNTS, orient="row"), homes


def pupils_of(households: dict[str, date], homes: dict[str, str]) -> pl.DataFrame:
    rows = [(pupil, households[home]) for pupil, home in homes.items() if home in households]
    return pl.DataFrame(rows, {"pupil_id": pl.String, "reached_on": pl.Date}, orient="row")


def texts(homes: dict[str, str], kind: str) -> pl.DataFrame:
    first: dict[str, date] = {}
    for row in read("communication_log_2025_26.csv"):
        if row["Template"].startswith(kind) and row["Outcome"] != "Failed":
            first.setdefault(homes[row["Pupil ID"]], date.fromisoformat(row["Date and Time"][:10]))
    return pupils_of(first, homes)


def test_the_planted_effect_of_the_text_message_pilot_is_found(centre):
    counts, homes = centre
    pilot = Action("texts", date(2026, 1, 12), is_random=True)
    found = judge(counts, texts(homes, "Nudge"), pilot, rules())
    assert found.verdict_id == "gain"
    assert found.effect.low < 0.06 < found.effect.high
    assert (found.reached.pupils, found.others.pupils) == (28, 30)
    assert found.warnings == ()
    assert not found.pre_trend.excludes_zero


def test_the_two_kinds_of_text_cannot_be_told_apart_because_the_same_families_got_both(centre):
    counts, homes = centre
    reached = pl.concat(
        texts(homes, f"Nudge {number}").with_columns(message_kind=pl.lit(kind))
        for number, kind in ((1, "welcome"), (2, "attendance"))
    )
    found = {one.action.message_kind: one for one in judge_kinds(counts, reached, DRAWN, rules())}
    assert found["all"].verdict_id == "gain"
    assert {found[kind].verdict_id for kind in ("welcome", "attendance")} == {"not_apart"}
    assert not found["welcome"].effect.is_known


def test_no_effect_is_seen_of_the_psycho_education_classes_which_had_none(centre):
    counts, homes = centre
    came: dict[str, date] = {}
    for row in read("event_invitations_2024_25.csv"):
        if row["Event"].startswith("Psycho") and row["Attended"] == "Yes":
            came.setdefault(homes[row["Pupil ID"]], date(2025, 2, 26))
    found = judge(counts, pupils_of(came, homes), Action("classes", date(2025, 2, 26), is_random=False), rules())
    assert found.verdict_id == "no_sign"
    assert found.verdict == "no sign of a change"
    assert "chosen" in found.warnings


def test_with_families_drawn_at_random_the_range_is_welch_s_on_their_changes():
    made = school(saves=0.145)
    families = family_rates(made.counts, made.reached, DRAWN, Rules())
    change = (families["after"] - families["before"]).to_numpy()
    is_reached = families["is_reached"].to_numpy()
    welch = ttest_ind(change[is_reached], change[~is_reached], equal_var=False).confidence_interval()
    effect = judge(made.counts, made.reached, DRAWN, Rules()).effect
    assert (effect.low, effect.high) == pytest.approx(tuple(welch))


def test_where_families_were_chosen_the_range_holds_that_of_families_drawn_at_random():
    made = school(saves=0.3, by="low_lately")
    drawn, chosen = (judge(made.counts, made.reached, action, Rules()) for action in (DRAWN, CHOSEN))
    assert chosen.effect.low < drawn.effect.low
    assert chosen.effect.high >= drawn.effect.high
    assert {"chosen", "lower_before"} <= set(chosen.warnings)


def test_a_claim_about_chosen_families_says_that_something_else_may_be_behind_it():
    made = school(seed=5, saves=0.5)
    found = judge(made.counts, made.reached, CHOSEN, Rules())
    assert found.verdict_id == "gain_chosen"
    assert "not left to chance" in found.verdict


def test_an_effect_beyond_all_that_was_published_is_marked_as_doubtful():
    made = school(seed=5, saves=0.6)
    found = judge(made.counts, made.reached, DRAWN, Rules())
    assert found.effect.value > found.published[1]
    assert "beyond_published" in found.warnings


def test_nine_families_are_too_few_to_say_whatever_happened_to_them():
    made = school(saves=0.9)
    nine = made.reached.head(9)
    found = judge(made.counts, nine, DRAWN, Rules())
    assert found.verdict == "too few to say"
    assert not found.effect.is_known


def test_everybody_reached_leaves_nobody_to_compare_with():
    made = school()
    everybody = made.counts.select("pupil_id").unique().with_columns(reached_on=pl.lit(START))
    assert judge(made.counts, everybody, DRAWN, Rules()).verdict_id == "too_few"


def test_no_sign_is_not_said_where_even_a_large_effect_would_have_gone_unseen():
    made = school(seed=8)
    strict = replace(Rules(), largest_missed=0.01)
    assert judge(made.counts, made.reached, DRAWN, Rules()).verdict_id == "no_sign"
    assert judge(made.counts, made.reached, DRAWN, strict).verdict_id == "too_few"


def test_siblings_are_one_family_and_reaching_one_reaches_both():
    counts = pl.DataFrame(
        [(pupil, "H1", START + timedelta(days=7 * week), 5, 10) for pupil in ("P1", "P2") for week in range(-9, 9)],
        COUNTS,
        orient="row",
    )
    reached = pl.DataFrame({"pupil_id": ["P2"], "reached_on": [START]})
    assert family_rates(counts, reached, DRAWN, Rules()).rows() == [("H1", True, 2, 0.5, 0.5, 0.5, 0.5)]


def test_a_pupil_who_joined_too_late_does_not_count():
    made = school()
    late = made.counts.filter(
        (pl.col("pupil_id") != made.reached["pupil_id"][0]) | (pl.col("week_start") >= START - timedelta(days=14))
    )
    all_families, fewer = (family_rates(counts, made.reached, DRAWN, Rules()) for counts in (made.counts, late))
    assert fewer["pupils"].sum() == all_families["pupils"].sum() - 1


def test_families_reached_later_are_set_beside_the_same_weeks_of_the_others():
    """Everybody's attendance falls in the last weeks; nobody is helped, so no change may be seen."""
    weeks = range(-12, 16)
    rows = [
        (f"P{pupil}", None, START + timedelta(days=7 * week), (9 if week < 8 else 3) - (pupil + week) % 2, 10)
        for pupil in range(40)
        for week in weeks
    ]
    counts = pl.DataFrame(rows, COUNTS, orient="row")
    when = [START if pupil < 10 else START + timedelta(days=49) for pupil in range(20)]
    reached = pl.DataFrame({"pupil_id": [f"P{pupil}" for pupil in range(20)], "reached_on": when})
    found = judge(counts.cast({"household_id": pl.String}), reached, DRAWN, Rules())
    assert found.effect.value == pytest.approx(0, abs=0.01)


def test_points_are_said_with_the_smaller_one_first():
    made = school(seed=5, saves=0.5)
    loss = judge(
        made.counts.with_columns(attended=pl.col("possible") - pl.col("attended")), made.reached, DRAWN, Rules()
    )
    low, high = sorted((-100 * loss.effect.low, -100 * loss.effect.high))
    assert loss.verdict == f"consistent with a loss of {low:.1f} to {high:.1f} points"


def test_every_word_that_a_judgement_may_use_is_on_the_list():
    for verdict in ("too_few", "not_apart", "apart_before", "no_sign", "gain", "loss", "gain_chosen", "loss_chosen"):
        assert words("verdict", verdict)
    for warning in ("chosen", "lower_before", "trend_before", "beyond_published", "many_left_out"):
        assert words("warning", warning)
