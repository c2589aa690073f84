"""Landing zones from plain rows, and the models over them: what the warehouse tests stand on.

``make_landing(file, attendance=[{...}], …)`` makes a work file with the schema ``landing`` of docs/architecture.md;
columns that a row leaves out are null, feeds that are left out are empty. ``run(file)`` makes the models in it.
"""

import shutil
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse import models
from warehouse.plan import ready
from warehouse.settings import Home

PROJECT = Path(__file__).resolve().parents[2]
DBT = PROJECT / "dbt_project"

_KEY = "upload_id varchar, record_no bigint, school_id varchar, "
TABLES = {
    "attendance_totals": _KEY + "site varchar, pupil_id varchar, period_type varchar, period_start date, "
    "period_end date, counted varchar, sessions double",
    "head_counts": _KEY + "site varchar, event_name varchar, event_kind varchar, event_date date, invited bigint, "
    "attended bigint",
    "behaviour": _KEY + "site varchar, pupil_id varchar, incident_date date, incident_kind varchar",
    "attainment": _KEY + "site varchar, pupil_id varchar, assessed_on date, subject varchar, measure varchar, "
    "result double",
    "attendance": _KEY + "site varchar, pupil_id varchar, session_date date, session varchar, mark varchar, "
    "is_absence_only boolean",
    "contacts": _KEY + "site varchar, contact_id varchar, contact_at timestamp, pupil_id varchar, parent_id varchar, "
    "channel varchar, direction varchar, purpose varchar, outcome varchar",
    "events": _KEY + "site varchar, event_name varchar, event_kind varchar, event_date date, pupil_id varchar, "
    "parent_id varchar, is_invited boolean, attended boolean",
    "pupils": _KEY + "site varchar, pupil_id varchar, household_id varchar, parent_id varchar, relationship varchar, "
    "year_group varchar, sex varchar, is_pupil_premium boolean, sen_status varchar, is_eal boolean, joined_on date, "
    "left_on date, registration varchar, timetable varchar",
    "surveys": _KEY + "site varchar, survey_id varchar, response_id varchar, respondent_role varchar, "
    "submitted_at timestamp, pupil_id varchar, question_no integer, option_no integer, question_text varchar, "
    "question_key varchar, answer_kind varchar, answer_text varchar, answer_key varchar, answer_value double, "
    "is_duplicate boolean",
    "benchmarks": _KEY + "area_level varchar, area_code varchar, area_name varchar, school_type varchar, "
    "period_type varchar, academic_year varchar, period_start date, possible_sessions double, "
    "attended_sessions double, absent_sessions double, authorised_sessions double, unauthorised_sessions double, "
    "late_sessions double, enrolments double, attendance_rate double, absence_rate double, "
    "persistent_absence_rate double, source varchar",
    "uploads": "upload_id varchar, sequence_no bigint, feed varchar, loaded_at timestamp, is_active boolean, "
    "data_records bigint, accepted bigint, quarantined bigint, duplicates bigint, first_date date, last_date date",
    "register_step_updates": "row_id bigint, step_id varchar, status varchar, start_date date, due_date date, "
    "done_date date, owner_role varchar, recorded_at timestamp, recorded_by_role varchar",
    "register_phases": "row_id bigint, recorded_at timestamp, recorded_by_role varchar, phase_id varchar, "
    "start_date date, end_date date",
    "register_actions": "row_id bigint, recorded_at timestamp, recorded_by_role varchar, action_id varchar, "
    "phase_id varchar, idea_id varchar, option_id varchar, owner_role varchar, start_date date, due_date date",
    "register_steps": "row_id bigint, recorded_at timestamp, recorded_by_role varchar, step_id varchar, "
    "action_id varchar, position bigint",
    "register_carry_overs": "row_id bigint, recorded_at timestamp, recorded_by_role varchar, action_id varchar, "
    "to_phase_id varchar, to_action_id varchar",
    "register_coded_answers": "row_id bigint, recorded_at timestamp, recorded_by_role varchar, coding_id varchar, "
    "verdict varchar",
    "register_answers": "row_id bigint, key_question_id varchar, cycle_id varchar, judgement varchar, "
    "confidence varchar, state varchar, recorded_at timestamp, recorded_by_role varchar",
    "register_answer_evidence": "row_id bigint, key_question_id varchar, cycle_id varchar, indicator_id varchar, "
    "period_type varchar, period_id varchar, group_type varchar, group_value varchar, numerator double, "
    "denominator double, value double, interval_low double, interval_high double, is_reportable boolean, "
    "build_id varchar",
}
DEFAULTS = {
    "school_id": "our_school",
    "is_absence_only": False,
    "session": "AM",
    "channel": "call",
    "direction": "outbound",
    "event_kind": "workshop",
    "is_invited": True,
    "is_duplicate": False,
    "option_no": 1,
    "state": "submitted",
}


def make_landing(file: Path, **tables: list[dict]) -> Path:
    """Write the file. ``uploads`` need not be given: the uploads that rows name are added."""
    rows = {name: _complete(name, given) for name, given in tables.items()}
    rows.setdefault("uploads", _uploads_named(rows))
    shutil.copyfile(ready(Home(file.parent)).reference, file)
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema landing")
        for name, columns in TABLES.items():
            connection.execute(f"create table landing.{name} ({columns})")
            names = [column.split()[0] for column in columns.split(", ")]
            values = [[row.get(column) for column in names] for row in rows.get(name, [])]
            if values:
                marks = ", ".join("?" * len(names))
                connection.executemany(f"insert into landing.{name} values ({marks})", values)  # noqa: S608
    return file


def _complete(name: str, given: list[dict]) -> list[dict]:
    names = {column.split()[0] for column in TABLES[name].split(", ")}
    unknown = {key for row in given for key in row} - names
    assert not unknown, f"landing.{name} has no column {sorted(unknown)}"
    basis = {key: value for key, value in DEFAULTS.items() if key in names}
    numbered = {"upload_id": f"0001_{name}", **basis} if "upload_id" in names else basis
    counter = "row_id" if "row_id" in names else "record_no"
    return [{**numbered, counter: number, **row} for number, row in enumerate(given, start=2)]


def _uploads_named(rows: dict[str, list[dict]]) -> list[dict]:
    named = {row["upload_id"]: feed for feed, given in rows.items() for row in given if "upload_id" in row}
    return [
        {
            "upload_id": upload_id,
            "sequence_no": int(upload_id.split("_")[0]),
            "feed": feed,
            "loaded_at": datetime(2025, 1, 31, 9),  # noqa: DTZ001 -- local time, as landed
            "is_active": True,
            "accepted": sum(row.get("upload_id") == upload_id for row in rows[feed]),
            "quarantined": 0,
            "duplicates": 0,
        }
        for upload_id, feed in named.items()
    ]


def run(file: Path) -> models.Outcome:
    """Make every model from the landing zone in ``file`` and run every data test, as a build does."""
    with duckdb.connect(str(file)) as connection:
        return models.run(ready(Home(file.parent)), connection.cursor, lambda event: None)


def built(folder: Path, **tables: list[dict]) -> duckdb.DuckDBPyConnection:
    """A landing zone in ``folder``, built with every data test passed; a read-only connection to the warehouse."""
    file = make_landing(folder / "warehouse.duckdb", **tables)
    assert run(file).failure is None
    return duckdb.connect(str(file), read_only=True)
