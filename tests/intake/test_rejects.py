"""Records set aside are seen with their cells, put right and loaded, or left out for a reason; each stays till then."""

import csv
import io

import polars as pl
import pytest

from tests.intake.conftest import landed, nothing_stored
from warehouse import landing
from warehouse.errors import FileRefused, UploadNotFound
from warehouse.intake import inspect_file, load_file
from warehouse.intake.rejects import correct, dismiss, rejects, reopen, unsettled, write_rejects_csv
from warehouse.intake.results import Options
from warehouse.status import status_of

HEADS = "Pupil ID,Site,Date,Session,Mark\n"
TEXT = HEADS + "P1,W,13/09/2024,AM,/\nP1,W,13/09/2024,PM,8\nP2,W,31/31/2024,AM,I\nP3,W,04/05/2024,AM,/\nP4,W,1,AM,/,x\n"


@pytest.fixture
def upload(export, home):
    """An upload of five records, of which three were set aside."""
    return load_file(home, export(TEXT), filename="marks.csv").upload_id


def put_right(found, record, **cells):
    """The reject of one record with cells changed."""
    chosen = found.filter(pl.col("record_no") == record)
    return chosen.with_columns(pl.lit(value).alias(name) for name, value in cells.items())


def states(home, upload):
    return dict(rejects(home, upload).select("record_no", "state").rows())


def test_rejects_are_seen_with_their_reason_and_their_own_cells(home, upload):
    found = rejects(home, upload)
    assert found.select("record_no", "column", "code", "state").rows() == [
        (3, "Mark", "unknown_mark", "open"),
        (4, "Date", "bad_date", "open"),
        (6, None, "too_many_fields", "open"),
    ]
    assert found.columns[5:] == ["Pupil ID", "Site", "Date", "Session", "Mark", "beyond the headings 1"]
    assert found.row(1)[5:] == ("P2", "W", "31/31/2024", "AM", "I", "")
    assert found.row(2)[5:] == ("P4", "W", "1", "AM", "/", "x")


def test_a_record_put_right_lands_by_the_originals_options_and_settles_its_reject(home, upload):
    result = correct(home, upload, put_right(rejects(home, upload), 4, Date="03/04/2024"))
    entry = landing.read_manifest(home)[-1]
    assert (entry["options"]["corrects"], entry["corrected_records"]) == (upload, [4])
    assert entry["original_name"] == "Corrections of marks.csv" and result.accepted == 1
    rows = landed(home, "attendance").filter(pl.col("pupil_id") == "P2")
    assert str(rows["session_date"][0]) == "2024-04-03"
    assert states(home, upload) == {3: "open", 4: "settled", 6: "open"} and unsettled(home) == {upload: 2}


def test_a_surplus_cell_that_is_emptied_lets_the_record_in(home, upload):
    fixed = put_right(rejects(home, upload), 6, **{"Date": "14/09/2024", "beyond the headings 1": ""})
    assert correct(home, upload, fixed).accepted == 1 and states(home, upload)[6] == "settled"


def test_undoing_a_correction_opens_its_rejects_again(home, upload):
    made = correct(home, upload, put_right(rejects(home, upload), 4, Date="03/04/2024")).upload_id
    landing.undo(home, made)
    assert states(home, upload)[4] == "open" and unsettled(home) == {upload: 3}
    landing.redo(home, made)
    assert states(home, upload)[4] == "settled"


def test_a_record_that_is_still_wrong_stays_open_and_is_counted_once(home, upload):
    both = pl.concat(
        [put_right(rejects(home, upload), 4, Date="03/04/2024"), put_right(rejects(home, upload), 3, Mark="9")]
    )
    result = correct(home, upload, both)
    assert (result.accepted, result.quarantined) == (1, 1)
    assert states(home, upload) == {3: "open", 4: "settled", 6: "open"} and unsettled(home) == {upload: 2}


def test_a_correction_in_which_nothing_can_be_used_stores_nothing(home, upload):
    before = home.manifest.read_bytes()
    with pytest.raises(FileRefused, match="No record of the file can be used"):
        correct(home, upload, put_right(rejects(home, upload), 3, Mark="9"))
    assert home.manifest.read_bytes() == before


def test_rejects_downloaded_put_right_by_hand_and_loaded_do_the_same(export, home, upload):
    text = write_rejects_csv(home, upload).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == [f"record of {upload}", "Pupil ID", "Site", "Date", "Session", "Mark"]
    assert [row[0] for row in rows[1:]] == ["3", "4", "6"]
    path = export(text.replace("31/31/2024", "03/04/2024"), "corrected.csv")
    look = inspect_file(path, home=home)
    assert look.decision == "accept_with_warnings" and look.accepted == 1
    load_file(home, path)
    assert states(home, upload) == {3: "open", 4: "settled", 6: "open"}
    assert str(landed(home, "attendance").filter(pl.col("pupil_id") == "P2")["session_date"][0]) == "2024-04-03"


def test_the_same_correction_twice_changes_nothing(home, upload):
    fixed = put_right(rejects(home, upload), 4, Date="03/04/2024")
    correct(home, upload, fixed)
    assert correct(home, upload, fixed).already_loaded


def test_a_correction_that_another_home_knows_nothing_of_is_refused(export, home, upload, tmp_path):
    path = export(write_rejects_csv(home, upload).decode("utf-8-sig").replace("31/31/2024", "03/04/2024"), "c.csv")
    elsewhere = type(home)(tmp_path / "elsewhere")
    with pytest.raises(FileRefused, match="not here"):
        load_file(elsewhere, path)
    assert nothing_stored(elsewhere)


def test_a_cell_like_a_formula_is_harmless_in_the_download_and_itself_when_it_comes_back(export, home):
    text = "Date,Channel,Direction,Pupil ID,Contact ID\n31/31/2024,text,out,P1,=1+1\n13/09/2024,text,out,P1,A\n"
    upload = load_file(home, export(text)).upload_id
    down = write_rejects_csv(home, upload).decode("utf-8-sig")
    assert "'=1+1" in down
    load_file(home, export(down.replace("31/31/2024", "14/09/2024"), "back.csv"))
    assert "=1+1" in landed(home, "contacts")["contact_id"].to_list()


def test_a_reject_dismissed_for_a_reason_is_settled_and_can_be_opened_again(home, upload):
    dismiss(home, upload, [3, 6], "A test of the register")
    assert states(home, upload) == {3: "dismissed", 4: "open", 6: "dismissed"} and unsettled(home) == {upload: 1}
    event = landing.read_manifest(home)[0]["events"][-1]
    assert (event["what"], event["records"], event["reason"]) == ("dismissed", [3, 6], "A test of the register")
    reopen(home, upload, [6])
    assert states(home, upload) == {3: "dismissed", 4: "open", 6: "open"}


def test_rejects_of_an_undone_upload_are_nobodys_work_and_the_status_counts_the_rest(home, upload):
    assert status_of(home)["unsettled"] == 3
    landing.undo(home, upload)
    assert unsettled(home) == {} and status_of(home)["unsettled"] == 0


def test_rejects_of_a_survey_with_two_heading_records_come_back_under_both(export, home):
    text = (
        "Respondent ID,Collector ID,Start Date,End Date,What helps?,,I feel welcome\n,,,,Calls,Texts,Response\n"
        "1,9,02/13/2024 10:00,02/13/2024 10:05,Calls,,Agree\n2,9,02/13/2024 10:00,never,,Texts,Agree\n"
    )
    upload = load_file(home, export(text)).upload_id
    down = write_rejects_csv(home, upload).decode("utf-8-sig")
    assert down.count("\n") == 3 and "Response" in down
    load_file(home, export(down.replace("never", "02/13/2024 11:00"), "back.csv"))
    assert states(home, upload) == {4: "settled"}
    assert landed(home, "surveys").select("survey_id", "response_id").n_unique() == 2
    assert landed(home, "surveys")["survey_id"].n_unique() == 1


def test_an_upload_nobody_made_has_no_rejects(home):
    with pytest.raises(UploadNotFound):
        rejects(home, "0009_attendance_abcdef")
    with pytest.raises(UploadNotFound):
        dismiss(home, "0009_attendance_abcdef", [1], "why")


def test_values_of_rejects_are_in_no_manifest(home, upload):
    correct(home, upload, put_right(rejects(home, upload), 4, Date="03/04/2024"))
    assert "31/31/2024" not in home.manifest.read_text() and '"P2"' not in home.manifest.read_text()


def test_records_below_titles_that_a_person_pointed_out_are_put_right_too(home, export):
    path = export("Answers of parents,,\nHow are you?,What helps?,Agree?\n" + "Well,Talking,Yes\n" * 6 + "a,b,c,d\n")
    said = Options(kind="survey", answers={"heading_record": "2"})
    made = load_file(home, path, said).upload_id
    fixed = put_right(rejects(home, made), 9, **{"beyond the headings 1": ""})
    assert correct(home, made, fixed).accepted == 1 and unsettled(home) == {}
