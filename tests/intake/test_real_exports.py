"""Fifteen real files and what each must come out as; they are not the project's, so absent they are skipped."""

import json

import polars as pl
import pytest

from tests.intake.conftest import REAL_EXPORTS, landed, nothing_stored
from warehouse.errors import FileRefused, QuestionOpen
from warehouse.intake import Options, inspect_file, load_file

EXPECTED = REAL_EXPORTS / "expected.json"
FILES = json.loads(EXPECTED.read_text(encoding="utf-8"))["files"] if EXPECTED.exists() else []
BY_NUMBER = {entry["file"][:2]: entry for entry in FILES}
ABSENT = "the folder shared/real_exports is absent: its files are not part of the project"

pytestmark = pytest.mark.skipif(not FILES, reason=ABSENT)


def load(home, number, **options):
    result = load_file(home, REAL_EXPORTS / BY_NUMBER[number]["file"], Options(**options))
    return result, landed(home, result.feed)


def answers(rows, question):
    """Text of each answer to a question and how often it was given; blank as ''."""
    chosen = rows.filter(pl.col("question_text") == question)
    return dict(chosen["answer_text"].fill_null("").value_counts().rows())


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: entry["file"][:30])
def test_a_real_file_comes_out_as_expected(entry, home):
    expected, path = entry["expected"], REAL_EXPORTS / entry["file"]
    found = inspect_file(path)
    assert (found.kind, found.data_records) == (expected["kind"], expected["data_records"])
    assert found.decision in expected["decision"].split(" or ")
    if expected["accepted"]:
        result = load_file(home, path)
        assert (result.accepted, result.quarantined) == (expected["accepted"], expected["quarantined"])
        assert result.decision == found.decision
        assert landed(home, result.feed)["record_no"].n_unique() == expected["accepted"]
    else:
        with pytest.raises((FileRefused, QuestionOpen)):
            load_file(home, path)
        assert nothing_stored(home)


def test_01_two_heading_records_and_web_form_tags_are_read_away(home):
    result, rows = load(home, "01")
    golden = BY_NUMBER["01"]["expected"]["golden"]
    first = rows.filter(pl.col("question_no") == 1)["question_text"][0]
    assert answers(rows, first) == golden["col2 counts"]
    assert answers(rows, "Gender") == golden["Gender"]
    assert "<" not in "".join(rows["question_text"].unique())
    assert rows["record_no"].min() == 3 and result.data_records == 550


def test_02_pupils_answers_are_kept_and_their_names_are_not(home):
    result, rows = load(home, "02")
    golden = BY_NUMBER["02"]["expected"]["golden"]
    assert answers(rows, "Internet Access Type") == golden["Internet Access Type"]
    assert rows["pupil_id"].n_unique() == golden["distinct pupils"]
    assert set(rows["respondent_role"]) == {"pupil"}
    assert any("FirstName" in note for note in result.notes)
    assert not rows["question_text"].str.contains("Name").any()


def test_03_three_heading_records_and_no_address_or_place(home):
    _, rows = load(home, "03")
    assert rows["record_no"].unique().to_list() == [4]
    assert set(rows["question_text"]) == {
        "This is a multiple choice question.",
        "This is a free text question.",
        "Q2 - Topics",
    }
    assert not rows["answer_text"].drop_nulls().str.contains("130.92|47.1").any()


def test_04_only_semicolons_part_options_that_hold_commas(home):
    _, rows = load(home, "04")
    found = answers(rows, "behavior_adopted")
    for option, count in BY_NUMBER["04"]["expected"]["golden"]["behavior_adopted options"].items():
        assert found[option] == count
    assert rows.filter("is_duplicate")["record_no"].n_unique() == 16
    assert rows["response_id"].n_unique() == 176


def test_05_an_answer_with_a_label_twin_is_counted_once(home):
    _, rows = load(home, "05")
    golden = BY_NUMBER["05"]["expected"]["golden"]
    assert answers(rows, "school_lab") == golden["school_lab"]
    assert answers(rows, "year_group_lab") == golden["year_group_lab"]
    assert "school" not in set(rows["question_text"])


def test_06_levels_and_totals_stay_apart_and_sessions_add_up(home):
    _, rows = load(home, "06")
    golden = BY_NUMBER["06"]["expected"]["golden"]
    national = rows.filter((pl.col("area_level") == "national") & (pl.col("school_type") == "Total"))
    rates = {str(day): rate * 100 for day, rate in national.select("period_start", "attendance_rate").rows()}
    assert rates == pytest.approx(
        {day: float(value) for day, value in golden["national Total attendance_perc by date"].items()}
    )
    assert set(rows["area_level"]) == {"national", "regional", "local_authority"}
    total = rows["attended_sessions"] + rows["absent_sessions"]
    assert ((total - rows["possible_sessions"]).abs() < 0.5).sum() == 2425


def test_07_withheld_figures_are_missing_and_the_period_is_a_year(home):
    result, rows = load(home, "07")
    golden = BY_NUMBER["07"]["expected"]["golden"]["national"]
    national = rows.filter(pl.col("area_level") == "national")
    for school_type, attendance, persistent in national.select(
        "school_type", "attendance_rate", "persistent_absence_rate"
    ).rows():
        assert [attendance * 100, persistent * 100] == pytest.approx([float(x) for x in golden[school_type]])
    assert set(rows["academic_year"]) == {"2025/26"}
    assert rows["possible_sessions"].null_count() == 4 and not (rows["possible_sessions"] == 0).any()
    assert any("216 cells in 4 records" in warning for warning in result.warnings)


def test_08_a_list_of_absences_can_never_give_a_rate(home):
    _, rows = load(home, "08")
    assert rows.select("pupil_id", "session", "mark", "is_absence_only").rows() == [
        ("100032890", None, "authorised", True),
        ("100032891", None, "unauthorised", True),
    ]


def test_09_the_channel_is_supplied_and_no_number_is_kept(home):
    result, rows = load(home, "09")
    assert rows["channel"].to_list() == ["text"] * 10 and rows["outcome"].to_list() == ["delivered"] * 10
    assert any("'text'" in warning for warning in result.warnings)
    assert "15555555555" not in rows.write_csv()


def test_10_the_question_says_that_there_is_no_attendee_column():
    found = inspect_file(REAL_EXPORTS / BY_NUMBER["10"]["file"])
    assert "no attendee column" in found.questions[0].text


def test_11_and_12_are_named_for_what_they_are():
    roster, schools = (inspect_file(REAL_EXPORTS / BY_NUMBER[number]["file"]) for number in ("11", "12"))
    assert "roster" in roster.error and "reference list" in schools.error


def test_13_to_15_are_read_before_they_are_refused():
    found = [inspect_file(REAL_EXPORTS / BY_NUMBER[number]["file"]) for number in ("13", "14", "15")]
    assert [f.encoding for f in found] == ["ascii", "utf-16", "ascii"]
    assert [f.delimiter for f in found] == ["comma", "comma", "none"]
    assert all("looked for" in f.error for f in found)
