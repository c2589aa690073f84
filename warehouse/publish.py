"""Publishing: the tables of MARTS copied into a new file, and the pointer moved to it.

The file's name is new each time; a file that somebody may have open is never replaced. Files published earlier are
cleared away, but for the last few, which open pages may still read.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.files import move_into_place, write_atomically
from warehouse.read import MARTS, current_build
from warehouse.settings import Home

KEPT = 3


def publish(home: Home, build_id: str, work_file: Path, details: dict) -> Path:
    """Copy the published tables out of ``work_file`` and serve them. Returns the served file.

    ``details`` (seconds, tests, fingerprint) is kept in the pointer.
    """
    home.served.mkdir(parents=True, exist_ok=True)
    unfinished = home.served / f".{build_id}.unfinished"
    _copy_tables(work_file, unfinished)
    file = home.served / f"{build_id}.duckdb"
    move_into_place(unfinished, file)
    pointer = {"build_id": build_id, "file": file.name, "built_at": datetime.now(UTC).isoformat(), **details}
    write_atomically(home.pointer, json.dumps(pointer, indent=1).encode())
    _clear_away(home)
    return file


def _copy_tables(work_file: Path, target: Path) -> None:
    with duckdb.connect(str(target)) as connection:
        connection.execute(f"attach '{_quoted(work_file)}' as work (read_only)")
        for mart in MARTS.values():
            listed = ", ".join(mart.columns)
            connection.execute(
                f"create table {mart.name} as select {listed} from work.{mart.schema}.{mart.name} "  # noqa: S608
                f"order by {', '.join(mart.order_by)}"
            )
        connection.execute("detach work")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _clear_away(home: Home) -> None:
    """Remove builds older than the last few and what a killed build left behind."""
    served = current_build(home)
    finished = sorted(home.served.glob("*.duckdb"), reverse=True)
    for file in [*finished[KEPT:], *home.served.glob(".*.unfinished*")]:
        if served and file != served.path:
            file.unlink(missing_ok=True)
