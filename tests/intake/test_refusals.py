"""What is none of the feeds is refused with one sentence that names the cause, and nothing is stored."""

import gzip
import io
import re
import zipfile

import pytest

from tests.intake.conftest import landed, nothing_stored
from warehouse.errors import FileRefused, QuestionOpen
from warehouse.intake import Options, inspect_file, load_file


def workbook():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return buffer.getvalue()


MARKS = "Pupil ID,Date,Session,Mark\n"
REFUSED = {
    "empty": (b"", "empty"),
    "only spaces": (b"  \r\n \n", "empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "empty"),
    "broken workbook": (workbook(), "workbook is damaged"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "gzip": (gzip.compress(b"a,b"), "compressed"),
    "zero bytes": (b"a,b\n1,\x002\n\x00", "zero bytes"),
    "random bytes": (bytes(range(256)) * 4, "zero bytes"),
    "undefined in Windows-1252": (b"Pupil ID,Date\n\x81\x8d,1\n", "cannot be read as cp1252"),
    "web page": (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
    "headings only": (MARKS.encode(), "no records"),
    "truncated in quotes": (MARKS.encode() + b'P1,2024-09-13,AM,"/\nP2,2024-09-13,AM,/\n', "never closed"),
    "no table": (b"Dear parents,\nthe school is shut on Monday.\n", "looked for"),
    "other table": (b"colour,fruit\nred,apple\ngreen,pear\n", "looked for"),
    "every record bad": (
        MARKS.encode() + b"P1,2024-13-45,AM,/\nP2,2024-13-45,AM,/\n",
        "No record of the file can be used",
    ),
    "every record long": (MARKS.encode() + b"P1,2024-09-13,AM,/,x,y\n", "too many|more filled cells"),
}


@pytest.mark.parametrize("content, named", REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_used_is_refused_by_name_and_nothing_is_stored(content, named, export, home):
    path = export(content)
    found = inspect_file(path)
    assert (found.decision, found.accepted) == ("refuse", 0)
    assert re.search(named, found.error)
    with pytest.raises(FileRefused) as refused:
        load_file(home, path)
    assert str(refused.value) == found.error and refused.value.inspection.decision == "refuse"
    assert nothing_stored(home)


def test_a_missing_file_is_refused_in_one_sentence(home, tmp_path):
    with pytest.raises(FileRefused, match=r"absent\.csv cannot be opened"):
        load_file(home, tmp_path / "absent.csv")


def test_a_refusal_names_what_was_found_and_what_was_not(export):
    error = inspect_file(export("Pupil ID,House,Form\nP1,Red,A\nP2,Blue,B\n")).error
    assert "found the pupil's number" in error and "not found" in error


def test_headings_that_lack_one_field_end_in_a_question(export, home):
    path = export("Pupil ID,Date,Session\nP1,2024-09-13,AM\n")
    found = inspect_file(path)
    assert (found.decision, found.kind, [q.id for q in found.questions]) == ("ask", "none", ["mark"])
    with pytest.raises(QuestionOpen, match="nothing was stored") as asked:
        load_file(home, path)
    assert asked.value.inspection.questions == found.questions
    assert nothing_stored(home)


def test_a_heading_mapped_by_hand_answers_the_question(export, home):
    path = export("Pupil ID,Date,Session,What was entered\nP1,2024-09-13,AM,/\n")
    result = load_file(home, path, Options(mapping={"What was entered": "mark"}))
    assert (result.feed, result.accepted) == ("attendance", 1)


def test_a_question_about_a_field_can_be_answered_with_its_heading(export, home):
    path = export("Pupil ID,Date,Session,What was entered\nP1,2024-09-13,AM,/\n")
    asked = inspect_file(path)
    assert [column.header for column in asked.columns] == ["Pupil ID", "Date", "Session", "What was entered"]
    result = load_file(home, path, Options(answers={asked.questions[0].id: "What was entered"}))
    assert (result.feed, result.accepted) == ("attendance", 1)


def test_what_is_said_by_hand_goes_before_what_a_heading_says(export, home):
    path = export("Pupil ID,Date,Session,Mark,Corrected\nP1,2024-09-13,AM,O,/\n")
    load_file(home, path, Options(mapping={"Corrected": "mark"}))
    assert landed(home, "attendance")["mark"].to_list() == ["/"]


def test_a_mapping_to_a_field_that_is_not_there_is_refused(export):
    found = inspect_file(export(MARKS + "P1,2024-09-13,AM,/\n"), Options(mapping={"Mark": "colour"}))
    assert "field named in the mapping" in found.error


def test_a_mapping_of_a_heading_that_is_not_there_is_refused(export):
    found = inspect_file(export("Pupil ID,Date\nP1,2024-09-13\n"), Options(mapping={"Marks": "mark"}))
    assert "named in the mapping" in found.error


def test_an_open_delimiter_is_asked_and_answered(export, home):
    path = export("Pupil ID,Date;Session,Note\nP1,2024-09-13;AM,/\n")
    assert [q.id for q in inspect_file(path).questions] == ["delimiter"]
    answered = inspect_file(path, Options(answers={"delimiter": "semicolon"}))
    assert (answered.delimiter, answered.decision) == ("semicolon", "refuse")


def test_no_message_holds_a_value_of_the_file(export):
    name = "Zebedee"
    found = inspect_file(
        export(f"Pupil ID,Surname,Date,Session,Mark\nP1,{name},{name},{name},{name}\nP2,x,2024-09-13,AM,/\n")
    )
    assert found.quarantined == 1
    assert name not in str(found.as_dict())


def test_titles_above_the_headings_of_a_report_are_passed_over(export):
    report = (
        "Attendance report,,,\nPrinted on a Monday,,,\n\n"
        + MARKS
        + "P1,2024-09-13,AM,/\nP2,2024-09-13,AM,8\n,,,\n,,,\n"
    )
    found = inspect_file(export(report))
    assert (found.header_records, found.data_records, found.accepted) == (4, 2, 1)
    assert [problem.record for problem in found.quarantined_records] == [6]
    assert any("headings are record 4" in warning for warning in found.warnings)
    assert any("2 empty lines" in note for note in found.notes)


def test_headings_that_are_known_under_one_delimiter_settle_which_it_is(export):
    found = inspect_file(export("Pupil ID;Date;Session;Mark;a,b\nP1;2024-09-13;AM;/;1,2\n"))
    assert (found.delimiter, found.accepted) == ("semicolon", 1)


@pytest.mark.parametrize(
    "options",
    [{"kind": "weather"}, {"date_order": "ymd"}, {"answers": {"respondent_role": "cat"}}, {"encoding": "klingon"}],
)
def test_an_option_that_is_not_known_is_refused(options, export):
    found = inspect_file(export(MARKS + "P1,2024-09-13,AM,/\n"), Options(**options))
    assert "not known" in found.error
