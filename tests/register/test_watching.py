"""Pages read the register at every turn from what is kept; whatever is saved, by whomever, is seen at once."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from samples import GOOD

from warehouse import register
from warehouse.register import connection, watching
from warehouse.settings import PROJECT_ROOT, Home, get_settings

_SAVE = """
import sys
from pathlib import Path
from warehouse import register
from warehouse.settings import Home
register.withdraw(Home(Path(sys.argv[1])), "answer", role="slt", client_id="far", **{KEY!r})
"""
KEY = {"key_question_id": "kq_05", "cycle_id": "2025/26 spring"}


def save(home: Home, client_id: str, answer: str) -> None:
    seen = register.latest(home, "answer", **KEY)
    values = GOOD["answer"] | {"answer": answer}
    register.record(
        home, "answer", values, role="slt", client_id=client_id, base_row_id=seen["row_id"] if seen else None
    )


def answers(home: Home) -> list[str]:
    return register.current(home, "answer")["answer"].to_list()


def test_what_is_saved_is_seen_at_the_next_look(home):
    assert answers(home) == []
    for words in ("one", "two"):
        save(home, words, words)
        assert answers(home) == [words]


def test_what_another_process_saves_is_seen_at_the_next_look(sqlite_home):
    save(sqlite_home, "c1", "here")
    assert answers(sqlite_home) == ["here"]
    subprocess.run(
        [sys.executable, "-c", _SAVE.replace("{KEY!r}", repr(KEY)), sqlite_home.root], cwd=PROJECT_ROOT, check=True
    )
    assert answers(sqlite_home) == []


def test_a_register_put_in_the_place_of_another_is_read_itself(sqlite_home, tmp_path):
    save(sqlite_home, "c1", "before")
    connection.close()
    shutil.copy(sqlite_home.register, tmp_path / "kept.sqlite")
    save(sqlite_home, "c2", "after")
    assert answers(sqlite_home) == ["after"]
    connection.close()
    for file in sqlite_home.root.glob("register.sqlite-*"):
        file.unlink()
    (tmp_path / "kept.sqlite").replace(sqlite_home.register)
    assert answers(sqlite_home) == ["before"]


def test_the_same_state_is_the_same_and_a_commit_is_another(sqlite_home):
    assert register.state(sqlite_home) is None
    save(sqlite_home, "c1", "one")
    first = register.state(sqlite_home)
    assert first is not None and register.state(sqlite_home) == first
    save(sqlite_home, "c2", "two")
    assert register.state(sqlite_home) != first


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this machine does not say which files are open")
def test_few_of_many_registers_are_held_open_and_each_still_tells_of_what_is_saved(sqlite_home):
    homes = [Home(sqlite_home.root / str(number)) for number in range(watching.MOST + 4)]
    for home in homes:
        save(home, "c1", "one")
    before = [register.state(home) for home in homes]
    connection.close()
    opened = {file.readlink() for file in Path("/proc/self/fd").iterdir() if file.is_symlink()}
    assert sum(home.register in opened for home in homes) <= watching.MOST
    for home in homes:
        save(home, "c2", "two")
    assert all(register.state(home) != known for home, known in zip(homes, before, strict=True))
    assert [answers(home) for home in homes] == [["two"]] * len(homes)


def test_a_register_on_a_server_is_asked_every_time(postgresql_home):
    assert get_settings().register_url is not None
    save(postgresql_home, "c1", "one")
    assert register.state(postgresql_home) is None
