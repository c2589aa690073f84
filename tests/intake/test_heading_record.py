"""A person sees the first records of any text and may say which one holds the headings."""

import pytest

from warehouse.intake import Options, inspect_file

TITLED = "Marks of the week;;;\n\nPupl;Day;Half;Code\nP1;2025-09-15;AM;/\nP2;2025-09-15;AM;/\n"
MAPPED = {"Pupl": "pupil_id", "Day": "session_date", "Half": "session", "Code": "mark"}


def said(record: str) -> Options:
    return Options(kind="attendance", mapping=MAPPED, answers={"heading_record": record})


def test_the_record_that_a_person_names_holds_the_headings(export):
    found = inspect_file(export(TITLED), said("3"))
    assert (found.decision, found.delimiter, found.header_records) == ("accept_with_warnings", "semicolon", 3)
    assert (found.data_records, found.accepted) == (2, 2)


@pytest.mark.parametrize("record", ["0", "2", "99", "first", "99999999999"])
def test_a_record_that_can_hold_no_headings_is_refused(export, record):
    assert "The record said to hold the headings" in inspect_file(export(TITLED), said(record)).error


def test_the_first_records_are_seen_whether_or_not_the_file_is_understood(export):
    found = inspect_file(export(TITLED))
    assert found.error and found.head[2] == ["Pupl", "Day", "Half", "Code"]
    assert "head" not in found.as_dict()
