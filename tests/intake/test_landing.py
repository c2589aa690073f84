"""Landing: bytes kept as they came, loads that repeat change nothing, undo and redo, and a kill at any moment."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.intake.conftest import landed
from warehouse import landing
from warehouse.contracts import CONTRACTS, check, polars_schema
from warehouse.errors import FileRefused, HomeError, UploadNotFound
from warehouse.intake import Options, load_file

TEXT = "Pupil ID,Site,Date,Session,Mark\nP1,W,2024-09-13,AM,/\nP1,W,2024-09-13,PM,8\nP2,W,2024-09-16,AM,I\n"
PROJECT = Path(__file__).resolve().parents[2]


def test_the_bytes_the_rows_and_the_records_set_aside_are_all_kept(export, home):
    path = export(TEXT)
    result = load_file(home, path, filename="marks.csv")
    entry = landing.read_manifest(home)[0]
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (home.uploads / sha256).read_bytes() == path.read_bytes()
    assert landed(home, "attendance")["upload_id"].unique().to_list() == [result.upload_id]
    aside = pl.read_parquet(landing.quarantine_file(home, result.upload_id))
    assert aside.select("record_no", "column", "code").rows() == [(3, "Mark", "unknown_mark")]
    assert result.upload_id == f"0001_attendance_{sha256[:6]}"
    assert entry["original_name"] == "marks.csv" and entry["shape"] == "attendance_long"
    assert (entry["first_date"], entry["last_date"]) == ("2024-09-13", "2024-09-16")
    assert (entry["data_records"], entry["accepted"], entry["quarantined"], entry["duplicates"]) == (3, 2, 1, 0)


def test_the_same_file_again_changes_nothing(export, home):
    first = load_file(home, export(TEXT))
    before = home.manifest.read_bytes()
    again = load_file(home, export(TEXT, "renamed.csv"))
    assert again.already_loaded and again.upload_id == first.upload_id
    assert (again.accepted, again.quarantined) == (first.accepted, first.quarantined)
    assert home.manifest.read_bytes() == before and len(landing.active_files(home, "attendance")) == 1


def test_the_same_file_loaded_at_the_same_moment_lands_once(export, home):
    path = export(TEXT)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: load_file(home, path), range(4)))
    assert sorted(result.already_loaded for result in results) == [False, True, True, True]
    assert len(landing.read_manifest(home)) == 1


def test_the_same_file_with_other_options_is_another_upload(export, home):
    load_file(home, export(TEXT))
    assert not load_file(home, export(TEXT), Options(school_id="other_school")).already_loaded


def test_undo_takes_an_upload_out_and_redo_puts_it_back(export, home):
    upload = load_file(home, export(TEXT)).upload_id
    landing.undo(home, upload)
    assert landing.active_files(home, "attendance") == []
    landing.undo(home, upload)
    landing.redo(home, upload)
    assert landed(home, "attendance").height == 2
    events = [event["what"] for event in landing.read_manifest(home)[0]["events"]]
    assert events == ["loaded", "undone", "redone"]


def test_an_undone_file_can_be_loaded_again_under_a_new_id(export, home):
    first = load_file(home, export(TEXT)).upload_id
    landing.undo(home, first)
    again = load_file(home, export(TEXT))
    assert not again.already_loaded and again.upload_id.startswith("0002_")
    assert [entry["is_active"] for entry in landing.read_manifest(home)] == [False, True]


def test_an_upload_nobody_made_cannot_be_undone(home):
    with pytest.raises(UploadNotFound, match="No upload has that id"):
        landing.undo(home, "0009_attendance_abcdef")


def test_a_damaged_manifest_is_named_and_not_overwritten(export, home):
    load_file(home, export(TEXT))
    home.manifest.write_text("{")
    with pytest.raises(HomeError, match="list of uploads"):
        load_file(home, export(TEXT + "P3,W,2024-09-16,AM,I\n"))
    assert home.manifest.read_text() == "{"


@pytest.mark.parametrize("feed", CONTRACTS)
def test_an_empty_typed_table_of_each_feed_keeps_its_contract(feed):
    empty = pl.DataFrame(schema=polars_schema(feed))
    check(feed, empty)
    assert empty.columns[:3] == ["upload_id", "record_no", "school_id"]


def test_a_table_outside_its_contract_is_refused_without_its_values():
    kept = {"upload_id": "u", "record_no": 1, "school_id": "s", "pupil_id": "P1", "mark": "/", "is_absence_only": False}
    row = dict.fromkeys(polars_schema("attendance")) | kept | {"session_date": date(2024, 9, 13), "session": "AM"}
    check("attendance", pl.DataFrame([row], schema=polars_schema("attendance")))
    outside = row | {"session": "Zebedee", "session_date": date(1924, 9, 13)}
    with pytest.raises(FileRefused, match=r"session: isin.*session_date: greater") as refused:
        check("attendance", pl.DataFrame([outside], schema=polars_schema("attendance")))
    assert "Zebedee" not in str(refused.value)


LOADER = """
import sys
from pathlib import Path
from warehouse.intake import load_file
from warehouse.settings import Home
print("ready", flush=True)
load_file(Home(Path(sys.argv[1])), sys.argv[2])
"""


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_state(export, home):
    load_file(home, export(TEXT))
    lines = "".join(f"P{i},W,2024-09-13,{half},/\n" for i in range(8000) for half in ("AM", "PM"))
    large = export("Pupil ID,Site,Date,Session,Mark\n" + lines, "large.csv")
    for delay in (0.05, 0.2, 0.35):
        loader = subprocess.Popen(
            [sys.executable, "-c", LOADER, home.root, large], cwd=PROJECT, stdout=subprocess.PIPE, env=os.environ
        )
        loader.stdout.readline()
        time.sleep(delay)
        loader.send_signal(signal.SIGKILL)
        loader.communicate()
        entries = landing.read_manifest(home)
        assert landed(home, "attendance").height == 2 + 16000 * (len(entries) - 1)
        assert all(landing.rows_file(home, entry["upload_id"]).exists() for entry in entries)
    assert load_file(home, large).accepted == 16000
    assert landed(home, "attendance").height == 16002


def test_an_upload_of_a_version_with_fewer_options_is_known_again(export, home):
    load_file(home, export(TEXT))
    listed = json.loads(home.manifest.read_text())
    listed["uploads"][0]["options"] = {"kind": None, "mapping": {}, "school_id": "our_school"}
    home.manifest.write_text(json.dumps(listed))
    assert load_file(home, export(TEXT)).already_loaded
