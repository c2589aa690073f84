"""What a person said once of a file's headings holds for the next file with them, until they say or prove otherwise."""

import json

import pytest

from tests.intake.conftest import landed
from tests.intake.workbooks import workbook
from warehouse import landing
from warehouse.errors import QuestionOpen
from warehouse.intake import Options, inspect_file, load_file
from warehouse.intake.memory import AS_LAST_TIME, fingerprint, forget, remembered

HEADS = "Who,When,Half,Sign\n"
MAPPING = {"Who": "pupil_id", "When": "session_date", "Half": "session", "Sign": "mark"}


@pytest.fixture
def files(export):
    """A file with headings of the school's own, and one with the same headings a week later."""
    this = export(HEADS + "P1,13/09/2024,AM,/\n", "this.csv")
    return this, export(HEADS + "P1,20/09/2024,AM,N\n", "next.csv")


def test_a_mapping_is_said_once_and_holds_for_the_next_file_with_those_headings(files, home):
    load_file(home, files[0], Options(kind="attendance", mapping=MAPPING))
    result = load_file(home, files[1])
    assert landed(home, "attendance")["mark"].to_list() == ["/", "N"]
    assert AS_LAST_TIME in result.notes
    assert AS_LAST_TIME in inspect_file(files[1], home=home).notes


def test_a_home_remembers_for_itself_alone_and_a_look_remembers_nothing(files, home):
    inspect_file(files[0], Options(kind="attendance", mapping=MAPPING), home=home)
    assert remembered(home) == {} and inspect_file(files[0], home=home).decision != "accept"
    load_file(home, files[0], Options(kind="attendance", mapping=MAPPING))
    assert inspect_file(files[1]).decision != "accept"


def test_what_is_said_now_goes_before_what_was_said_then(export, home):
    heads = "Pupil ID,Date,Half,Sign,Sign 2\n"
    first = export(heads + "P1,13/09/2024,AM,/,N\n", "a.csv")
    load_file(home, first, Options(answers={"session": "Half", "mark": "Sign"}))
    load_file(home, export(heads + "P2,14/09/2024,AM,/,N\n", "b.csv"), Options(answers={"mark": "Sign 2"}))
    load_file(home, export(heads + "P3,15/09/2024,AM,/,N\n", "c.csv"), Options(mapping={"Sign": "mark"}))
    assert landed(home, "attendance")["mark"].to_list() == ["/", "N", "/"]


def test_an_order_of_dates_said_once_holds_until_a_file_proves_another(export, home):
    heads = "Pupil ID,Date,Session,Mark\n"
    open_, other = export(heads + "P1,03/04/2025,AM,/\n", "a.csv"), export(heads + "P1,05/06/2025,AM,/\n", "b.csv")
    with pytest.raises(QuestionOpen):
        load_file(home, open_)
    load_file(home, open_, Options(date_order="dmy"))
    load_file(home, other)
    assert str(landed(home, "attendance")["session_date"][1]) == "2025-06-05"
    load_file(home, export(heads + "P1,06/25/2025,AM,/\n", "c.csv"))
    assert str(landed(home, "attendance")["session_date"][2]) == "2025-06-25"


def test_the_same_file_is_known_again_whether_its_options_were_said_or_remembered(export, home):
    path = export("Pupil ID,Date,Session,Mark\nP1,03/04/2025,AM,/\n")
    load_file(home, path, Options(answers={"date_order": "dmy"}))
    assert load_file(home, path).already_loaded
    assert load_file(home, path, Options(date_order="dmy")).already_loaded
    assert len(landing.read_manifest(home)) == 1


def test_a_refused_file_is_not_remembered_and_neither_is_a_file_of_which_nothing_was_said(files, export, home):
    with pytest.raises(QuestionOpen):
        load_file(home, files[0], Options(kind="attendance", mapping={"Who": "pupil_id"}))
    load_file(home, export("Pupil ID,Date,Session,Mark\nP1,13/09/2024,AM,/\n", "plain.csv"))
    assert remembered(home) == {} and not (home.root / "remembered.json").exists()


def test_what_was_remembered_can_be_forgotten(files, home):
    load_file(home, files[0], Options(kind="attendance", mapping=MAPPING))
    known = inspect_file(files[1], home=home).fingerprint
    assert forget(home, known) and not forget(home, known)
    assert inspect_file(files[1], home=home).decision != "accept"


def test_only_headings_and_words_said_are_remembered(files, home):
    load_file(home, files[0], Options(kind="attendance", mapping=MAPPING))
    kept = (home.root / "remembered.json").read_text()
    assert json.loads(kept)[fingerprint(HEADS.strip().split(","))]["mapping"] == MAPPING
    assert "P1" not in kept and "13/09" not in kept


def test_a_damaged_memory_is_no_memory_and_stops_nothing(files, home):
    load_file(home, files[0], Options(kind="attendance", mapping=MAPPING))
    (home.root / "remembered.json").write_text("{")
    assert inspect_file(files[1], home=home).decision != "accept"
    load_file(home, files[1], Options(kind="attendance", mapping=MAPPING))
    assert len(remembered(home)) == 1


def test_headings_are_known_again_whatever_their_case_and_whichever_days_a_register_shows():
    assert fingerprint(["Pupil ID", "Mark "]) == fingerprint(["pupil id", "MARK"])
    assert fingerprint(["Pupil ID", "Mark"]) != fingerprint(["Mark", "Pupil ID"])
    assert fingerprint(["Pupil", "02/09/2024", "03/09/2024"]) == fingerprint(["Pupil", "09/09/2024"])


def test_the_sheet_chosen_of_a_workbook_is_said_once(export, home):
    heads = ("Pupil ID", "Date", "Session", "Mark")
    sheets = {"Notes": [("made by", "office")]}
    first = export(workbook(**sheets, Marks=[heads, ("P1", "2024-09-13", "AM", "/")]), "a.xlsx")
    other = export(workbook(**sheets, Marks=[heads, ("P2", "2024-09-13", "AM", "/")]), "b.xlsx")
    with pytest.raises(QuestionOpen, match="sheet"):
        load_file(home, first)
    load_file(home, first, Options(answers={"sheet": "Marks"}))
    assert load_file(home, first).already_loaded
    assert AS_LAST_TIME in load_file(home, other).notes and landed(home, "attendance").height == 2
    assert forget(home, inspect_file(other, home=home).fingerprint)
    assert inspect_file(other, home=home).decision == "ask"
