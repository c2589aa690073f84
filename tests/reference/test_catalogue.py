"""The reference catalogue holds what the five documents hold, in the project's own words, and joins it up."""

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "reference"
DOCUMENTS = ROOT.parent / "shared" / "seeds"
LONGEST_SHARED_RUN = 7  # words in a row that may be the same as in a source document
ONE_SENTENCE = r"[A-Z0-9][^.?!]*[.?]"
TYPES = {f"type_{number}" for number in range(1, 7)}
NOT_JOINED_ITSELF = {"type", "step", "channel"}  # a step and a channel count through the action they belong to

COUNTS = {
    ("epstein", "type"): 6,
    ("epstein", "idea"): 132,
    ("key_questions", "partnership_question"): 16,
    ("key_questions", "impact_question"): 5,
    ("barriers", "group"): 3,
    ("barriers", "barrier"): 27,
    ("phase_1", "action"): 9,
    ("phase_1", "step"): 11,
    ("phase_1", "channel"): 3,
    ("planning_cycle", "priority"): 4,
    ("audit_tool", "theme"): 5,
    ("audit_tool", "statement"): 26,
    ("blueprint", "pillar"): 4,
    ("blueprint", "school_suggestion"): 22,
    ("blueprint", "parent_suggestion"): 13,
    ("blueprint", "parent_barrier"): 8,
    ("blueprint", "teacher_barrier"): 8,
    ("inspection", "heading"): 6,
    ("inspection", "school_expectation"): 18,
    ("inspection", "adviser_task"): 5,
    ("trust_policy", "area"): 3,
    ("trust_policy", "commitment"): 21,
    ("trust_policy", "engagement_kind"): 5,
    ("trust_policy", "known_of_parents"): 7,
    ("trust_policy", "role"): 5,
}
CHILDREN = {  # (type of the children): how many each parent has, parents in their own order
    "idea": [15, 28, 18, 22, 17, 32],
    "barrier": [10, 10, 7],
    "step": [1, 2, 1, 1, 1, 1, 1, 1, 2],
    "channel": [3],
    "statement": [5, 5, 6, 5, 5],
    "school_suggestion": [7, 6, 4, 5],
    "parent_suggestion": [3, 3, 4, 3],
    "commitment": [9, 7, 5],
}


def rows_of(name):
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ITEMS = rows_of("framework_items")
CROSSWALK = rows_of("crosswalk")
NEEDS = rows_of("question_needs")
FIGURES = rows_of("published_figures")
ITEM_IDS = {item["item_id"] for item in ITEMS}
INDICATORS = rows_of("indicators")
INDICATOR_IDS = {row["indicator_id"] for row in INDICATORS}
ALL_ROWS = {"framework_items": ITEMS, "crosswalk": CROSSWALK, "question_needs": NEEDS, "published_figures": FIGURES}


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text, length):
    found = words(text)
    return {" ".join(found[start : start + length]) for start in range(len(found) - length + 1)}


def partners_of(item_id):
    """Every item that a row of the crosswalk joins to this one, whichever way round it is written."""
    forward = {row["to_item_id"] for row in CROSSWALK if row["from_item_id"] == item_id}
    return forward | {row["from_item_id"] for row in CROSSWALK if row["to_item_id"] == item_id}


def test_each_framework_has_exactly_the_items_of_its_document():
    assert Counter((item["framework_id"], item["item_type"]) for item in ITEMS) == COUNTS


@pytest.mark.parametrize("item_type", CHILDREN)
def test_each_parent_has_exactly_the_children_of_its_section(item_type):
    counts = Counter(item["parent_item_id"] for item in ITEMS if item["item_type"] == item_type)
    parents_in_order = [item["item_id"] for item in ITEMS if item["item_id"] in counts]
    assert [counts[parent] for parent in parents_in_order] == CHILDREN[item_type]


def test_every_item_id_is_used_once():
    assert len(ITEM_IDS) == len(ITEMS)


def test_every_parent_is_an_item_of_the_same_framework():
    framework = {item["item_id"]: item["framework_id"] for item in ITEMS}
    strays = [
        i["item_id"] for i in ITEMS if i["parent_item_id"] and framework.get(i["parent_item_id"]) != i["framework_id"]
    ]
    assert strays == []


def test_positions_count_from_one_without_gaps_within_parent_and_type():
    positions = defaultdict(list)
    for item in ITEMS:
        positions[item["framework_id"], item["item_type"], item["parent_item_id"]].append(int(item["position"]))
    assert {key: found for key, found in positions.items() if found != list(range(1, len(found) + 1))} == {}


def test_the_ids_that_other_rooms_rely_on_name_what_they_should():
    label = {item["item_id"]: item["label"] for item in ITEMS}
    assert [label[f"barrier_practical_0{number}"] for number in range(1, 8)] == [
        "Work commitments",
        "Pressure of work or family time",
        "Services not known of",
        "Poor ongoing assessment",
        "Transport",
        "Child care",
        "Lack of time",
    ]
    assert (label["barrier_attitudes_01"], label["barrier_attitudes_05"]) == (
        "Lack of skills",
        "Own experience of education",
    )
    assert [label[f"phase_1_channel_{number}"] for number in (1, 2, 3)] == ["Online", "Forums", "Focus groups"]
    assert [item["item_id"] for item in ITEMS if item["framework_id"] == "key_questions"] == [
        f"kq_{number:02d}" for number in range(1, 22)
    ]


def test_labels_are_short_and_texts_are_one_sentence_with_a_source():
    for item in ITEMS:
        assert 0 < len(item["label"]) <= 60, item["item_id"]
        assert re.fullmatch(ONE_SENTENCE, item["text"]), item["item_id"]
        assert item["source_document"] in {"Strategy", "Blueprint", "Ofsted briefing", "Trust policy", "Audit tool"}
        assert item["source_section"], item["item_id"]


def test_every_key_question_reads_as_a_question():
    asked = [item["text"] for item in ITEMS if item["framework_id"] == "key_questions"]
    assert [text for text in asked if not text.endswith("?")] == []


def test_every_item_is_joined_to_a_type_of_involvement():
    joined = set().union(*(partners_of(item) for item in TYPES))
    counted = [item["item_id"] for item in ITEMS if item["item_type"] not in NOT_JOINED_ITSELF]
    assert [item_id for item_id in counted if item_id not in joined] == []


def test_every_indicator_that_stands_for_itself_is_joined_to_a_type_and_to_nothing_else():
    joined = {(row["from_item_id"], row["to_item_id"]) for row in CROSSWALK if row["from_item_id"] in INDICATOR_IDS}
    assert {indicator for indicator, _ in joined} == {r["indicator_id"] for r in INDICATORS if not r["part_of"]}
    assert {to for _, to in joined} == TYPES
    assert [row for row in CROSSWALK if row["to_item_id"] in INDICATOR_IDS] == []


def test_an_indicator_names_the_types_and_questions_that_the_joins_give_it():
    joins = [(row["from_item_id"], row["to_item_id"]) for row in CROSSWALK]
    questions = [(row["indicator_id"], row["key_question_id"]) for row in rows_of("question_indicators")]
    for row in INDICATORS:
        own = {to for one, to in joins if one == (row["part_of"] or row["indicator_id"])}
        assert set(row["types"].split(";")) == own, row["indicator_id"]
        asked = {to for one, to in questions if one == row["indicator_id"]}
        assert set(filter(None, row["questions"].split(";"))) == asked, row["indicator_id"]


def test_an_indicator_is_told_in_full():
    for row in INDICATORS:
        assert row["name"] and row["unit"] and row["denominator"] and row["feeds"], row["indicator_id"]
        assert len(row["definition"].split()) >= 5, row["indicator_id"]
        assert row["part_of"] in INDICATOR_IDS | {""}, row["indicator_id"]
        assert bool(row["numerator"]) == (row["value_kind"] in ("share", "count", "ratio")), row["indicator_id"]


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


def test_every_key_question_says_what_data_would_answer_it():
    questions = {item["item_id"] for item in ITEMS if item["framework_id"] == "key_questions"}
    assert sorted(row["key_question_id"] for row in NEEDS) == sorted(questions)
    assert [row for row in NEEDS if len(row["would_answer"].split()) < 8] == []


def test_published_figures_are_shares_of_known_subjects_with_year_and_source():
    assert len({figure["figure_id"] for figure in FIGURES}) == len(FIGURES)
    for figure in FIGURES:
        known = ITEM_IDS if figure["subject_type"] == "barrier" else INDICATOR_IDS
        assert figure["subject_id"] in known, figure["figure_id"]
        assert 0 < float(figure["value"]) < 1, figure["figure_id"]
        assert figure["year"], figure["figure_id"]
        assert figure["source"], figure["figure_id"]


def test_published_attendance_and_absence_add_up_to_one():
    value = {figure["subject_id"]: float(figure["value"]) for figure in FIGURES}
    assert value["attendance_rate"] + value["absence_rate"] == pytest.approx(1)
    assert value["severe_absence_rate"] < value["persistent_absence_rate"]


@pytest.mark.parametrize("name", ALL_ROWS)
def test_the_files_are_utf_8_with_plain_line_ends(name):
    content = (SEEDS / f"{name}.csv").read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")


def test_the_page_about_the_catalogue_gives_the_counts_that_the_files_hold():
    page = (ROOT / "docs" / "catalogue.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (\d+) \|", page, flags=re.MULTILINE)
    assert {(framework, item_type): int(count) for framework, item_type, count in told} == COUNTS


@pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="the five source documents (../shared/seeds) are not on this machine"
)
def test_no_text_repeats_eight_words_in_a_row_of_a_source_document():
    length = LONGEST_SHARED_RUN + 1
    source = set().union(*(runs(path.read_text(encoding="utf-8"), length) for path in DOCUMENTS.glob("*.txt")))
    assert len(source) > 10_000
    ours = [
        row[column]
        for rows in ALL_ROWS.values()
        for row in rows
        for column in row
        if column not in {"source", "source_section"}
    ]
    assert {run for text in ours for run in runs(text, length)} & source == set()


def test_the_dictionary_has_words_for_every_barrier_each_once_and_as_texts_are_compared():
    rows = rows_of("barrier_words")
    phrases = [row["phrase"] for row in rows]
    assert len(phrases) == len(set(phrases))
    assert all(re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", phrase) for phrase in phrases)
    barriers = {row["item_id"] for row in rows_of("framework_items") if row["item_type"] == "barrier"}
    assert {row["barrier_id"] for row in rows} == barriers


def test_numbers_that_stand_in_the_words_of_an_indicator_are_those_of_the_thresholds():
    limits = {row["threshold_id"]: int(float(row["value"])) for row in rows_of("thresholds")}
    said = {row["indicator_id"]: f"{row['name']} {row['definition']}" for row in rows_of("indicators")}
    days = limits["two_way_days"]
    two_way = said[f"two_way_reach_{days}_days"]
    assert f"in {days} days" in two_way and f"in the {days} days" in two_way
    assert limits["journey_weeks"] == 6 and "first six weeks" in said["distance_travelled"]
