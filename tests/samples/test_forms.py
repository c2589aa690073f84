"""Forms ready to paste: equal to the bank, whole for every respondent, and recognised when their answers come back."""

import csv
import io
import re

import polars as pl
import pytest

from seeds.generator.forms import FORMS, STEMS, TITLES, forms
from seeds.generator.question_bank import questions_for
from warehouse.intake import inspect_file, load_file
from warehouse.landing import active_files
from warehouse.settings import Home

OPTIONS = (FORMS.parent / "reference" / "answer_options.csv").read_text(encoding="utf-8")
GROUPS = (
    "parenting",
    "communicating",
    "volunteering",
    "home_learning",
    "decisions",
    "community",
    "wellbeing",
    "barriers",
)


def written(path, headings, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def form(role, tool):
    return (FORMS / f"{role}_{tool}.txt").read_text(encoding="utf-8")


def numbered(text):
    """Question to its lettered options, as an import would read them."""
    blocks = re.split(r"^\d+\. ", text, flags=re.M)[1:]
    return {b.splitlines()[0]: re.findall(r"^[A-Z]{1,2}\. (.*)$", b, flags=re.M) for b in blocks}


def pasted(text):
    """Heading of the export to its options: 'question [row]' for the rows of a grid."""
    found = {}
    for block in text.split("--- ")[1:]:
        kind, question, *rest = block.rstrip().splitlines()
        lists = {part.splitlines()[0]: part.splitlines()[1:] for part in "\n".join(rest).strip().split("\n\n") if part}
        if kind == "Multiple-choice grid":
            found |= {f"{question} [{row}]": lists["Columns:"] for row in lists["Rows:"]}
        else:
            found[question] = lists.get("Options:", [])
    return found


def answers(asked, number, join):
    """A response that goes round the options, two of them where several may be ticked."""
    cells = []
    for question, options in asked.items():
        if not options:
            cells.append(f"Own words, number {number}")
        elif "Tick all" in question:
            cells.append(join([options[number % len(options)], options[(number + 7) % len(options)]]))
        else:
            cells.append(options[number % len(options)])
    return cells


def test_the_committed_forms_are_those_of_the_bank():
    assert {path.name: path.read_text(encoding="utf-8") for path in FORMS.glob("*.txt")} == forms()


@pytest.mark.parametrize("role", TITLES)
def test_every_kind_of_respondent_is_asked_about_all_six_types_wellbeing_and_barriers(role):
    asked = {re.sub(rf"^{role}_|_\d+$", "", question.question_id) for question in questions_for(role)}
    assert set(GROUPS) <= asked
    assert {question.option_set for question in questions_for(role) if question.answer_kind == "likert"} <= set(STEMS)


@pytest.mark.parametrize("tool", ["microsoft_forms", "google_forms", "print"])
@pytest.mark.parametrize("role", TITLES)
def test_a_form_asks_every_question_of_its_respondents_once_and_of_nobody_else(role, tool):
    lines = [re.sub(r"^\d+\. ", "", line) for line in form(role, tool).splitlines()]
    for other in TITLES:
        times = [lines.count(question.text) for question in questions_for(other)]
        assert times == [int(other == role)] * len(times)


def microsoft_export(path, role):
    asked = numbered(form(role, "microsoft_forms"))
    start = [["13/11/2024 09:00:00", f"13/11/2024 09:{n:02}:00", "anonymous", ""] for n in range(1, 31)]
    rows = [[n, *start[n - 1], *answers(asked, n, lambda ticks: "".join(f"{t};" for t in ticks))] for n in range(1, 31)]
    return written(path, ["ID", "Start time", "Completion time", "Email", "Name", *asked], rows)


def google_export(path, role):
    asked = pasted(form(role, "google_forms"))
    rows = [[f"2024/11/13 9:{n:02}:00 AM GMT", *answers(asked, n, ", ".join)] for n in range(1, 31)]
    return written(path, ["Timestamp", *asked], rows)


@pytest.mark.parametrize("export", [microsoft_export, google_export])
@pytest.mark.parametrize("role", TITLES)
def test_the_answers_of_a_form_are_recognised_by_themselves(role, export, tmp_path):
    path = export(tmp_path / "answers.csv", role)
    found = inspect_file(path)
    assert (found.decision, found.kind, found.accepted, found.warnings) == ("accept", "survey", 30, [])
    assert all(seen.is_known and seen.target for seen in found.survey_questions)
    assert len(found.survey_questions) == len(questions_for(role))
    home = Home(tmp_path / "home")
    load_file(home, path)
    rows = pl.concat([pl.read_parquet(file) for file in active_files(home, "surveys")])
    assert set(rows["respondent_role"]) == {role} and set(rows["site"]) == {"Westside", "Eastside"}
    known = {row["answer_key"] for row in csv.DictReader(io.StringIO(OPTIONS))} | {"westside", "eastside"}
    assert set(rows.filter(pl.col("answer_kind") != "free_text")["answer_key"]) <= known
    ticks = rows.filter(pl.col("answer_kind") == "multi_choice").group_by("record_no", "question_no").len()
    assert set(ticks["len"]) <= {1, 2} and ticks.filter(pl.col("len") == 2).height >= 25
