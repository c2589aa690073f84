"""A register that cannot be written or read says so in a sentence, saves nothing and loses nothing."""

import shutil
import sqlite3
import subprocess
import sys

import pytest
from samples import GOOD

from warehouse import homes, register
from warehouse.errors import RegisterError, SettingsError
from warehouse.register import connection
from warehouse.settings import PROJECT_ROOT, Home, get_settings


def save(home, client_id="c1", **changes):
    return register.record(home, "answer", GOOD["answer"] | changes, role="slt", client_id=client_id)


def test_a_file_that_is_no_register_says_so(sqlite_home):
    sqlite_home.root.mkdir()
    sqlite_home.register.write_bytes(b"this is not a database, it is a text")
    with pytest.raises(RegisterError, match="nothing was saved: its file is damaged"):
        save(sqlite_home)
    with pytest.raises(RegisterError, match="could not be read: its file is damaged"):
        register.current_answers(sqlite_home)


def test_a_locked_register_says_so_and_takes_the_entry_later(sqlite_home, monkeypatch):
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.2)
    save(sqlite_home)
    holder = sqlite3.connect(sqlite_home.register, isolation_level=None)
    holder.execute("begin immediate")
    with pytest.raises(RegisterError, match="nothing was saved: another program holds it") as refused:
        save(sqlite_home, "c2", answer="Revised")
    assert refused.value.field is None
    connection.close()
    assert register.current_answers(sqlite_home).height == 1  # readers wait for no writer, not even at the start
    holder.execute("rollback")
    holder.close()
    assert save(sqlite_home, "c2", answer="Revised").is_new


FILL = """
import resource, signal, sys
from pathlib import Path
from warehouse import register
from warehouse.errors import RegisterError
from warehouse.settings import Home
sys.path.insert(0, "tests/register")
from samples import GOOD
home = Home(Path(sys.argv[1]))
save = lambda n: register.record(home, "answer", GOOD["answer"] | {"answer": "x" * 4000}, role="slt", client_id=str(n))
save(0)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
saved = 1
try:
    while saved < 200:
        save(saved)
        saved += 1
except RegisterError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(saved, save(saved).is_new, register.history(home, "answer").height)
"""


def test_a_disk_with_no_room_left_says_so_and_keeps_every_saved_entry(sqlite_home):
    """The system refuses this process longer files, as it does when the disk is full; then there is room again."""
    command = [sys.executable, "-c", FILL, sqlite_home.root]
    told = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert "nothing was saved" in told[0]
    saved, is_new, kept = told[1].split()
    assert (is_new, int(kept)) == ("True", int(saved) + 1)
    assert register.history(sqlite_home, "answer").height == int(kept)


def test_a_register_file_put_in_place_of_another_is_the_one_that_is_used(sqlite_home):
    save(sqlite_home)
    shutil.rmtree(sqlite_home.root)
    assert register.current_answers(sqlite_home).is_empty()
    save(sqlite_home)
    assert register.current_answers(sqlite_home).height == 1


def test_a_server_that_is_away_says_so_and_is_used_again_when_it_is_back(server, postgresql_home):
    save(postgresql_home)
    server.stop()
    try:
        with pytest.raises(RegisterError, match="nothing was saved: its database does not answer"):
            save(postgresql_home, "c2", answer="Revised")
        with pytest.raises(RegisterError, match="could not be read: its database does not answer"):
            register.current_answers(postgresql_home)
    finally:
        server.start()
    assert save(postgresql_home, "c2", answer="Revised").is_new
    assert register.history(postgresql_home, "answer").height == 2


@pytest.mark.parametrize("address", ["mysql://root:hushed@host/db", "hushed words"])
def test_an_address_of_another_database_is_refused_without_repeating_it(tmp_path, monkeypatch, address):
    monkeypatch.setenv("VILLAGE_REGISTER_URL", address)
    get_settings.cache_clear()
    with pytest.raises(SettingsError, match="VILLAGE_REGISTER_URL is no PostgreSQL address") as refused:
        save(Home(tmp_path / "home"))
    assert "hushed" not in str(refused.value) + repr(get_settings())
    get_settings.cache_clear()


def test_a_demonstration_keeps_its_own_file_whatever_the_setting_says(postgresql_home):
    homes.claim(postgresql_home, homes.DEMO)
    save(postgresql_home)
    assert postgresql_home.register.exists()
    postgresql_home.marker.unlink()
    assert register.current_answers(postgresql_home).is_empty()
