"""The question bank keeps its keys, and the demo's surveys show the gaps that docs/demo_data.md plants."""

import csv
from collections import Counter

import pytest

from seeds.generator.question_bank import OFFERED_BARRIERS, offered_barriers, options_of
from tests.samples.sums import SAMPLES, read
from warehouse.intake.text import normalise

REFERENCE = SAMPLES.parent / "reference"
TERMS = ("2024_25_autumn", "2024_25_summer", "2025_26_summer")
QUESTION = "gets in the way"


def _reference(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


BANK, OPTIONS, SCALES = (_reference(f"{name}.csv") for name in ("question_bank", "answer_options", "scales"))
WORDINGS = _reference("answer_wordings.csv")


def _share(role: str, term: str, barrier_id: str, site: str | None = None) -> float:
    """Share (0 to 1) of the respondents of a wave who name a barrier."""
    rows = read(f"{role}_survey_{term}.csv")
    asked, site_column = (next(h for h in rows[0] if part in h.lower()) for part in (QUESTION, "site"))
    rows = [row for row in rows if site in (None, row[site_column])]
    return sum(offered_barriers(f"barriers_{role}")[barrier_id] in row[asked] for row in rows) / len(rows)


def test_question_keys_are_the_normal_form_of_their_texts_and_unique():
    assert [row["question_key"] for row in BANK] == [normalise(row["question_text"]) for row in BANK]
    assert max(Counter(row["question_key"] for row in BANK).values()) == 1
    assert max(Counter((row["respondent_role"], row["question_id"]) for row in BANK).values()) == 1


def test_answer_keys_are_the_normal_form_of_their_texts_and_unique_in_their_set():
    assert [row["answer_key"] for row in OPTIONS] == [normalise(row["answer_text"]) for row in OPTIONS]
    assert max(Counter((row["option_set"], row["answer_key"]) for row in OPTIONS).values()) == 1


def test_other_wordings_are_in_normal_form_and_mean_one_thing_wherever_they_are_read():
    assert [row["answer_key"] for row in WORDINGS] == [normalise(row["answer_text"]) for row in WORDINGS]
    assert max(Counter((row["wording_set"], row["answer_key"]) for row in WORDINGS).values()) == 1
    points = Counter(row["answer_key"] for row in WORDINGS if row["answer_value"])
    assert max(points.values()) == 1


def test_every_barrier_and_group_has_other_wordings_and_none_means_something_unknown():
    barriers = {row["barrier_id"] for row in OPTIONS}
    assert {row["barrier_id"] for row in WORDINGS if row["wording_set"] == "barriers"} == barriers
    groups = {(row["option_set"], row["group_value"]) for row in OPTIONS if row["group_value"]}
    assert {(row["wording_set"], row["group_value"]) for row in WORDINGS if row["group_value"]} <= groups


def test_scales_and_option_sets_of_questions_exist_and_are_used():
    assert {row["scale_id"] for row in BANK} - {""} == {row["scale_id"] for row in SCALES}
    assert {row["option_set"] for row in BANK} - {""} == {row["option_set"] for row in OPTIONS}


@pytest.mark.parametrize("option_set", ["barriers_parent", "barriers_staff"])
def test_the_bank_words_each_of_the_27_barriers_once_for_parents_and_for_staff(option_set):
    named = [row["barrier_id"] for row in OPTIONS if row["option_set"] == option_set]
    items = [row for row in _reference("framework_items.csv") if row["item_type"] == "barrier"]
    assert Counter(named) == Counter([*(row["item_id"] for row in items), ""])
    assert sum("," in text for text in options_of(option_set)) >= 5


def test_pupils_are_asked_of_the_barriers_they_can_see_some_of_each_group():
    named = [row["barrier_id"] for row in OPTIONS if row["option_set"] == "barriers_pupil" and row["barrier_id"]]
    barriers = {row["item_id"] for row in _reference("framework_items.csv") if row["item_type"] == "barrier"}
    assert set(named) < barriers and len(named) == len(set(named)) == 13
    assert {barrier_id.split("_")[1] for barrier_id in named} == {"social", "attitudes", "practical"}


def test_favourable_options_of_a_scale_are_its_two_best():
    for option_set in ("agree_5", "how_often_5"):
        rows = {row["answer_value"]: row["is_favourable"] for row in OPTIONS if row["option_set"] == option_set}
        assert rows == {"5": "true", "4": "true", "3": "false", "2": "false", "1": "false"}


def test_the_forms_offer_barriers_of_all_three_groups():
    assert {barrier_id.split("_")[1] for barrier_id in OFFERED_BARRIERS} == {"social", "attitudes", "practical"}
    assert len(OFFERED_BARRIERS) == 14


@pytest.mark.parametrize(
    ("barrier_id", "published"),
    [("barrier_practical_01", 0.41), ("barrier_attitudes_01", 0.29), ("barrier_attitudes_05", 0.28)],
)
def test_parents_name_barriers_about_as_often_as_published(barrier_id, published):
    shares = [_share("parent", term, barrier_id) for term in TERMS]
    assert sum(shares) / len(shares) == pytest.approx(published, abs=0.04)


def test_staff_see_more_attitudes_and_less_work_than_parents_name():
    for term in TERMS:
        assert _share("staff", term, "barrier_attitudes_05") - _share("parent", term, "barrier_attitudes_05") > 0.2
        assert _share("parent", term, "barrier_practical_01") - _share("staff", term, "barrier_practical_01") > 0.08


def test_transport_is_named_more_at_eastside_and_not_knowing_falls_from_wave_to_wave():
    for term in TERMS:
        gap = _share("parent", term, "barrier_practical_05", "Eastside") - _share(
            "parent", term, "barrier_practical_05", "Westside"
        )
        assert gap > 0.15
    unknown = [_share("parent", term, "barrier_practical_03") for term in TERMS]
    assert unknown == sorted(unknown, reverse=True) and unknown[0] - unknown[-1] > 0.1


def test_each_form_tool_writes_several_ticks_in_its_own_way():
    microsoft = read("parent_survey_2024_25_autumn.csv")
    asked = next(heading for heading in microsoft[0] if QUESTION in heading)
    assert {row[asked][-1] for row in microsoft if row[asked]} == {";"}
    google = read("staff_survey_2024_25_autumn.csv")
    asked = next(heading for heading in google[0] if QUESTION in heading)
    assert any("judged, or labelled, if they ask for help" in row[asked] for row in google)
    with (SAMPLES / "pupil_wellbeing_survey_2024_25_autumn.csv").open(newline="", encoding="utf-8") as file:
        first, second, *_ = csv.reader(file)
    assert len(first) == len(second) and "Response" in second and first.count("") == len(options_of("pupil_helps")) - 1
