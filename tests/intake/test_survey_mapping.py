"""A survey of any words, sent question by question to the bank's: what lands, what is asked, what is said."""

import polars as pl
import pytest

from tests.intake.conftest import landed, nothing_stored
from tests.intake.test_surveys import forms_file
from warehouse.errors import FileRefused, QuestionOpen
from warehouse.intake import Options, inspect_file, load_file
from warehouse.intake.shapes import read_rows
from warehouse.intake.survey_mapping import targets
from warehouse.settings import REFERENCE_SEEDS

BANK = read_rows(REFERENCE_SEEDS / "question_bank.csv")
GOOD_NEWS, SAFE = "parent_communicating_01", "pupil_wellbeing_01"


def key_of(question_id, role="parent"):
    return next(r["question_key"] for r in BANK if (r["question_id"], r["respondent_role"]) == (question_id, role))


def mapped(said, **answers):
    return Options(question_map=said, answers=answers)


def answer_keys(home):
    """Answer text to the key it landed with."""
    return dict(landed(home, "surveys").select("answer_text", "answer_key").drop_nulls("answer_text").unique().rows())


def test_an_inspection_shows_every_question_with_its_commonest_options_and_whether_it_is_known(export):
    headings = ["Do you hear good news?", "The school tells me when my child has done well.", "Anything else?"]
    said = [["Yes", "Agree", f"A long thought about the school, number {n}"] for n in range(4)] + [["No", "", ""]]
    found = inspect_file(export(forms_file(headings, *said)))
    good, told, comment = found.survey_questions
    assert (good.question_key, good.answer_kind, good.options) == ("do you hear good news", "choice", ["Yes"])
    assert (good.responses, good.target, good.is_known) == (5, None, False)
    assert (told.target, told.is_known, told.responses) == (f"item:{GOOD_NEWS}", True, 4)
    assert (comment.answer_kind, comment.options) == ("free_text", [])


def test_a_question_mapped_to_an_item_lands_under_its_key_with_other_words_read_on_its_scale(export, home):
    said = ["Definitely agree", "Tend to agree", "Neither", "4 - Disagree", "Very dissatisfied", "Don't know"]
    path = export(forms_file(["Good news?"], *[[text] for text in said]))
    load_file(home, path, mapped({"good news": f"item:{GOOD_NEWS}"}))
    rows = landed(home, "surveys")
    assert set(rows["question_key"]) == {key_of(GOOD_NEWS)} and set(rows["question_text"]) == {"Good news?"}
    assert set(rows["respondent_role"]) == {"parent"}
    assert answer_keys(home) == {
        "Definitely agree": "strongly agree",
        "Tend to agree": "agree",
        "Neither": "neither agree nor disagree",
        "4 - Disagree": "disagree",
        "Very dissatisfied": "strongly disagree",
        "Don't know": None,
    }


def test_words_that_no_scale_knows_are_said_and_shown_only_where_several_gave_them(export, home):
    answers = [["Wonderful"]] * 3 + [["Ask Mrs Bun"], ["Agree"]]
    result = load_file(home, export(forms_file(["Good news?"], *answers)), mapped({"good news": f"item:{GOOD_NEWS}"}))
    assert result.decision == "accept_with_warnings" and result.accepted == 5
    warning = next(text for text in result.warnings if "Good news?" in text)
    assert "'Wonderful', 1 given by one or two people" in warning and "Bun" not in warning


@pytest.mark.parametrize(
    "scale, keys",
    [
        ("1-5", {"1": "strongly disagree", "2": "disagree", "5": "strongly agree"}),
        ("5-1", {"1": "strongly agree", "2": "agree", "5": "strongly disagree"}),
        ("1-10", {"1": "strongly disagree", "2": "disagree", "5": "disagree"}),
    ],
)
def test_numbers_are_asked_about_and_read_on_the_scale_that_is_answered(scale, keys, export, home):
    path = export(forms_file(["Good news?"], ["1"], ["2"], ["5"]))
    good_news = {"good news": f"item:{GOOD_NEWS}"}
    found = inspect_file(path, mapped(good_news))
    assert [(q.id, q.choices) for q in found.questions] == [("scale", ("1-5", "5-1", "1-7", "7-1"))]
    load_file(home, path, mapped(good_news, scale=scale))
    assert answer_keys(home) == keys


def test_numbers_whose_question_tells_the_ends_of_its_scale_are_not_asked_about(export, home):
    heading = "Good news? (1 = strongly agree, 5 = strongly disagree)"
    load_file(home, export(forms_file([heading], ["1"], ["4"])), mapped({heading: f"item:{GOOD_NEWS}"}))
    assert answer_keys(home) == {"1": "strongly agree", "4": "disagree"}


def test_a_known_question_answered_in_numbers_asks_which_way_they_run(export, home):
    path = export(forms_file(["I feel safe when I am here."], ["1"], ["5"]))
    with pytest.raises(QuestionOpen, match="says least"):
        load_file(home, path)
    assert nothing_stored(home)
    load_file(home, path, Options(answers={"scale": "1-5"}))
    assert answer_keys(home) == {"1": "never", "5": "always"}


def test_options_mapped_to_barriers_are_matched_by_words_then_by_likeness_and_the_rest_is_said(export, home):
    answers = [["Transport;Work commitments;"], ["Childcare;Not knowing how to help;"]] + [
        ["Lack of tim;The weather;"]
    ] * 3
    options = mapped({"what stops you": "barriers"}, respondent_role="parent")
    result = load_file(home, export(forms_file(["What stops you?"], *answers)), options)
    rows = landed(home, "surveys")
    assert set(rows["question_key"]) == {key_of("parent_barriers")} and set(rows["answer_kind"]) == {"multi_choice"}
    assert answer_keys(home) == {
        "Transport": "getting there is hard buses lifts cost",
        "Work commitments": "my work hours get in the way",
        "Childcare": "i have nobody to look after my other children",
        "Not knowing how to help": "i do not feel i have the skills to help with school work",
        "Lack of tim": "there are not enough hours in the day",
        "The weather": "the weather",
    }
    assert any("by likeness" in text and "'Lack of tim'" in text for text in result.warnings)
    assert any("not known" in text and "'The weather'" in text for text in result.warnings)


def test_barriers_joined_by_commas_are_parted_where_an_option_is_known(export, home):
    answers = [["Transport, Childcare"], ["My job, which is nights, Transport"], ["Cost"]]
    options = mapped({"what stops you": "barriers"}, respondent_role="parent")
    load_file(home, export(forms_file(["What stops you?"], *answers)), options)
    assert landed(home, "surveys").select("record_no", "answer_text").rows() == [
        (2, "Transport"),
        (2, "Childcare"),
        (3, "My job, which is nights"),
        (3, "Transport"),
        (4, "Cost"),
    ]


def test_barriers_of_a_survey_whose_respondents_are_unknown_ask_who_answered(export):
    path = export(forms_file(["What stops you?"], ["Transport;"]))
    found = inspect_file(path, mapped({"what stops you": "barriers"}))
    assert [(q.id, q.choices) for q in found.questions] == [("respondent_role", ("parent", "staff", "pupil"))]


def test_background_free_text_and_ignore_land_as_they_are_named(export, home):
    headings = ["School year", "How are things?", "Favourite colour"]
    said = {
        "school year": "background:background_year_group",
        "how are things": "free_text",
        "favourite colour": "ignore",
    }
    path = export(forms_file(headings, ["Y9", "Fine", "Red"], ["10", "Fine", "Blue"]))
    load_file(home, path, mapped(said, respondent_role="pupil"))
    rows = landed(home, "surveys").select("question_no", "question_key", "answer_kind", "answer_text", "answer_key")
    year = key_of("background_year_group", "pupil")
    assert rows.sort("question_no").rows() == [
        (1, year, "choice", "Y9", "year 9"),
        (1, year, "choice", "10", "year 10"),
        (2, "how are things", "free_text", "Fine", None),
        (2, "how are things", "free_text", "Fine", None),
    ]
    column = next(c for c in inspect_file(path, mapped(said, respondent_role="pupil")).columns if "colour" in c.header)
    assert (column.treatment, column.why) == ("ignored", "said by hand")


def test_the_answers_of_the_command_line_map_questions_too(export, home):
    answers = {"question:good news": f"item:{GOOD_NEWS}"}
    load_file(home, export(forms_file(["Good news?"], ["Agree"])), Options(answers=answers))
    assert set(landed(home, "surveys")["question_key"]) == {key_of(GOOD_NEWS)}


def test_of_two_questions_with_the_same_words_either_can_be_mapped(export, home):
    path = export(forms_file(["Well?", "Well?"], ["Agree", "Disagree"]))
    assert [q.question_key for q in inspect_file(path).survey_questions] == ["well", "well #2"]
    load_file(home, path, mapped({"well #2": f"item:{GOOD_NEWS}"}))
    rows = landed(home, "surveys").select("question_no", "question_key").rows()
    assert rows == [(1, "well"), (2, key_of(GOOD_NEWS))]


def test_every_target_that_is_offered_can_be_mapped_to(export):
    staff = targets("staff")
    assert list(staff)[:2] == ["item:staff_confidence_01", "item:staff_confidence_02"]
    assert staff["background:background_site"] == "At which site do you mostly work?"
    assert {"barriers", "free_text", "ignore"} < set(staff) and not any("parent_" in target for target in staff)
    said = {f"question {number}": target for number, target in enumerate(staff)}
    path = export(forms_file(list(said), ["Agree"] * len(said), ["Disagree"] * len(said)))
    found = inspect_file(path, mapped(said, respondent_role="staff"))
    assert (found.error, [seen.target for seen in found.survey_questions]) == (None, list(staff))
    assert set(targets()) > set(staff) | set(targets("pupil"))


@pytest.mark.parametrize(
    "said, answers, says",
    [
        ({"well": "item:no_such"}, {}, "not known: use item:<id>"),
        ({"well": "barrier"}, {}, "not known: use item:<id>"),
        ({"well": f"item:{GOOD_NEWS}"}, {"respondent_role": "staff"}, "asked of parent, .* answered by staff"),
        ({"well": f"item:{GOOD_NEWS}", "fed": f"item:{GOOD_NEWS}"}, {}, "Two questions go to item"),
        ({"fed": f"item:{GOOD_NEWS}"}, {"scale": "up"}, "That scale is not known"),
        ({"well": "ignore", "fed": "ignore"}, {}, "No column of the survey is a question"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_hold_is_refused_with_its_reason(said, answers, says, export, home):
    path = export(forms_file(["Well?", "Fed?"], ["Agree", "4"], ["Disagree", "2"]))
    with pytest.raises(FileRefused, match=says):
        load_file(home, path, mapped(said, **answers))
    assert nothing_stored(home)


def test_several_ticks_cannot_be_one_answer_of_an_item(export):
    text = "Respondent ID,What helps?,\n,A call,A text\n11,A call,A text\n12,,A text\n"
    found = inspect_file(export(text), mapped({"what helps": f"item:{GOOD_NEWS}"}))
    assert "several options may be ticked" in found.error


def test_a_question_of_the_map_that_is_not_in_the_file_is_said_and_passed_over(export):
    found = inspect_file(export(forms_file(["Well?"], ["Yes"])), mapped({"another": "free_text"}))
    assert found.warnings == ["1 question of the mapping not in this file: passed over."]


def test_a_survey_keeps_its_responses_ids_when_it_is_mapped_later(export, home):
    path = export(forms_file(["Good news?", "Colour"], ["Agree", "Red"], ["Disagree", "Blue"]))
    load_file(home, path)
    load_file(home, path, mapped({"good news": f"item:{GOOD_NEWS}", "colour": "ignore"}))
    ids = landed(home, "surveys").group_by("upload_id").agg(pl.col("survey_id", "response_id").unique().sort())
    assert ids.height == 2 and ids["survey_id"].n_unique() == 1 and ids["response_id"].n_unique() == 1


def test_an_answer_that_was_nothing_but_an_address_is_missing_and_an_option_of_ones_own_is_masked(export, home):
    text = (
        "Respondent ID,What helps?,,,Anything else?\n"
        ",A call,A text,Other,Response\n"
        "11,A call,,Ring 07700 900123,jo@example.org\n"
        "12,,A text,A lift,Fine\n"
        "13,,A text,,Fine\n"
    )
    load_file(home, export(text))
    rows = landed(home, "surveys")
    said = rows.filter(pl.col("question_text") == "What helps?: Other").sort("record_no")["answer_text"].to_list()
    assert said == ["Ring (left out)", "A lift", None]
    said = rows.filter(pl.col("question_text") == "Anything else?").sort("record_no")["answer_text"].to_list()
    assert said == [None, "Fine", "Fine"]
