"""Surveys: questions from headings, options only where they are proven, ids that survive a larger export, roles."""

import csv
import datetime as dt
import io

import polars as pl
import pytest

from tests.intake.conftest import landed
from warehouse.intake import Options, inspect_file, load_file
from warehouse.intake.question_bank import read_bank
from warehouse.intake.shapes import read_rows
from warehouse.intake.text import clean_heading, normalise
from warehouse.settings import REFERENCE_SEEDS

FORMS = ["ID", "Start time", "Completion time", "Email", "Name"]
BANK = read_rows(REFERENCE_SEEDS / "question_bank.csv")


def written(*records):
    text = io.StringIO()
    csv.writer(text).writerows(records)
    return text.getvalue()


def forms_file(headings, *answers, first_id=1):
    """A Microsoft Forms export, one response a record."""
    start = [["13/11/2024 09:00:00", f"13/11/2024 09:0{i % 10}:00", "anonymous", ""] for i in range(len(answers))]
    records = [[str(first_id + i), *start[i], *answer] for i, answer in enumerate(answers)]
    return written(FORMS + headings, *records)


def question(role, kind):
    return next(row for row in BANK if row["respondent_role"] == role and row["answer_kind"] == kind)


def options_of(option_set):
    rows = read_rows(REFERENCE_SEEDS / "answer_options.csv")
    return [row["answer_text"] for row in rows if row["option_set"] == option_set]


def test_a_forms_export_lands_one_row_per_question_and_option(export, home):
    path = export(
        forms_file(["Which days suit you?", "Anything else?"], ["Monday;Friday;", ""], ["Friday;", "A longer word"])
    )
    result = load_file(home, path)
    assert (result.kind, result.accepted) == ("survey", 2)
    rows = landed(home, "surveys").select("record_no", "question_no", "option_no", "answer_kind", "answer_text")
    assert rows.filter(pl.col("question_no") == 1).rows() == [
        (2, 1, 1, "multi_choice", "Monday"),
        (2, 1, 2, "multi_choice", "Friday"),
        (3, 1, 1, "multi_choice", "Friday"),
    ]
    assert rows.filter((pl.col("question_no") == 2) & (pl.col("record_no") == 2))["answer_text"].to_list() == [None]


def test_a_semicolon_in_somebodys_own_words_parts_nothing(export, home):
    said = ["We moved; it is far now", "No; not really", "Nothing; thank you", "Fine"]
    load_file(home, export(forms_file(["Anything else?"], *[[text] for text in said])))
    assert landed(home, "surveys")["answer_text"].to_list() == said


def test_known_options_are_parted_at_commas_only_where_an_option_begins(export, home):
    asked = question("staff", "multi_choice")
    options = options_of(asked["option_set"])
    with_comma = next(option for option in options if "," in option)
    plain = next(option for option in options if "," not in option)
    cell = f"{with_comma}, {plain}, the bus, which is late"
    path = export(written(["Timestamp", asked["question_text"]], ["2024/11/11 12:54:00 PM GMT", cell]))
    load_file(home, path)
    rows = landed(home, "surveys")
    assert rows["answer_text"].to_list() == [with_comma, plain, "the bus, which is late"]
    assert set(rows["respondent_role"]) == {"staff"}
    assert rows["submitted_at"][0] == dt.datetime(2024, 11, 11, 12, 54)  # noqa: DTZ001 - school time has no zone


def test_surveymonkey_columns_under_one_question_are_its_options(export, home):
    path = export(
        written(
            ["Respondent ID", "Start Date", "What helps?", "", "", "How often?", "Which fits?", ""],
            ["", "", "A call", "A text", "Other (please specify)", "Response", "Morning", "Evening"],
            ["11", "06/13/2025 10:00:00 AM", "A call", "A text", "a walk", "Often", "Yes", "No"],
            ["12", "06/14/2025 10:00:00 AM", "", "", "", "Rarely", "No", "No"],
        )
    )
    result = load_file(home, path)
    assert result.data_records == 2 and "first 2 records are headings" in result.warnings[0]
    rows = landed(home, "surveys").select("record_no", "question_text", "option_no", "answer_text").rows()
    assert set(rows) == {
        (3, "What helps?", 1, "A call"),
        (3, "What helps?", 2, "A text"),
        (4, "What helps?", 1, None),
        (3, "What helps?: Other (please specify)", 1, "a walk"),
        (4, "What helps?: Other (please specify)", 1, None),
        (3, "How often?", 1, "Often"),
        (4, "How often?", 1, "Rarely"),
        (3, "Which fits?: Morning", 1, "Yes"),
        (4, "Which fits?: Morning", 1, "No"),
        (3, "Which fits?: Evening", 1, "No"),
        (4, "Which fits?: Evening", 1, "No"),
    }


def test_numbered_boxes_of_one_name_are_one_question(export, home):
    headings = ["One", "Two", "Three", "bus___1", "bus___2", "bus___1_lab", "bus___2_lab"]
    records = [["Agree", "Yes", "Often", "1", "0", "Yes", "No"], ["Agree", "Yes", "Often", "1", "1", "Yes", "Yes"]] * 3
    load_file(home, export(written(headings, *records)), Options(kind="survey"))
    rows = landed(home, "surveys").filter(pl.col("question_text") == "bus")
    assert rows.filter(pl.col("record_no") <= 3).select("record_no", "answer_kind", "answer_text").rows() == [
        (2, "multi_choice", "1"),
        (3, "multi_choice", "1"),
        (3, "multi_choice", "2"),
    ]


def test_a_larger_export_of_the_same_form_keeps_the_ids_of_its_responses(export, home):
    answers = [
        ["Agree", "Yes"],
        ["Agree", "Yes"],
        ["Disagree", "No"],
        ["Agree", "No"],
        ["Disagree", "Yes"],
        ["Agree", "Yes"],
    ]
    headings = ["School helps", "Would come", "Told in time"]
    small = [[*answer, "Agree"] for answer in answers]
    load_file(home, export(written(headings, *small), "small.csv"), Options(kind="survey"))
    first = landed(home, "surveys")
    load_file(home, export(written(headings, ["No", "No", "Disagree"], *small), "large.csv"), Options(kind="survey"))
    second = landed(home, "surveys").filter(pl.col("upload_id") != first["upload_id"][0])
    assert set(first["response_id"]) < set(second["response_id"])
    assert first["response_id"].n_unique() == 6 and second["response_id"].n_unique() == 7
    assert first["survey_id"].unique().to_list() == second["survey_id"].unique().to_list()


def test_two_waves_that_number_from_one_do_not_share_responses(export, home):
    load_file(home, export(forms_file(["Well?"], ["Yes"]), "wave1.csv"))
    later = forms_file(["Well?"], ["No"]).replace("13/11/2024", "16/06/2025")
    load_file(home, export(later, "wave2.csv"))
    rows = landed(home, "surveys")
    assert rows["survey_id"].n_unique() == 1 and rows["response_id"].n_unique() == 2


def test_copies_are_kept_and_marked_in_surveys(export, home):
    records = [["Agree", "Yes", "Often"]] * 3 + [["Disagree", "No", "Never"]] * 3
    result = load_file(home, export(written(["One", "Two", "Three"], *records)))
    assert (result.accepted, result.duplicates, result.decision) == (6, 4, "accept")
    assert landed(home, "surveys").filter("is_duplicate")["record_no"].unique().sort().to_list() == [3, 4, 6, 7]


def test_a_blank_answer_is_missing_and_the_response_is_kept(export, home):
    result = load_file(home, export(forms_file(["Well?", "Fed?"], ["", "NA"], ["Yes", "No"])))
    assert result.accepted == 2
    assert landed(home, "surveys").filter(pl.col("record_no") == 2)["answer_text"].to_list() == [None, None]


def test_personal_columns_are_dropped_by_heading_and_by_what_they_hold(export, home):
    headings = ["Your child's name", "How can we reach you?", "Well?"]
    path = export(forms_file(headings, ["Zebedee", "z@example.org", "Yes"], ["Florence", "07700 900123", "No"]))
    result = load_file(home, path)
    rows = landed(home, "surveys")
    assert set(rows["question_text"]) == {"Well?"}
    assert any("Your child's name, How can we reach you?" in note for note in result.notes)


def test_numbers_are_values_and_words_are_keys(export, home):
    load_file(home, export(forms_file(["Score", "Well?"], ["7", "Yes, very!"], ["10", "No"])))
    rows = landed(home, "surveys").select("answer_kind", "answer_text", "answer_key", "answer_value")
    assert set(rows.rows()) == {
        ("number", "7", "7", 7.0),
        ("number", "10", "10", 10.0),
        ("choice", "Yes, very!", "yes very", None),
        ("choice", "No", "no", None),
    }


@pytest.mark.parametrize(
    "headings, answers, role",
    [
        (["How is your child doing?"], {}, "parent"),
        (["Which year group", "Year group"], {}, "pupil"),
        (["Well?"], {}, "unknown"),
        (["Well?"], {"respondent_role": "staff"}, "staff"),
    ],
)
def test_who_answered_is_told_by_the_headings_or_by_the_person(headings, answers, role, export, home):
    load_file(home, export(forms_file(headings, ["Yes"] * len(headings))), Options(answers=answers))
    assert set(landed(home, "surveys")["respondent_role"]) == {role}


def test_the_site_a_respondent_names_is_the_responses_site(export, home):
    site = next(row for row in BANK if row["question_id"] == "background_site" and row["respondent_role"] == "parent")
    load_file(home, export(forms_file([site["question_text"], "Well?"], ["Eastside", "Yes"], ["", "No"])))
    rows = landed(home, "surveys")
    assert dict(rows.select("record_no", "site").unique().rows()) == {2: "Eastside", 3: None}


def test_american_timestamps_of_surveymonkey_need_no_question(export):
    path = export(written(["Respondent ID", "End Date", "Well?"], ["11", "06/08/2025 10:00:00 AM", "Yes"]))
    found = inspect_file(path)
    assert (found.decision, found.date_order) == ("accept", "mdy")


def test_a_bad_time_of_sending_sets_its_response_aside(export):
    path = export(written(["Timestamp", "Well?"], ["2024/11/11 9:00:00 AM GMT", "Yes"], ["never", "No"]))
    found = inspect_file(path)
    assert [(p.record, p.code) for p in found.quarantined_records] == [(3, "bad_date")] and found.accepted == 1


def test_every_question_of_the_bank_is_known_by_its_own_words():
    bank = read_bank()
    assert BANK and all(normalise(row["question_text"]) == row["question_key"] for row in BANK)
    assert all(row["question_key"] in bank for row in BANK)


def test_headings_lose_tags_and_keys_lose_punctuation():
    assert clean_heading("One<br>two &amp;  <b>three</b>") == "One two & three"
    assert normalise("  What's – the SCHOOL's name?") == "what s the school s name"
