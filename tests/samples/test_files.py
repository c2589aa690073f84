"""The committed demo files are the generator's, listed in the manifest, and hold nobody real."""

import csv
import hashlib
import re
from collections import Counter

import pytest

from seeds.generator.exports import write_exports
from tests.samples.sums import ATTENDANCE_FILES, SAMPLES, read

MANIFEST = read("manifest.csv")
SURVEYS = {"parent_survey": (45, 60, 1), "staff_survey": (22, 28, 1), "pupil_wellbeing_survey": (45, 55, 2)}
TERMS = ("2024_25_autumn", "2024_25_summer", "2025_26_summer")


def test_a_run_of_the_generator_writes_the_committed_bytes(tmp_path):
    write_exports(tmp_path)
    committed = {path.name: path.read_bytes() for path in SAMPLES.glob("*.csv")}
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written.keys() == committed.keys()
    assert [name for name in written if written[name] != committed[name]] == []


def test_the_manifest_lists_every_file_with_its_hash_in_order():
    hashes = {row["file"]: row["sha256"] for row in MANIFEST}
    files = {path.name: path.read_bytes() for path in SAMPLES.glob("*.csv") if path.name != "manifest.csv"}
    assert hashes == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert [int(row["order"]) for row in MANIFEST] == list(range(1, len(MANIFEST) + 1))


def test_the_demo_loads_all_files_but_the_one_for_trying_an_upload():
    left_out = [row["file"] for row in MANIFEST if row["loaded_by_demo"] == "false"]
    assert left_out == ["try_this_attendance_with_two_bad_rows.csv"]


def test_files_stay_small_enough_for_the_repository():
    sizes = {path.name: path.stat().st_size for path in SAMPLES.glob("*.csv")}
    assert max(sizes.values()) < 3_000_000
    assert sum(sizes.values()) < 8_000_000


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("survey", SURVEYS)
def test_each_wave_has_the_planned_number_of_responses(survey, term):
    low, high, header_records = SURVEYS[survey]
    with (SAMPLES / f"{survey}_{term}.csv").open(newline="", encoding="utf-8-sig") as file:
        responses = sum(1 for _ in csv.reader(file)) - header_records
    assert low <= responses <= high


def test_there_are_about_90_pupils_on_two_sites_with_joins_leaves_and_dual_registration():
    rows = {row["Pupil ID"]: row for name in ("pupils_2024_25.csv", "pupils_2025_26.csv") for row in read(name)}
    assert 85 <= len(rows) <= 95
    sites = Counter(row["Site"] for row in rows.values())
    assert set(sites) == {"Westside", "Eastside"} and min(sites.values()) >= 35
    assert sum(row["Date Joined"] != "02/09/2024" for row in rows.values()) >= 20
    assert sum(row["Date Left"] != "" for row in rows.values()) >= 20
    assert sum("Subsidiary" in row["Enrolment Status"] for row in rows.values()) >= 20
    assert sum(row["Timetable"] == "Part-time" for row in rows.values()) >= 1


def test_every_phone_number_and_address_is_of_a_range_kept_for_fiction():
    rows = read("pupils_2024_25.csv") + read("pupils_2025_26.csv")
    assert [r["Parent Phone"] for r in rows if not re.fullmatch(r"(01632 960|07700 900)\d{3}", r["Parent Phone"])] == []
    assert [r["Parent Email"] for r in rows if not r["Parent Email"].endswith("@example.org")] == []


def test_every_pupil_and_parent_in_the_other_files_is_on_a_pupil_list():
    listed = read("pupils_2024_25.csv") + read("pupils_2025_26.csv")
    pupils, parents = {row["Pupil ID"] for row in listed}, {row["Parent ID"] for row in listed}
    years = ("2024_25", "2025_26")
    named = [row for year in years for row in read(f"communication_log_{year}.csv")]
    named += [row for year in years for row in read(f"event_invitations_{year}.csv")]
    assert {row["Pupil ID"] for row in named} <= pupils
    assert {row["Parent ID"] for row in named} - {""} <= parents
    assert {row["Pupil ID"] for name in ATTENDANCE_FILES for row in read(name)} == pupils


def test_no_yearly_file_marks_a_session_twice_but_for_the_days_at_another_site():
    marks = Counter()
    for row in read("attendance_2024_25.csv") + read("attendance_2025_26.csv"):
        marks[row["Pupil ID"], row["Date"], row["Session"]] += row["Mark"] != "D"
    assert max(marks.values()) == 1


def test_the_file_for_trying_an_upload_has_one_unknown_mark_and_one_impossible_date():
    rows = read("try_this_attendance_with_two_bad_rows.csv")
    known = {row["Mark"] for row in read("attendance_2024_25.csv")}
    assert [number for number, row in enumerate(rows, start=1) if row["Mark"] not in known] == [20]
    assert [number for number, row in enumerate(rows, start=1) if row["Date"].startswith("31/06/")] == [45]


def test_phase_1_has_a_mix_of_states_and_one_step_that_is_late_at_the_newest_data():
    latest = {row["step_id"]: row for row in sorted(read("phase_1_progress.csv"), key=lambda row: row["recorded_at"])}
    assert len(latest) == 11
    states = Counter(row["status"] for row in latest.values())
    assert states == {"done": 5, "in_progress": 3, "stuck": 1, "not_started": 2}
    open_steps = {step: row["due_date"] for step, row in latest.items() if row["status"] != "done"}
    assert [step for step, due in open_steps.items() if due <= "2026-07-17"] == ["phase_1_step_05"]


def test_about_twelve_key_questions_are_answered_in_two_cycles():
    rows = read("key_question_answers.csv")
    assert {row["cycle_id"] for row in rows} == {"2025/26 spring", "2025/26 summer"}
    assert {row["judgement"] for row in rows} == {"not_yet", "developing", "strong"}
    assert 12 <= len({row["key_question_id"] for row in rows}) <= 14
    assert min(len(row["answer"]) for row in rows) > 10
