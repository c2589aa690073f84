"""The governors' release: aggregate tables alone, disclosure-controlled, frozen in a file of their own, signed off.

The file is written row by row from what policies let through, never copied from a build, so nothing else can be in it.
Beside each release its cells are kept, held back or not, to compare the next one with; governors never read those.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
from filelock import FileLock

from warehouse.disclosure.cells import BARRIER_KEY, INDICATOR_KEY, Cell, barrier_cells, indicator_cells
from warehouse.disclosure.earlier import State, States
from warehouse.disclosure.planning import Plan, plan
from warehouse.disclosure.policies import POLICIES
from warehouse.disclosure.solve import CannotProtect
from warehouse.disclosure.tables import candidates, cell_rows, released
from warehouse.errors import NothingServed, ReleaseRefused
from warehouse.files import move_into_place, write_atomically, write_parquet
from warehouse.read import MARTS, Build, Release, current_build, current_release, list_releases, read_mart
from warehouse.read.connection import cursor
from warehouse.register import audit
from warehouse.register.sessions import ProgramRole
from warehouse.settings import Home

OnEvent = Callable[[dict], None]
_READER = ProgramRole("slt")


@dataclass(frozen=True)
class Draft:
    """A release that was worked out and not signed off. ``refused_because`` is a sentence, or None; ``after`` counts
    the releases there were, so that a draft is not signed off after another release."""

    build: Build
    after: int
    plan: Plan
    tables: dict[str, pl.DataFrame]
    figures: dict
    refused_because: str | None


def prepare_release(
    home: Home, *, keep_earlier: bool = False, on_event: OnEvent | None = None, today: date | None = None
) -> Draft:
    """Work out what a release of the current build would show; writes nothing.

    ``keep_earlier``: school years in which too few people have changed stay as they were released, and nothing is
    refused. Raises NothingServed before the first build.
    """
    build = current_build(home)
    if build is None:
        raise NothingServed("There is no build to release yet; load an export and build first.")
    read = lambda name: read_mart(home, name, _READER)  # noqa: E731
    day = today or datetime.now(UTC).date()
    indicators, barriers = candidates(read, day)
    worked_out = _planned(home, indicators, barriers, on_event)
    tables = released(read, worked_out, day, _tables_before(home))
    refusal = None if keep_earlier else _refusal(home, worked_out)
    return Draft(build, len(list_releases(home)), worked_out, tables, _figures(worked_out), refusal)


def sign_off(
    home: Home,
    by: str,
    *,
    keep_earlier: bool = False,
    draft: Draft | None = None,
    on_event: OnEvent | None = None,
    today: date | None = None,
) -> Release:
    """Write the release of the current build and let governors read it, signed by ``by``.

    ``draft`` is signed off as it was seen, unless there was a build or a release since. Raises ReleaseRefused where
    nobody signs, where the draft is out of date, or where too few people have changed since an earlier release.
    """
    if not by.strip():
        raise ReleaseRefused("A release needs the name of whoever signs it off; give one with --by or on the page.")
    home.root.mkdir(parents=True, exist_ok=True)
    with FileLock(home.root / "release.lock"):
        if draft and (draft.build != current_build(home) or draft.after != len(list_releases(home))):
            raise ReleaseRefused("The figures were put together anew since this was worked out; work it out again.")
        draft = draft or prepare_release(home, keep_earlier=keep_earlier, on_event=on_event, today=today)
        if draft.refused_because and not keep_earlier:
            audit.record(home, by.strip(), "release_refused", {"build_id": draft.build.build_id})
            raise ReleaseRefused(draft.refused_because)
        return _write(home, draft, by.strip())


def withdraw(home: Home, release_id: str, by: str) -> Release | None:
    """Take a release back; governors read the one before it, or nothing. Returns what they read now.

    Its figures have been seen, so later releases are still compared with it. Raises ReleaseRefused for an id that
    stands for no release, or for one that was withdrawn before.
    """
    with FileLock(home.root / "release.lock"):
        standing = [release.release_id for release in list_releases(home) if release.withdrawn_at is None]
        if release_id not in standing:
            raise ReleaseRefused("No release that stands has this id; `releases` lists them.")
        audit.record(home, by, "release_withdrawn", {"release_id": release_id})
        entries = _entries(home)
        for entry in entries:
            if entry["release_id"] == release_id:
                entry |= {"withdrawn_at": datetime.now(UTC).isoformat(), "withdrawn_by": by}
        _save(home, entries)
    return current_release(home)


def _planned(home: Home, indicators: pl.DataFrame, barriers: pl.DataFrame, on_event: OnEvent | None) -> Plan:
    try:
        return plan(indicators, barriers, _earlier(home), on_event)
    except CannotProtect:
        raise ReleaseRefused(
            "What earlier releases showed would give a small group away beside these figures, whatever else is held "
            "back; nothing was released. Ask whoever looks after Village to look at the exports of the terms before."
        ) from None
    except ArithmeticError:
        raise ReleaseRefused(
            "The check that nobody can be found out could not be finished, so nothing was released; try again, and if "
            "it happens again tell whoever looks after Village."
        ) from None


def _refusal(home: Home, worked_out: Plan) -> str | None:
    if not worked_out.unsafe:
        return None
    last = list_releases(home)[-1].released_at
    years = " and ".join(sorted({year for _, year in worked_out.unsafe}))
    return (
        f"Since the release of {last:%-d %B %Y} figures of {years} have changed by so few pupils or families that the "
        "two releases together would show theirs; wait until more have changed, or keep those years as they were "
        "released (--keep-earlier)."
    )


def _figures(worked_out: Plan) -> dict:
    """What the log says of a release: counts of cells, why they are held back, and the share kept."""
    cells, people = worked_out.kept_share()
    return {
        "cells": len(worked_out.cells),
        "suppressed_cells": worked_out.held_back,
        "because": dict(sorted(worked_out.reasons.items())),
        "share_of_cells": round(cells, 3),
        "share_of_people": round(people, 3),
        "as_released": len(worked_out.as_released),
        "is_optimal": worked_out.is_optimal,
    }


def _write(home: Home, draft: Draft, by: str) -> Release:
    now = datetime.now(UTC)
    release_id = f"r{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    home.releases.mkdir(parents=True, exist_ok=True)
    write_parquet(cell_rows(draft.plan), home.releases / f"{release_id}.cells.parquet")
    unfinished = home.releases / f".{release_id}.unfinished"
    _write_tables(draft.tables, unfinished)
    file = home.releases / f"{release_id}.duckdb"
    move_into_place(unfinished, file)
    entry = {
        "release_id": release_id,
        "file": file.name,
        "build_id": draft.build.build_id,
        "released_at": now.isoformat(),
        "released_by": by,
        "figures": draft.figures,
        "withdrawn_at": None,
        "withdrawn_by": None,
    }
    counts = {name: draft.figures[name] for name in ("cells", "suppressed_cells")}
    audit.record(home, by, "release_signed", {"release_id": release_id, "build_id": draft.build.build_id, **counts})
    _save(home, [*_entries(home), entry])
    return current_release(home)


def _write_tables(tables: dict[str, pl.DataFrame], file: Path) -> None:
    """Only tables and columns that a policy names, in the order of their mart."""
    with duckdb.connect(str(file)) as connection:
        for name in POLICIES:
            mart = MARTS[name]
            connection.register("rows", tables[name].select(mart.columns))
            order = ", ".join(mart.order_by)
            connection.execute(f"create table {name} as select * from rows order by {order}")  # noqa: S608
            connection.unregister("rows")


def _entries(home: Home) -> list[dict]:
    return json.loads(home.release_log.read_text("utf-8"))["releases"] if home.release_log.exists() else []


def _save(home: Home, entries: list[dict]) -> None:
    write_atomically(home.release_log, json.dumps({"releases": entries}, indent=1).encode())


def _earlier(home: Home) -> list[States]:
    """The cells of every earlier release, newest first; those withdrawn were read too."""
    return [_states(home.releases / f"{release.release_id}.cells.parquet") for release in reversed(list_releases(home))]


def _states(file: Path) -> States:
    rows = pl.read_parquet(file)
    found: dict[tuple, State] = {}
    for table, names, cells_of, counts in (
        ("rpt_indicators", INDICATOR_KEY, indicator_cells, ("numerator", "denominator")),
        ("rpt_barriers", BARRIER_KEY, barrier_cells, ("reported", "respondents")),
    ):
        part = rows.filter(pl.col("table") == table)
        keys = [pl.col("key").list.get(at).alias(name) for at, name in enumerate(names)]
        renamed = dict(zip(("numerator", "denominator"), counts, strict=True))
        cells: list[Cell] = cells_of(part.with_columns(keys).rename(renamed))
        shown = dict(zip(map(tuple, part["key"].to_list()), part["is_shown"].to_list(), strict=True))
        found |= {cell.item_id: State(cell, shown[cell.key]) for cell in cells}
    return found


def _tables_before(home: Home) -> dict[str, pl.DataFrame]:
    """The tables of the newest release, also one that was withdrawn."""
    listed = list_releases(home)
    if not listed:
        return {}
    with cursor(listed[-1].path) as opened:
        there = {name for (name,) in opened.execute("select table_name from duckdb_tables()").fetchall()}
        return {name: _whole(opened.sql(f"from {name}").pl(), name) for name in POLICIES if name in there}


def _whole(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """The table as it would be written today: a release signed by an older program lacks what was added since."""
    added = [column for column in MARTS[name].columns if column not in rows.columns]
    return rows.with_columns(pl.lit(None).alias(column) for column in added).select(MARTS[name].columns)
