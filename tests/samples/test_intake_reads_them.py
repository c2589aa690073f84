"""The intake takes every demo file whole, and leaves the personal data of the pupil list and the forms outside."""

import json

import polars as pl
import polars.selectors as cs
import pytest

from tests.samples.sums import SAMPLES, read
from warehouse.intake import Options, load_file
from warehouse.settings import Home

FILES = [row for row in read("manifest.csv") if row["feed"] != "register"]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A home with all demo files in it, and what loading each of them said."""
    home = Home(tmp_path_factory.mktemp("demo") / "home")
    home.root.mkdir()
    return home, {row["file"]: load_file(home, SAMPLES / row["file"], Options()).as_dict() for row in FILES}


def test_every_file_of_the_demo_is_accepted_without_a_question_or_a_record_set_aside(loaded):
    _, results = loaded
    of_the_demo = {row["file"] for row in FILES if row["loaded_by_demo"] == "true"}
    assert {results[file]["decision"] for file in of_the_demo} <= {"accept", "accept_with_warnings"}
    assert {file: results[file]["quarantined"] for file in of_the_demo} == dict.fromkeys(of_the_demo, 0)


def test_each_file_lands_in_the_feed_that_the_manifest_says(loaded):
    home, _ = loaded
    uploads = json.loads(home.manifest.read_text(encoding="utf-8"))["uploads"]
    assert {upload["original_name"]: upload["feed"] for upload in uploads} == {
        row["file"]: row["feed"] for row in FILES
    }


def test_the_file_for_trying_an_upload_has_its_two_bad_records_set_aside(loaded):
    _, results = loaded
    result = results["try_this_attendance_with_two_bad_rows.csv"]
    set_aside = [(record["record"], record["column"]) for record in result["quarantined_records"]]
    assert set_aside == [(21, "Mark"), (46, "Date")]


def test_no_name_number_or_address_of_the_files_reaches_the_landing_zone(loaded):
    home, _ = loaded
    tables = [pl.read_parquet(path).select(cs.string()) for path in home.landing.rglob("*.parquet")]
    landed = {value for table in tables for column in table.iter_columns() for value in column.drop_nulls()}
    people = read("pupils_2024_25.csv") + read("pupils_2025_26.csv")
    private = {row[column] for row in people for column in ("Parent Name", "Parent Phone", "Parent Email", "Surname")}
    text = "\n".join(landed) + home.manifest.read_text(encoding="utf-8")
    assert people[0]["Pupil ID"] in text
    assert [value for value in private | {"192.0.2.1"} if value in text] == []
