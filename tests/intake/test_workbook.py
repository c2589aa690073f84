"""A workbook is read as the same table saved as CSV would be; what is no plain workbook is refused with what to do."""

from datetime import date, datetime, time

import pytest

from tests.intake.conftest import landed, nothing_stored
from tests.intake.workbooks import packed, workbook, workbook_parts, worksheet
from warehouse.errors import FileRefused
from warehouse.intake import Options, inspect_file, load_file

HEADINGS = ("Pupil ID", "Site", "Date", "Session", "Mark")
ROWS = [
    ("P1", "Westside", date(2024, 9, 13), "AM", "/"),
    ("P2", "Westside, main", date(2024, 9, 13), "PM", "L"),
    ("P3", 'The "Annexe"', date(2024, 9, 31 - 13), "AM", "@"),
]
CSV = (
    "Pupil ID,Site,Date,Session,Mark\nP1,Westside,2024-09-13,AM,/\n"
    'P2,"Westside, main",2024-09-13,PM,L\nP3,"The ""Annexe""",2024-09-18,AM,@\n'
)


def test_a_sheet_gives_what_the_same_table_gives_as_csv(export, home):
    book, text = export(workbook(Marks=[HEADINGS, *ROWS]), "a.xlsx"), export(CSV)
    seen, wanted = inspect_file(book), inspect_file(text)
    assert (seen.encoding, seen.delimiter, seen.sheets) == ("xlsx", None, ["Marks"])
    seen.encoding, seen.delimiter, seen.sheets = wanted.encoding, wanted.delimiter, wanted.sheets
    assert seen == wanted and (seen.accepted, seen.quarantined) == (2, 1)
    load_file(home, book)
    from_book = landed(home, "attendance").drop("upload_id")
    load_file(home, text)
    assert landed(home, "attendance").drop("upload_id")[2:].equals(from_book)


def test_cells_become_the_text_a_person_sees(export, home):
    rows = [
        ("Date", "Time", "Channel", "Direction", "Pupil ID", "Contact ID"),
        (date(2024, 9, 9), time(14, 30), "Call", "Outbound", 1042, 7.0),
        (datetime(2024, 9, 10, 9, 15), None, "Text", "Inbound", "0017", "c, 8"),  # noqa: DTZ001
    ]
    load_file(home, export(workbook(Log=rows)))
    contacts = landed(home, "contacts")
    assert contacts["pupil_id"].to_list() == ["1042", "0017"]
    assert contacts["contact_id"].to_list() == ["7", "c, 8"]
    assert [str(moment) for moment in contacts["contact_at"]] == ["2024-09-09 14:30:00", "2024-09-10 09:15:00"]


def test_titles_and_blank_rows_keep_the_numbers_of_the_rows(export):
    rows = [("Attendance, autumn",), (), (None, "Printed on Monday"), HEADINGS, ROWS[0], (), ROWS[2], (), ("", " ")]
    found = inspect_file(export(workbook(Marks=rows)))
    assert (found.header_records, found.accepted) == (4, 1)
    assert [problem.record for problem in found.quarantined_records] == [7]


def test_the_only_sheet_with_something_in_it_is_taken(export):
    found = inspect_file(export(workbook(Sheet1=[], Marks=[HEADINGS, *ROWS], Sheet3=[("",)])))
    assert (found.sheets, found.feed) == (["Marks"], "attendance")


def test_among_several_sheets_a_person_chooses(export, home):
    book = export(workbook(Notes=[("made by", "office")], Marks=[HEADINGS, *ROWS]))
    asked = inspect_file(book)
    assert (asked.decision, asked.sheets) == ("ask", ["Notes", "Marks"])
    assert [(question.id, question.choices) for question in asked.questions] == [("sheet", ("Notes", "Marks"))]
    assert inspect_file(book, Options(sheet="Marks")).accepted == 2
    assert load_file(home, book, Options(answers={"sheet": "Marks"})).accepted == 2
    assert "not in the workbook" in inspect_file(book, Options(sheet="Other")).error


GOOD = workbook(Marks=[HEADINGS, *ROWS])
PARTS = workbook_parts({"Marks": worksheet("")})
REFUSED = {
    "empty workbook": (packed(PARTS), "workbook is empty"),
    "macros": (packed(PARTS | {"xl/vbaProject.bin": b"x"}), "without macros"),
    "binary workbook": (packed({"xl/workbook.bin": b"x"}), "xlsb"),
    "OpenDocument": (packed({"mimetype": b"application/vnd.oasis", "content.xml": b"<a/>"}), r"\.ods"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), r"\.xls\)"),
    "Word document": (packed({"word/document.xml": b"<a/>"}), "Word document"),
    "archive of a table": (packed({"marks.csv": CSV.encode()}), "ZIP archive"),
    "archive in an archive": (packed({"inner.zip": packed({"marks.csv": CSV.encode()})}), "ZIP archive"),
    "cut short": (GOOD[:-200], "damaged or cut short"),
    "damaged inside": (GOOD[:600] + bytes(200) + GOOD[800:], "damaged or cut short"),
    "a sheet that is no XML": (packed(PARTS | {"xl/worksheets/sheet1.xml": b"<worksheet><row"}), "damaged|empty"),
}


@pytest.mark.parametrize("content, named", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_plain_workbook_is_refused_with_what_to_do(content, named, export, home):
    path = export(content, "export.csv")
    with pytest.raises(FileRefused, match=named):
        load_file(home, path)
    assert nothing_stored(home)
