"""Indicators and published figures are told in full, and what is said of them twice is the same."""

import pytest

from tests.reference.rows import CROSSWALK, FIGURES, INDICATOR_IDS, INDICATORS, ITEM_IDS, rows_of


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


def test_numbers_that_stand_in_the_words_of_an_indicator_are_those_of_the_thresholds():
    limits = {row["threshold_id"]: int(float(row["value"])) for row in rows_of("thresholds")}
    said = {row["indicator_id"]: f"{row['name']} {row['definition']}" for row in rows_of("indicators")}
    days = limits["two_way_days"]
    two_way = said[f"two_way_reach_{days}_days"]
    assert f"in {days} days" in two_way and f"in the {days} days" in two_way
    assert limits["journey_weeks"] == 6 and "first six weeks" in said["distance_travelled"]
