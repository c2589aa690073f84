"""The command line as a script or a checker drives it: JSON, exit codes, one sentence for what went wrong."""

import json

import pytest
from click.testing import CliRunner

from tests.building.conftest import attendance_file, written
from warehouse import homes
from warehouse.cli import main
from warehouse.contracts import CONTRACTS
from warehouse.homes import start_own
from warehouse.intake import Options, load_file
from warehouse.register.people import role_of
from warehouse.settings import PROJECT_ROOT, SAMPLE_EXPORTS, Home, Settings, get_settings


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a verb on an empty home; returns (exit code, parsed JSON)."""
    monkeypatch.setenv("VILLAGE_HOME", str(tmp_path / "home"))
    get_settings.cache_clear()

    def run_verb(*arguments: str) -> tuple[int, dict | list]:
        result = CliRunner().invoke(main, [*map(str, arguments), "--json"])
        return result.exit_code, json.loads(result.stdout)

    yield run_verb
    get_settings.cache_clear()


@pytest.fixture
def marks(tmp_path):
    return attendance_file(tmp_path, "marks.csv", {"p1": "/\\/I"})


def landed(tmp_path, file) -> str:
    """The id of an upload that was there before: landed in this process, which starts none to read it."""
    home = Home(tmp_path / "home")
    homes.claim(home, homes.OWN)
    return load_file(home, file, Options()).as_dict()["upload_id"]


def test_inspect_stores_nothing(run, marks, tmp_path):
    code, found = run("inspect", marks)
    assert (code, found["kind"], found["decision"], found["data_records"]) == (0, "attendance", "accept", 4)
    assert not (tmp_path / "home").exists()


def test_load_lands_a_file_once(run, marks):
    code, loaded = run("load", marks)
    assert (code, loaded["accepted"], loaded["already_loaded"]) == (0, 4, False)
    code, again = run("load", marks)
    assert (code, again["upload_id"], again["already_loaded"]) == (0, loaded["upload_id"], True)


def test_undo_and_redo_are_seen_in_the_list(run, marks, tmp_path):
    upload_id = landed(tmp_path, marks)
    assert run("undo", upload_id)[0] == 0
    assert [upload["is_active"] for upload in run("uploads")[1]] == [False]
    assert run("redo", upload_id)[0] == 0
    assert [upload["is_active"] for upload in run("uploads")[1]] == [True]


def test_an_upload_nobody_made_cannot_be_undone(run):
    code, answer = run("undo", "0001_attendance_000000")
    assert code == 1
    assert answer["error"].startswith("No upload has that id")


def test_a_file_that_is_no_export_is_refused_with_exit_2_and_leaves_no_home(run, tmp_path):
    code, answer = run("load", written(tmp_path / "notes.csv", ["name,age", "A,1"]))
    assert code == 2
    assert "looked for attendance" in answer["error"]
    assert not (tmp_path / "home").exists()


def test_an_open_question_is_exit_3_and_its_answer_loads_the_file(run, tmp_path):
    lines = ["Pupil ID,Site,Date,Session,Mark", "p1,Westside,03/09/2024,AM,/", "p1,Westside,04/09/2024,AM,/"]
    file = written(tmp_path / "unclear.csv", lines)
    code, answer = run("load", file)
    assert (code, [question["id"] for question in answer["questions"]]) == (3, ["date_order"])
    code, loaded = run("load", file, "--date-order", "dmy")
    assert (code, loaded["accepted"]) == (0, 2)


def test_one_refused_file_does_not_stop_the_others(run, marks, tmp_path):
    code, outcomes = run("load", written(tmp_path / "notes.csv", ["name,age", "A,1"]), marks)
    assert code == 2
    assert [outcome.get("accepted") for outcome in outcomes][1] == 4


def test_status_tells_uploads_and_newest_date_of_every_feed(run, marks, tmp_path):
    landed(tmp_path, marks)
    code, status = run("status")
    feeds = {feed["feed"]: feed for feed in status["feeds"]}
    assert code == 0
    assert status["served"] is None
    assert feeds["attendance"] == {"feed": "attendance", "uploads": 1, "rows": 4, "newest": "2024-09-10"}
    assert set(feeds) == set(CONTRACTS)


def test_own_data_is_refused_by_a_demonstration_and_its_samples_are_not(run, marks, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "home.json").write_text('{"kind": "demo"}')
    code, answer = run("load", marks)
    assert code == 2
    assert "only its own sample files" in answer["error"]
    assert run("load", SAMPLE_EXPORTS / "event_invitations_2024_25.csv")[0] == 0


def test_the_demonstration_is_not_loaded_over_own_data(run, marks, tmp_path):
    landed(tmp_path, marks)
    code, answer = run("demo")
    assert code == 2
    assert "already holds a school's own data" in answer["error"]


def test_a_setting_that_cannot_be_used_is_named(run, monkeypatch):
    monkeypatch.setenv("VILLAGE_UPLOAD_LIMIT_MB", "plenty")
    get_settings.cache_clear()
    code, answer = run("status")
    assert code == 1
    assert "VILLAGE_UPLOAD_LIMIT_MB" in answer["error"]


@pytest.fixture
def upload(run, tmp_path):
    """An upload of three marks, of which two were set aside."""
    lines = ["Pupil ID,Site,Date,Session,Mark", "p1,Westside,13/09/2024,AM,/", "p1,Westside,13/09/2024,PM,@"]
    return landed(tmp_path, written(tmp_path / "marks.csv", [*lines, "p1,Westside,31/31/2024,AM,/"]))


def test_rejects_are_listed_without_their_cells_and_written_to_be_put_right(run, upload, tmp_path):
    file = tmp_path / "put_right.csv"
    code, listed = run("rejects", upload, "--csv", file)
    assert (code, [(row["record_no"], row["column"], row["state"]) for row in listed]) == (
        0,
        [(3, "Mark", "open"), (4, "Date", "open")],
    )
    assert "31/31" not in json.dumps(listed) and "31/31/2024" in file.read_text("utf-8-sig")


def test_rejects_put_right_in_a_file_are_settled(run, upload, tmp_path):
    file = tmp_path / "put_right.csv"
    run("rejects", upload, "--csv", file)
    file.write_text(file.read_text("utf-8-sig").replace("'@", "/"), encoding="utf-8")
    code, corrected = run("correct", upload, file)
    assert (code, corrected["accepted"], corrected["quarantined"]) == (0, 1, 1)
    assert [row["state"] for row in run("rejects", upload)[1]] == ["settled", "open"]
    assert [entry["unsettled"] for entry in run("uploads")[1]] == [1, 0]


def test_a_file_that_does_not_say_which_records_it_corrects_is_refused(run, upload, marks):
    code, answer = run("correct", upload, marks)
    assert code == 2 and "does not say in its first column" in answer["error"]
    assert len(run("uploads")[1]) == 1


def test_rejects_left_out_need_a_reason_and_can_be_taken_up_again(run, upload):
    assert run("dismiss", upload, "3", "4", "--why", "left before term")[0] == 0
    assert [row["state"] for row in run("rejects", upload)[1]] == ["dismissed", "dismissed"]
    assert run("reopen", upload, "4")[0] == 0
    assert [row["state"] for row in run("rejects", upload)[1]] == ["dismissed", "open"]


def test_what_was_said_of_headings_is_used_again_until_it_is_forgotten(run, tmp_path):
    lines = ["Learner,Date,Session,Mark", "p1,13/09/2024,AM,/"]
    run("load", written(tmp_path / "one.csv", lines), "--map", "Learner=pupil_id")
    again = written(tmp_path / "two.csv", [*lines, "p2,13/09/2024,AM,/"])
    code, found = run("inspect", again)
    assert (code, found["changes"]["new"], found["changes"]["unchanged"]) == (0, 1, 1)
    assert run("forget", again) == (0, {"forgotten": True})
    assert run("inspect", again)[0] == 3
    assert run("forget", again) == (0, {"forgotten": False})


def documentation() -> str:
    return (PROJECT_ROOT / "docs" / "command_line.md").read_text("utf-8")


def test_every_verb_is_documented():
    text = documentation()
    assert [verb for verb in main.commands if f"| `{verb}" not in text] == []


def test_every_setting_is_documented():
    text = documentation()
    assert [name for name in Settings.model_fields if f"`VILLAGE_{name.upper()}`" not in text] == []


def test_a_role_is_given_and_taken_away_on_the_server_and_the_log_says_so(run):
    given = {"person": "Head@School.example", "role": "admin", "home": "demo"}
    assert run("person", "Head@School.example", "--role", "admin") == (0, given)
    assert run("person", "sam@school.example", "--role", "staff")[1]["role"] == "staff"
    assert run("person", "sam@school.example")[1]["role"] is None
    code, rows = run("audit")
    assert code == 0 and [row["what"] for row in rows] == ["role_given", "role_given", "role_taken"]
    assert {row["who"] for row in rows} == {"the command line"}
    assert not {"hash", "before_hash"} & set(rows[0])


def test_a_role_is_given_in_the_home_that_the_app_serves_and_the_answer_says_which(run):
    assert run("person", "head@school.example", "--role", "admin")[1]["home"] == "demo"
    start_own(get_settings())
    answer = run("person", "sam@school.example", "--role", "staff")[1]
    assert answer["home"] == "own"
    assert role_of(Home(get_settings().home), "sam@school.example") == "staff"


def test_the_last_administrator_and_what_is_no_address_are_refused_in_a_sentence(run):
    run("person", "head@school.example", "--role", "admin")
    code, answer = run("person", "head@school.example")
    assert code != 0 and "only administrator" in answer["error"]
    code, answer = run("person", "no address", "--role", "staff")
    assert code != 0 and "address the person signs in with" in answer["error"]


def test_the_audit_log_is_checked_against_a_head_noted_earlier(run, tmp_path):
    run("person", "head@school.example", "--role", "admin")
    code, found = run("audit", "--verify")
    assert (code, found["chain"], found["rows"], found["is_head_known"]) == (0, "whole", 1, None)
    run("person", "sam@school.example", "--role", "staff")
    assert run("audit", "--verify", "--head", found["head"])[1]["is_head_known"] is True
    code, other = run("audit", "--head", "0123")
    assert (code, other["chain"]) == (2, "broken")
    (tmp_path / "home-demo" / "audit.key").unlink()
    code, other = run("audit", "--verify")
    assert (code, other["chain"], other["broken_at"]) == (2, "broken", 1)
