"""The reference catalogue holds what the five documents hold, in the project's own words."""

import re
from collections import Counter, defaultdict

import pytest

from tests.reference.rows import CROSSWALK, FIGURES, ITEM_IDS, ITEMS, NEEDS, ONE_SENTENCE, ROOT, SEEDS, rows_of

DOCUMENTS = ROOT.parent / "shared" / "seeds"
LONGEST_SHARED_RUN = 7  # words in a row that may be the same as in a source document

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
ALL_ROWS = {"framework_items": ITEMS, "crosswalk": CROSSWALK, "question_needs": NEEDS, "published_figures": FIGURES}


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text, length):
    found = words(text)
    return {" ".join(found[start : start + length]) for start in range(len(found) - length + 1)}


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


def test_every_key_question_says_what_data_would_answer_it():
    questions = {item["item_id"] for item in ITEMS if item["framework_id"] == "key_questions"}
    assert sorted(row["key_question_id"] for row in NEEDS) == sorted(questions)
    assert [row for row in NEEDS if len(row["would_answer"].split()) < 8] == []


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
