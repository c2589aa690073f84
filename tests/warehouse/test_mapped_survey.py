"""A survey in a school's own words, mapped question by question, reaches the reports as it was worked out by hand."""

import csv
import io

import duckdb
import pytest

from tests.intake.conftest import landed
from tests.warehouse.landing_factory import make_landing, run
from warehouse.intake import Options, load_file
from warehouse.settings import Home

HEADINGS = ["Timestamp", "Do we tell you good news?", "What stops you coming in?", "Your child's campus", "Comments"]
# Eleven parents: 5 of the 8 with an opinion are favourable; of the 10 who answered the second question, 4 name
# transport, 3 work, 1 child care (as it is worded there) and 1 none.
ANSWERS = [
    ("Definitely agree", "Transport;Work commitments;", "North", "Fine"),
    ("Definitely agree", "Transport;", "North", ""),
    ("Tend to agree", "Transport;", "North", ""),
    ("Tend to agree", "Transport;Childcare;", "North", ""),
    ("Agree", "Work commitments;", "North", ""),
    ("Neither", "Work commitments;", "North", ""),
    ("Tend to disagree", "The weather;", "North", ""),
    ("Definitely disagree", "The weather;", "North", ""),
    ("Don't know", "The weather;", "North", ""),
    ("Don't know", "None;", "North", ""),
    ("", "", "At my mother's, Jo Bun", ""),
]
TARGETS = {
    "do we tell you good news": "item:parent_communicating_01",
    "what stops you coming in": "barriers",
    "your child s campus": "background:background_site",
    "comments": "free_text",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The warehouse's survey counts and barriers, built from the mapped survey alone."""
    folder = tmp_path_factory.mktemp("mapped")
    text = io.StringIO()
    times = [f"2025/01/{day:02} 9:00:00 AM GMT" for day in range(10, 10 + len(ANSWERS))]
    csv.writer(text).writerows([HEADINGS, *([time, *answer] for time, answer in zip(times, ANSWERS, strict=True))])
    (folder / "survey.csv").write_text(text.getvalue(), encoding="utf-8")
    home = Home(folder / "home")
    load_file(home, folder / "survey.csv", Options(question_map=TARGETS))
    file = make_landing(folder / "warehouse.duckdb", surveys=landed(home, "surveys").to_dicts())
    assert run(file).failure is None
    with duckdb.connect(str(file), read_only=True) as connection:
        yield connection


def test_the_favourable_share_of_a_scale_is_that_of_the_answers_with_an_opinion(reports):
    rows = reports.execute(
        "select numerator, denominator, people from core.fct_survey_counts "
        "where indicator_id = 'favourable_rate__type_2_communicating' and period_type = 'year' and group_type = 'all'"
    ).fetchall()
    assert rows == [(5, 8, 8)]


def test_the_share_of_a_barrier_is_that_of_those_who_answered_its_question(reports):
    rows = reports.execute(
        "select barrier_id, reported, respondents, round(share, 2) from reports.rpt_barriers "
        "where period_type = 'year' and group_type = 'all' order by barrier_id"
    ).fetchall()
    assert rows == [
        ("barrier_practical_01", 3, 10, 0.3),
        ("barrier_practical_05", 4, 10, 0.4),
        ("barrier_practical_06", 1, 10, 0.1),
    ]


def test_a_site_that_nearly_nobody_names_is_not_known_and_never_a_group_of_its_own(reports):
    rows = reports.execute(
        "select group_value, count(*) from core.brg_respondent_groups where group_type = 'site' group by 1 order by 1"
    ).fetchall()
    assert rows == [("North", 10), ("not known", 1)]
