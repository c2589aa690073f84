"""Registers of earlier versions are taken over without loss, once, whoever opens them first."""

import sqlite3
import subprocess
import sys
from datetime import date, datetime

import pytest
from sqlalchemy import text

from warehouse import register
from warehouse.errors import RegisterError
from warehouse.register import connection, migrations
from warehouse.settings import PROJECT_ROOT

# The tables of version 1 as they stand in homes that were made with it.
VERSION_1 = """
create table step_updates (
    row_id integer not null primary key, client_id varchar(64) not null unique, recorded_at datetime not null,
    recorded_by_role varchar(20) not null, step_id varchar(60) not null, status varchar(20) not null,
    start_date date, due_date date, done_date date, owner_role varchar(60), note text);
create table answers (
    row_id integer not null primary key, client_id varchar(64) not null unique, recorded_at datetime not null,
    recorded_by_role varchar(20) not null, key_question_id varchar(20) not null, cycle_id varchar(20) not null,
    judgement varchar(20) not null, answer text not null);
create trigger answers_no_delete before delete on answers
begin select raise(abort, 'the register is append-only'); end;
insert into answers values
    (1, 'a', '2026-03-24 16:00:00.000000', 'slt', 'kq_05', '2025/26 spring', 'not_yet', 'Few "come" — we''d ask.'),
    (2, 'b', '2026-03-25 16:00:00.000000', 'slt', 'kq_05', '2025/26 spring', 'strong', 'All come.');
insert into step_updates values
    (1, 'a', '2026-01-19 15:30:00.000000', 'staff', 'phase_1_step_01', 'in_progress',
     '2026-01-01', '2026-05-22', null, 'Head of centre', null),
    (2, 'c', '2026-05-18 15:30:00.000000', 'slt', 'phase_1_step_01', 'done',
     '2026-01-01', '2026-05-22', '2026-05-15', 'Head of centre', 'By letter');
"""


@pytest.fixture
def old_home(sqlite_home):
    """A home whose register is of version 1."""
    sqlite_home.root.mkdir()
    with sqlite3.connect(sqlite_home.register) as old:
        old.executescript(VERSION_1)
    return sqlite_home


def test_answers_and_steps_of_version_1_are_taken_over_whole(old_home):
    newest, oldest = register.history_of_answer(old_home, "kq_05").to_dicts()
    assert (newest["client_id"], newest["judgement"], newest["state"], newest["links"]) == (
        "b", "strong", "submitted", [],
    )  # fmt: skip
    assert oldest["answer"] == 'Few "come" — we\'d ask.'
    assert oldest["recorded_at"] == datetime(2026, 3, 24, 16)  # noqa: DTZ001 -- UTC, kept without a zone
    step = register.current_steps(old_home).row(0, named=True)
    assert (step["status"], step["done_date"], step["note"]) == ("done", date(2026, 5, 15), "By letter")
    assert register.history(old_home, "step_update").height == 2


def test_what_was_submitted_under_version_1_stays_one_row(old_home):
    again = register.record_answer(
        old_home, "kq_05", "2025/26 spring", "strong", "All come.", role="slt", client_id="b"
    )
    assert again is False
    assert register.history_of_answer(old_home, "kq_05").height == 2


def test_a_migration_runs_once(home):
    register.save_draft(home, "d", "form", "x", {}, role="slt")
    connection.close()
    register.save_draft(home, "d", "form", "x", {}, role="slt")
    with connection.reading(home) as opened:
        versions = opened.execute(text("select version from register_versions")).scalars().all()
    assert versions == [migration.version for migration in migrations.MIGRATIONS]


def test_a_migration_that_fails_leaves_the_old_register_as_it_was(old_home):
    with sqlite3.connect(old_home.register) as old:
        old.execute("create table drafts (in_the_way text)")
    with pytest.raises(RegisterError, match="could not be read"):
        register.current_answers(old_home)
    with sqlite3.connect(old_home.register) as old:
        assert old.execute("select count(*) from answers").fetchone() == (2,)
        assert old.execute("select count(*) from sqlite_master where name = 'entries'").fetchone() == (0,)


def test_a_register_of_a_newer_version_is_left_alone(home):
    register.save_draft(home, "d", "form", "x", {}, role="slt")
    with connection.writing(home) as opened:
        opened.execute(text("insert into register_versions (version) values (999)"))
    connection.close()
    with pytest.raises(RegisterError, match="newer version of Village"):
        register.current_answers(home)


OPEN = """
import sys
from pathlib import Path
from warehouse import register
from warehouse.settings import Home
sys.stdin.readline()
register.save_draft(Home(Path(sys.argv[1])), sys.argv[2], "form", "x", {}, role="slt")
"""


def test_four_processes_may_open_an_old_register_at_once(old_home):
    openers = [
        subprocess.Popen([sys.executable, "-c", OPEN, old_home.root, str(n)], cwd=PROJECT_ROOT, stdin=subprocess.PIPE)
        for n in range(4)
    ]
    for opener in openers:
        opener.stdin.write(b"go\n")
        opener.stdin.close()
    assert [opener.wait() for opener in openers] == [0] * 4
    assert register.history_of_answer(old_home, "kq_05").height == 2
    assert len(register.drafts(old_home, "form", role="slt")) == 4
