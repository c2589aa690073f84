"""The crosswalk joins the frameworks to the types of involvement and through them to each other, each with a reason."""

import re
from collections import Counter

import pytest

from tests.reference.rows import (
    CROSSWALK,
    INDICATOR_IDS,
    INDICATORS,
    ITEM_IDS,
    ITEMS,
    ONE_SENTENCE,
    TYPES,
    partners_of,
    rows_of,
)

NOT_JOINED_ITSELF = {"type", "step", "channel"}  # a step and a channel count through the action they belong to


def test_every_item_is_joined_to_a_type_of_involvement():
    joined = set().union(*(partners_of(item) for item in TYPES))
    counted = [item["item_id"] for item in ITEMS if item["item_type"] not in NOT_JOINED_ITSELF]
    assert [item_id for item_id in counted if item_id not in joined] == []


def test_every_indicator_that_stands_for_itself_is_joined_to_a_type_and_to_nothing_else():
    joined = {(row["from_item_id"], row["to_item_id"]) for row in CROSSWALK if row["from_item_id"] in INDICATOR_IDS}
    assert {indicator for indicator, _ in joined} == {r["indicator_id"] for r in INDICATORS if not r["part_of"]}
    assert {to for _, to in joined} == TYPES
    assert [row for row in CROSSWALK if row["to_item_id"] in INDICATOR_IDS] == []


def test_a_survey_scale_about_a_type_is_joined_to_that_type_at_full_strength():
    strength = {(row["from_item_id"], row["to_item_id"]): row["strength"] for row in CROSSWALK}
    scales = [row for row in rows_of("scales") if row["involvement_type"]]
    pairs = [(f"favourable_rate__{scale['scale_id']}", scale["involvement_type"]) for scale in scales]
    assert len(pairs) >= len(TYPES)
    assert {pair: strength.get(pair) for pair in pairs} == dict.fromkeys(pairs, "3")


def test_every_idea_is_joined_to_the_type_it_is_listed_under():
    joined = {(row["from_item_id"], row["to_item_id"]) for row in CROSSWALK}
    ideas = [item for item in ITEMS if item["item_type"] == "idea"]
    assert [idea["item_id"] for idea in ideas if (idea["item_id"], idea["parent_item_id"]) not in joined] == []


@pytest.mark.parametrize("prefix", ["barrier_", "kq_", "idea_"])
def test_every_action_meets_a_barrier_serves_a_question_and_comes_from_an_idea(prefix):
    actions = [item["item_id"] for item in ITEMS if item["item_type"] == "action"]
    assert [action for action in actions if not any(p.startswith(prefix) for p in partners_of(action))] == []


def test_every_barrier_is_met_by_at_least_one_idea():
    barriers = [i["item_id"] for i in ITEMS if i["framework_id"] == "barriers" and i["item_type"] == "barrier"]
    assert [barrier for barrier in barriers if not any(p.startswith("idea_") for p in partners_of(barrier))] == []


@pytest.mark.parametrize("prefix", ["audit_theme_", "pillar_", "inspection_heading_", "policy_", "kq_", "barrier_"])
def test_each_type_of_involvement_leads_into_every_other_framework(prefix):
    assert [item for item in sorted(TYPES) if not any(p.startswith(prefix) for p in partners_of(item))] == []


def test_a_log_of_phone_calls_counts_in_all_six_vocabularies_through_communicating():
    elsewhere = {"kq_05", "pillar_2", "audit_theme_3", "inspection_heading_5", "policy_area_1"}
    assert elsewhere - partners_of("type_2") == set()


def test_a_pair_is_joined_once_whichever_way_round():
    pairs = Counter(frozenset((row["from_item_id"], row["to_item_id"])) for row in CROSSWALK)
    assert [sorted(pair) for pair, times in pairs.items() if times > 1 or len(pair) == 1] == []


def test_the_crosswalk_joins_only_items_and_indicators_that_exist():
    ends = {row[end] for row in CROSSWALK for end in ("from_item_id", "to_item_id")}
    assert ends - ITEM_IDS - INDICATOR_IDS == set()


def test_every_join_has_a_strength_and_a_reason_of_its_own():
    assert {row["strength"] for row in CROSSWALK} == {"1", "2", "3"}
    assert [row["reason"] for row in CROSSWALK if not re.fullmatch(ONE_SENTENCE, row["reason"])] == []
    reasons = Counter(row["reason"] for row in CROSSWALK)
    assert [reason for reason, times in reasons.items() if times > 1 or len(reason.split()) < 5] == []
