"""Surveys as form tools write them: each shape with golden counts of its questions, options and answers."""

import json
import time

import polars as pl
import pytest

from tests.intake.conftest import landed
from tests.intake.test_surveys import forms_file, written
from warehouse.intake import Options, inspect_file, load_file

SAFE, TALK = "I feel safe when I am here.", "There is an adult here I can talk to."
DAYS = ("Monday", "Tuesday, late", "Friday")
MONKEY = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"]
QUALTRICS = ["StartDate", "EndDate", "Status", "IPAddress", "RecordedDate", "ResponseId", "RecipientLastName"]


def monkey_file(questions, *answers):
    """A SurveyMonkey export: ``questions`` are (question, [what stands below it in record 2])."""
    first, second = list(MONKEY), [""] * len(MONKEY)
    for question, below in questions:
        first += [question] + [""] * (len(below) - 1)
        second += below
    start = ["442000001", "06/08/2025 09:00:00 AM", "06/08/2025 09:04:00 AM", "192.0.2.1", ""]
    return written(first, second, *([str(118 + n), *start, *cells] for n, cells in enumerate(answers)))


def qualtrics_file(questions, *answers):
    """A Qualtrics export: ``questions`` are (name of the column, its words in record 2)."""
    names, words = [name for name, _ in questions], [text for _, text in questions]
    ids = [json.dumps({"ImportId": f"QID{n}"}) for n in range(len(QUALTRICS) + len(names))]
    start = ["2025-06-08 09:00:00", "2025-06-08 09:04:00", "IP Address", "192.0.2.1", "2025-06-08 09:04:01"]
    rows = ([*start, f"R_{n}", "", *cells] for n, cells in enumerate(answers))
    return written(QUALTRICS + names, QUALTRICS + words, ids, *rows)


def google_file(questions, *answers):
    """A Google Forms sheet."""
    return written(
        ["Timestamp", *questions], *([f"2025/06/08 9:0{n % 10}:00 AM GMT+1", *a] for n, a in enumerate(answers))
    )


def read(home, path, options=None):
    """Question to its kind and how often each answer was given (None: no answer)."""
    load_file(home, path, options)
    rows = landed(home, "surveys")
    counts = rows.group_by("question_text", "answer_kind", "answer_text").agg(pl.len())
    found = {}
    for question, kind, answer, count in counts.rows():
        found.setdefault(question, (kind, {}))[1][answer] = count
    return found


def test_microsoft_forms_likert_rows_ticks_numbers_and_words(export, home):
    headings = [SAFE, TALK, "Which days suit you?", "How likely are you to come again?", "Anything else?"]
    path = export(
        forms_file(
            headings,
            ["Always", "Often", "Monday;Tuesday, late;", "7", ""],
            ["Often", "", "Friday;", "10", "A longer word about how it went on that day"],
        )
    )
    assert read(home, path) == {
        SAFE: ("choice", {"Always": 1, "Often": 1}),
        TALK: ("choice", {"Often": 1, None: 1}),
        "Which days suit you?": ("multi_choice", {"Monday": 1, "Tuesday, late": 1, "Friday": 1}),
        "How likely are you to come again?": ("number", {"7": 1, "10": 1}),
        "Anything else?": ("free_text", {"A longer word about how it went on that day": 1, None: 1}),
    }


def test_an_order_of_microsoft_forms_is_one_question_for_each_option_answered_by_its_place(export, home):
    orders = ["Call;Text;Letter;", "Text;Call;Letter;", "Text;Letter;Call;", ""]
    assert read(home, export(forms_file(["Put in order"], *[[order] for order in orders]))) == {
        "Put in order: Call": ("number", {"1": 1, "2": 1, "3": 1, None: 1}),
        "Put in order: Letter": ("number", {"2": 1, "3": 2, None: 1}),
        "Put in order: Text": ("number", {"1": 2, "2": 1, None: 1}),
    }
    values = landed(home, "surveys").filter(pl.col("question_text") == "Put in order: Text").sort("record_no")
    assert values["answer_value"].to_list() == [2.0, 1.0, 1.0, None]


def test_ticks_that_all_made_in_one_order_are_no_ranking(export, home):
    ticked = read(home, export(forms_file(["Which?"], *[["Call;Text;Letter;"]] * 4)))
    assert ticked == {"Which?": ("multi_choice", {"Call": 4, "Text": 4, "Letter": 4})}


def test_a_grid_of_google_forms_is_one_question_a_row_and_the_bank_knows_rows_by_their_words(export, home):
    headings = [f"How is it here? [{SAFE}]", f"How is it here? [{TALK}]", "How is it here? [The food]"]
    path = export(google_file(headings, ["Always", "Never", "Often"], ["Often", "", "Often"]))
    assert read(home, path) == {
        headings[0]: ("choice", {"Always": 1, "Often": 1}),
        headings[1]: ("choice", {"Never": 1, None: 1}),
        headings[2]: ("choice", {"Often": 2}),
    }
    rows = landed(home, "surveys")
    assert set(rows["respondent_role"]) == {"pupil"}
    assert rows["question_key"].unique(maintain_order=True).to_list() == [
        "i feel safe when i am here",
        "there is an adult here i can talk to",
        "how is it here the food",
    ]
    assert [q.target for q in inspect_file(path).survey_questions][1:] == ["item:pupil_wellbeing_02", None]


@pytest.mark.parametrize("sign", [";", "; ", "\n", "|", " | "])
def test_ticks_are_parted_at_each_sign_that_form_tools_join_them_with(sign, export, home):
    cells = [sign.join(DAYS), sign.join(DAYS[:2]), DAYS[0], sign.join(DAYS[1:]), sign.join(DAYS[::2]), ""]
    found = read(home, export(google_file(["Which days?", "Well?"], *[[cell, "Yes"] for cell in cells])))
    assert found["Which days?"] == ("multi_choice", {"Monday": 4, "Tuesday, late": 3, "Friday": 3, None: 1})


def test_commas_part_only_options_the_bank_knows(export, home):
    asked = "What helps you most on a hard day? Tick all that apply."
    practical = "Doing something practical, such as cooking or sport"
    cells = [f"Time in a quiet space, {practical}", practical, "My dog, and my bike, Being with my friends"]
    found = read(home, export(google_file([asked, "Which days?"], *[[cell, "Monday, Friday"] for cell in cells])))
    assert found[asked][1] == {
        "Time in a quiet space": 1,
        practical: 2,
        "My dog, and my bike": 1,
        "Being with my friends": 1,
    }
    assert found["Which days?"] == ("choice", {"Monday, Friday": 3})


def test_paragraphs_of_somebodys_own_words_are_not_parted(export, home):
    said = ["It was good.\nThank you.", "Too loud.\n\nMore chairs | fewer speeches.", "Fine", "No"]
    found = read(home, export(google_file(["Anything else?"], *[[text] for text in said])))
    assert found["Anything else?"][1] == dict.fromkeys(said, 1)


def test_surveymonkey_ticks_rows_orders_and_words(export, home):
    questions = [
        ("Which days?", [*DAYS, "Other (please specify)"]),
        ("How is it here?", [SAFE, TALK]),
        ("Put in order", ["Call", "Text", "Letter"]),
        ("How often?", ["Response"]),
        ("Anything else?", ["Open-Ended Response"]),
    ]
    path = export(
        monkey_file(
            questions,
            ["Monday", "Tuesday, late", "", "", "Always", "Never", "1", "2", "3", "Daily", ""],
            ["", "", "Friday", "at night", "Often", "Never", "3", "1", "2", "Daily", "Thanks"],
        )
    )
    assert read(home, path) == {
        "Which days?": ("multi_choice", {"Monday": 1, "Tuesday, late": 1, "Friday": 1}),
        "Which days?: Other (please specify)": ("choice", {None: 1, "at night": 1}),
        f"How is it here?: {SAFE}": ("choice", {"Always": 1, "Often": 1}),
        f"How is it here?: {TALK}": ("choice", {"Never": 2}),
        "Put in order: Call": ("number", {"1": 1, "3": 1}),
        "Put in order: Text": ("number", {"2": 1, "1": 1}),
        "Put in order: Letter": ("number", {"3": 1, "2": 1}),
        "How often?": ("choice", {"Daily": 2}),
        "Anything else?": ("choice", {None: 1, "Thanks": 1}),
    }
    keys = landed(home, "surveys").filter(pl.col("question_text").str.contains("How is it"))["question_key"].unique()
    assert set(keys) == {"i feel safe when i am here", "there is an adult here i can talk to"}


def test_surveymonkey_ticks_exported_as_the_number_of_the_option_are_ticks(export, home):
    questions = [("Which days?", [*DAYS, "Other (please specify)"])]
    path = export(monkey_file(questions, ["1", "2", "", ""], ["", "", "3", "at night"], ["1", "", "", ""]))
    found = read(home, path)
    assert found["Which days?"] == ("multi_choice", {"Monday": 2, "Tuesday, late": 1, "Friday": 1})


def test_qualtrics_ticks_rows_orders_and_words(export, home):
    asked = "Thinking of this term - which days?"
    questions = [
        *((f"Q1_{n}", f"{asked} - {day}") for n, day in enumerate(DAYS, start=1)),
        ("Q1_3_TEXT", f"{asked} - Friday - Text"),
        ("Q2_1", f"How is it here? - {SAFE}"),
        ("Q2_2", f"How is it here? - {TALK}"),
        ("Q3_1", "Put in order - Call"),
        ("Q3_2", "Put in order - Text"),
        ("Q4", "What would help? - please tell us"),
    ]
    path = export(
        qualtrics_file(
            questions,
            ["Monday", "Tuesday, late", "", "", "Always", "Never", "1", "2", "A lift"],
            ["", "", "Friday", "after three", "Often", "Never", "2", "1", ""],
        )
    )
    assert read(home, path) == {
        asked: ("multi_choice", {"Monday": 1, "Tuesday, late": 1, "Friday": 1}),
        f"{asked} - Friday - Text": ("choice", {None: 1, "after three": 1}),
        f"How is it here? - {SAFE}": ("choice", {"Always": 1, "Often": 1}),
        f"How is it here? - {TALK}": ("choice", {"Never": 2}),
        "Put in order - Call": ("number", {"1": 1, "2": 1}),
        "Put in order - Text": ("number", {"2": 1, "1": 1}),
        "What would help? - please tell us": ("choice", {None: 1, "A lift": 1}),
    }
    rows = landed(home, "surveys")
    assert {"i feel safe when i am here", "there is an adult here i can talk to"} < set(rows["question_key"])
    assert rows["record_no"].min() == 4 and set(rows["respondent_role"]) == {"pupil"}


def test_qualtrics_ticks_exported_as_ones_are_ticks_and_known_rows_are_not(export, home):
    questions = [("Q1_1", "Which days? - Monday"), ("Q1_2", "Which days? - Friday")]
    questions += [("Q2_1", f"Here - {SAFE}"), ("Q2_2", f"Here - {TALK}")]
    path = export(qualtrics_file(questions, ["1", "", "1", ""], ["1", "1", "1", "1"]))
    found = read(home, path, Options(answers={"scale": "5-1"}))
    assert found["Which days?"] == ("multi_choice", {"Monday": 2, "Friday": 1})
    assert found[f"Here - {SAFE}"] == ("choice", {"1": 2})
    keys = landed(home, "surveys").filter(pl.col("question_text").str.starts_with("Here"))["answer_key"]
    assert set(keys) == {"always", None}


def test_a_column_an_option_in_brackets_is_one_question(export, home):
    headings = [f"Which days? [{day}]" for day in DAYS]
    found = read(home, export(google_file(headings, ["Yes", "", "Yes"], ["", "Yes", "Yes"])))
    assert found == {"Which days?": ("multi_choice", {"Monday": 1, "Tuesday, late": 1, "Friday": 2})}


def test_yes_and_no_in_every_row_stay_answers_of_each_row(export, home):
    headings = ["Do you have? [A laptop]", "Do you have? [A desk]"]
    found = read(home, export(google_file(headings, ["Yes", "No"], ["No", "No"])))
    assert found == {headings[0]: ("choice", {"Yes": 1, "No": 1}), headings[1]: ("choice", {"No": 2})}


def test_a_later_export_of_a_form_has_the_same_survey_whatever_its_answers_are_like(export, home):
    small = forms_file(["Put in order", "Reach us"], ["A;B;C;", "jo@example.org"])
    large = forms_file(
        ["Put in order", "Reach us"],
        ["A;B;C;", "jo@example.org"], ["B;A;C;", "by bus"], ["C;A;B;", "on foot"], ["C;B;A;", "by car"],
    )  # fmt: skip
    load_file(home, export(small, "small.csv"))
    load_file(home, export(large, "large.csv"))
    assert landed(home, "surveys")["survey_id"].n_unique() == 1


def test_personal_columns_of_every_tool_are_left_out(export, home):
    for number, text in enumerate(
        (
            forms_file(["Well?"], ["Yes"]).replace("anonymous", "jo@example.org"),
            monkey_file([("Well?", ["Response"])], ["Yes"]),
            qualtrics_file([("Q1", "Well?")], ["Yes"]),
        )
    ):
        load_file(home, export(text, f"{number}.csv"))
    assert set(landed(home, "surveys")["question_text"]) == {"Well?"}
    assert not {"jo@example.org", "192.0.2.1"} & set(landed(home, "surveys")["answer_text"])


def test_headings_made_to_keep_a_pattern_busy_are_read_in_no_time(export):
    headings = ["_" * 50_000 + "!", "[" * 50_000 + "x]", "Q_" + "1" * 50_000 + "x", "Well?"]
    start = time.process_time()
    found = inspect_file(export(forms_file(headings, ["Yes"] * 4, ["No"] * 4)))
    assert found.kind == "survey" and time.process_time() - start < 3
