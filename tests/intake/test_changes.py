"""What a load would change is told before it, exactly: new, changed, unchanged, replaced and rejected."""

import re
from dataclasses import astuple

import polars as pl
import pytest

from tests.intake.conftest import landed
from warehouse import landing
from warehouse.contracts import CONTRACTS
from warehouse.intake import inspect_file, load_file
from warehouse.intake.changes import KEYS, changes_of
from warehouse.settings import DBT_PROJECT

MARKS = "Pupil ID,Site,Date,Session,Mark\n"
FIRST = MARKS + "P1,W,2024-09-13,AM,/\nP1,W,2024-09-13,PM,/\nP2,W,2024-09-13,AM,I\n"


def figures(found):
    """new, changed, unchanged, superseded, rejected."""
    return astuple(found)[1:6]


def test_the_first_file_of_a_feed_is_all_new(export, home):
    found = inspect_file(export(FIRST), home=home).changes
    assert figures(found) == (3, 0, 0, 0, 0) and found.by_upload == {}
    assert (found.feed, found.first_date, found.last_date) == ("attendance", "2024-09-13", "2024-09-13")


def test_an_overlapping_file_counts_each_record_once_and_the_bad_ones_apart(export, home):
    upload = load_file(home, export(FIRST)).upload_id
    later = "P1,W,2024-09-13,AM,N\nP1,W,2024-09-13,PM,/\nP2,W,2024-09-16,AM,/\nP3,W,2024-09-16,AM,8\n"
    found = inspect_file(export(MARKS + later, "later.csv"), home=home).changes
    assert figures(found) == (1, 1, 1, 2, 1) and found.by_upload == {upload: 2}


def test_only_the_row_believed_now_would_be_replaced(export, home):
    load_file(home, export(FIRST))
    second = load_file(home, export(MARKS + "P1,W,2024-09-13,AM,N\n", "second.csv")).upload_id
    found = inspect_file(export(MARKS + "P1,W,2024-09-13,AM,N\n\n", "third.csv"), home=home).changes
    assert figures(found) == (0, 0, 1, 1, 0) and found.by_upload == {second: 1}


def test_an_undone_upload_does_not_count(export, home):
    load_file(home, export(FIRST))
    second = load_file(home, export(MARKS + "P1,W,2024-09-13,AM,N\n", "second.csv")).upload_id
    landing.undo(home, second)
    again = export(MARKS + "P1,W,2024-09-13,AM,N\n", "second.csv")
    assert figures(inspect_file(again, home=home).changes) == (0, 1, 0, 1, 0)
    landing.redo(home, second)
    assert figures(inspect_file(again, home=home).changes) == (0, 0, 1, 1, 0)


def test_a_blank_site_is_a_site_of_its_own(export, home):
    load_file(home, export("Pupil ID,Date,Session,Mark\nP1,2024-09-13,AM,/\n"))
    found = inspect_file(export(MARKS + "P1,,2024-09-13,AM,/\nP1,W,2024-09-13,AM,/\n", "b.csv"), home=home).changes
    assert figures(found) == (1, 0, 1, 1, 0)


def test_a_contact_without_an_id_is_known_by_what_it_says_and_its_outcome_may_change(export, home):
    heads = "Date,Channel,Direction,Pupil ID,Outcome\n"
    load_file(home, export(heads + "2024-09-13 10:00,text,out,P1,delivered\n2024-09-13 11:00,text,out,P1,read\n"))
    rows = (
        "2024-09-13 10:00,text,out,P1,replied\n2024-09-13 11:00,text,out,P1,read\n2024-09-14 09:00,text,out,P1,read\n"
    )
    found = inspect_file(export(heads + rows, "later.csv"), home=home).changes
    assert figures(found) == (1, 1, 1, 2, 0)


def test_a_survey_counts_responses_and_not_answers(export, home):
    heads = "ID,Start time,Completion time,Email,Name,I feel welcome,I am heard\n"
    said = "{},2024-09-13 10:00,2024-09-13 10:05,a@b.org,anonymous,{},Yes\n"
    first = heads + said.format(1, "Agree") + said.format(2, "Agree")
    upload = load_file(home, export(first)).upload_id
    later = heads + said.format(1, "Disagree") + said.format(2, "Agree") + said.format(3, "Agree")
    found = inspect_file(export(later, "later.csv"), home=home).changes
    assert figures(found) == (1, 1, 1, 2, 0) and found.by_upload == {upload: 2}


def test_a_look_without_a_home_says_nothing_of_changes(export):
    assert inspect_file(export(FIRST)).changes is None


def test_a_table_too_large_to_compare_is_not_compared(home, export, monkeypatch):
    load_file(home, export(FIRST))
    monkeypatch.setattr("warehouse.intake.changes.MOST_ROWS", 2)
    assert changes_of(home, "attendance", landed(home, "attendance"), pl.DataFrame()) is None


MODELS = {
    "attendance": "stg_attendance_marks",
    "contacts": "stg_contacts",
    "events": "stg_event_invitations",
    "pupils": "stg_pupil_parents",
    "surveys": "stg_survey_answers",
    "benchmarks": "stg_benchmarks",
    "attendance_totals": "stg_attendance_totals",
    "head_counts": "stg_head_counts",
    "behaviour": "stg_behaviour_incidents",
    "attainment": "stg_assessments",
}


@pytest.mark.parametrize(("feed", "model"), MODELS.items())
def test_the_keys_are_those_by_which_staging_supersedes(feed, model):
    sql = (DBT_PROJECT / "models" / "staging" / f"{model}.sql").read_text()
    listed = re.search(r"(?:superseding\('\w+', |set key = )\[(.*?)\]", sql, re.S)[1]
    assert tuple(part.strip(" '\n") for part in listed.split(",")) == KEYS[feed]


def test_every_feed_that_lands_can_be_compared():
    assert set(KEYS) == set(CONTRACTS)


def test_a_pupils_totals_of_a_period_are_compared_as_one(export, home):
    heads = "Pupil ID,Term,Academic year,Possible sessions,Sessions attended\n"
    load_file(home, export(heads + "P1,Autumn,2024/25,100,90\nP2,Autumn,2024/25,100,80\n"))
    later = heads + "P1,Autumn,2024/25,100,90\nP2,Autumn,2024/25,100,81\nP3,Autumn,2024/25,100,70\n"
    assert figures(inspect_file(export(later, "later.csv"), home=home).changes)[:3] == (1, 1, 1)
