"""The audit log keeps what was done, in order, and any meddling with it is found."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from sqlalchemy import text

from warehouse.errors import RegisterError
from warehouse.register import audit
from warehouse.register.connection import reading, writing


def filled(home, rows: int = 3) -> None:
    for number in range(rows):
        audit.record(home, "head@school.example", "downloaded", {"file": f"table_{number}.csv"})


def meddle(home, statement: str) -> None:
    """Change the file behind the program's back, triggers taken off first."""
    with sqlite3.connect(home.register) as file:
        for (name,) in file.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            file.execute(f"drop trigger {name}")
        file.execute(statement)


def test_what_was_done_is_read_newest_first_with_who_and_when(home):
    filled(home, 2)
    rows = audit.log(home).to_dicts()
    assert [row["number"] for row in rows] == [2, 1]
    assert rows[0]["who"] == "head@school.example"
    assert rows[0]["detail"] == '{"file": "table_1.csv"}'
    assert rows[0]["at"].utcoffset().total_seconds() == 0
    assert rows[0]["before_hash"] == rows[1]["hash"]


def test_an_untouched_chain_is_whole_and_knows_a_head_noted_before(home):
    filled(home)
    noted = audit.verify(home).head
    filled(home)
    found = audit.verify(home, head=noted)
    assert found.is_whole
    assert (found.rows, found.is_head_known) == (6, True)


def test_a_home_without_a_register_has_an_empty_log_and_gets_no_file_by_reading_it(sqlite_home):
    assert audit.log(sqlite_home).is_empty()
    assert audit.verify(sqlite_home) == audit.Verdict(0, audit.START)
    assert audit.count(sqlite_home) == 0
    assert not sqlite_home.register.exists()


@pytest.mark.parametrize("statement", ["update audit set who = 'x'", "delete from audit"])
def test_the_database_refuses_to_change_or_delete_a_row(home, statement):
    filled(home)
    with pytest.raises(RegisterError), writing(home) as connection:
        try:
            connection.execute(text(statement))
        except Exception as error:
            raise RegisterError("refused") from error
    assert audit.verify(home).is_whole


@pytest.mark.parametrize(
    "statement, broken_at",
    [
        ("update audit set who = 'other@school.example' where number = 2", 2),
        ("update audit set detail = '{}' where number = 1", 1),
        ("delete from audit where number = 2", 2),
        ("delete from audit where number = 1", 1),
    ],
)
def test_a_row_changed_or_taken_out_of_the_file_breaks_the_chain_there(sqlite_home, statement, broken_at):
    filled(sqlite_home)
    meddle(sqlite_home, statement)
    found = audit.verify(sqlite_home)
    assert not found.is_whole
    assert found.broken_at == broken_at


def test_rows_cut_off_at_the_end_are_missed_by_the_chain_and_found_by_a_noted_head(sqlite_home):
    filled(sqlite_home)
    noted = audit.verify(sqlite_home).head
    meddle(sqlite_home, "delete from audit where number = 3")
    assert audit.verify(sqlite_home).is_whole
    assert not audit.verify(sqlite_home, head=noted).is_whole


def made_anew(home, detail: str) -> None:
    """The whole chain written again by somebody who knows how it is made and has not got the key."""
    rows, before = audit.log(home).reverse().to_dicts(), audit.START
    for row in rows:
        at = row["at"].isoformat(timespec="milliseconds")
        sealed = [before, row["number"], at, row["who"], row["what"], detail]
        sealed_as = sha256(json.dumps(sealed, ensure_ascii=False).encode()).hexdigest()
        meddle(
            home,
            f"update audit set detail = '{detail}', before_hash = '{before}', hash = '{sealed_as}' "  # noqa: S608
            f"where number = {row['number']}",
        )
        before = sealed_as


def test_a_chain_made_anew_without_the_key_is_found_out(sqlite_home):
    filled(sqlite_home)
    made_anew(sqlite_home, "{}")
    assert audit.verify(sqlite_home).broken_at == 1
    key = sqlite_home.root / "audit.key"
    assert key.stat().st_mode & 0o077 == 0
    key.unlink()
    assert audit.verify(sqlite_home).is_whole, "so the forger knew how, and the key is what found it out"


@pytest.mark.parametrize("damaged", ["", "{}", "[]", '{"key": "zz", "first": 1}'])
def test_a_key_that_cannot_be_read_is_said_in_a_sentence_and_nothing_is_sealed_without_it(sqlite_home, damaged):
    filled(sqlite_home)
    (sqlite_home.root / "audit.key").write_text(damaged)
    for use in (filled, audit.verify):
        with pytest.raises(RegisterError, match="restore it from a backup"):
            use(sqlite_home)
    assert audit.log(sqlite_home).height == 3


def test_rows_from_before_there_was_a_key_stay_whole_and_those_after_are_keyed(sqlite_home):
    filled(sqlite_home, 2)
    made_anew(sqlite_home, "{}")
    (sqlite_home.root / "audit.key").unlink()
    filled(sqlite_home, 2)
    assert audit.verify(sqlite_home).is_whole
    made_anew(sqlite_home, "{}")
    assert audit.verify(sqlite_home).broken_at == 3


def test_many_writers_at_once_make_one_chain(home):
    audit.record(home, audit.NOBODY_NAMED, "signed_in")
    with ThreadPoolExecutor(6) as writers:
        list(writers.map(lambda _: filled(home, 5), range(6)))
    assert audit.verify(home).rows == 31
    assert audit.verify(home).is_whole


def test_what_is_no_known_action_is_refused_and_nothing_is_written(home):
    with pytest.raises(KeyError):
        audit.record(home, audit.NOBODY_NAMED, "something")
    with reading(home) as connection:
        assert connection.execute(text("select count(*) from audit")).scalar_one() == 0
