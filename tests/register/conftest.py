"""Homes whose register is SQLite or PostgreSQL: the same tests hold for both. PostgreSQL is a real, private server."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from warehouse.register import connection
from warehouse.settings import Home, get_settings

HOW_TO_GET_IT = "no PostgreSQL on this machine: apt-get install postgresql"
_SCHEMAS = count()


class Server:
    """A PostgreSQL cluster in a folder of its own, reached by a socket in that folder and by nothing else."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="village_pg_"))
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root; Debian's package brings the user postgres
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "--pgdata", self.data, "--username", "village", "--auth", "trust", "--no-instructions")
        self.start()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self, program: str, *arguments: object) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(self.programs / program), *map(str, arguments)]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        # Tests kill clients, never the machine, so the server need not wait for the disk.
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        log = self.folder / "log"
        self.run("pg_ctl", "start", "--wait", "--pgdata", self.data, "--log", log, "--options", options)

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", self.data)

    def address(self, schema: str = "public") -> str:
        """The address of a register in one schema of the cluster's database."""
        return f"postgresql://village@/postgres?host={self.folder}&options=-csearch_path%3D{schema}"

    def say(self, statement: str) -> None:
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(statement)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running cluster; skipped by name where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    if not found[-1].is_file():
        pytest.skip(HOW_TO_GET_IT)
    cluster = Server(found[-1].parent)
    yield cluster
    cluster.remove()


@pytest.fixture
def sqlite_home(tmp_path, monkeypatch) -> Iterator[Home]:
    monkeypatch.delenv("VILLAGE_REGISTER_URL", raising=False)
    get_settings.cache_clear()
    yield Home(tmp_path / "home")
    connection.close()
    get_settings.cache_clear()


@pytest.fixture
def postgresql_home(server, tmp_path, monkeypatch) -> Iterator[Home]:
    schema = f"register_{next(_SCHEMAS)}"
    server.say(f"create schema {schema}")
    monkeypatch.setenv("VILLAGE_REGISTER_URL", server.address(schema))
    get_settings.cache_clear()
    yield Home(tmp_path / "home")
    connection.close()
    get_settings.cache_clear()


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request) -> Home:
    """An empty home, once with each kind of register."""
    return request.getfixturevalue(f"{request.param}_home")
