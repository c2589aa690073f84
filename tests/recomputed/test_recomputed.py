"""Every indicator, period and group of three generated schools, worked out twice: by the models and by plain Python.

The schools' exports are loaded, built and published; tests/recomputed goes from the same files with the standard
library alone. Every cell must be there on both sides, with the same counts, figure and range.
"""

from datetime import date
from pathlib import Path

import pytest

from seeds.generator.exports import make_exports
from tests.recomputed.counting import counted
from tests.recomputed.more_exports import more_exports
from tests.recomputed.reading import read_school
from warehouse import register
from warehouse.intake import Options, load_file
from warehouse.read import read_mart
from warehouse.settings import Home
from warehouse.worker import run_build

SEEDS = ("tideway", "saltmarsh", "longshore")
# What the generator leaves out: nobody named, a pupil and a parent on no list, a parent alone, blank groups, a leaver.
MORE = {
    "communication_log_2024_25.csv": (
        "C90001,2024-10-07 09:00,,,,Text,Outbound,Positive,,Replied,Office\r\n"
        "C90002,2024-10-08 09:00,,X999,,Email,Outbound,Concern,,Delivered,Office\r\n"
        "C90003,2024-10-09 09:00,Westside,X999,Y999,Phone call,Inbound,Concern,,Answered,Office\r\n"
        "C90004,2024-10-10 09:00,,,{parent},App,Outbound,Positive,,Read,Office\r\n"
    ),
    "pupils_2025_26.csv": (
        "X1,A,B,,,,,,,,,02/09/2025,,X2,X3,,,,\r\nX4,A,B,Westside,Year 8,Other,,SEN support,,,,,10/12/2025,X2,X3,,,,\r\n"
    ),
}


@pytest.fixture(scope="module", params=SEEDS)
def both(request, tmp_path_factory, warm_worker) -> tuple[dict, dict]:
    """Cells by plain Python and cells of rpt_indicators, of one school: (indicator, period, group) to a figure."""
    folder = tmp_path_factory.mktemp(request.param)
    files = _write(folder, request.param)
    home = Home(folder / "home")
    for name, feed in files:
        if feed != "register":
            load_file(home, folder / name, Options(kind=feed))
    register.import_demo_register(home, folder)
    run_build(home)
    rows = read_mart(home, "rpt_indicators", "slt").to_dicts()
    keys = ("indicator_id", "period_type", "period_id", "group_type", "group_value")
    ours = {tuple(row[name] for name in keys): row for row in rows}
    assert len(ours) == len(rows)
    plain = counted(read_school(folder, files), date.today())  # noqa: DTZ011 -- the build's own day
    return {(i, *period, *group): figure for (i, period, group), figure in plain.items()}, ours


def _write(folder: Path, seed: str) -> list[tuple[str, str]]:
    """The exports of a small school, with what the generator leaves out; name and feed in the order of loading."""
    exports = [export for export in make_exports(seed, 0.2) if export.loaded_by_demo]
    parent = exports[0].content.decode().splitlines()[1].split(",")[14]
    for export in exports:
        more = MORE.get(export.file, "").format(parent=parent)
        (folder / export.file).write_bytes(export.content + more.encode())
    pupils = sorted({line.split(",")[0] for line in exports[0].content.decode().splitlines()[1:]})
    others = more_exports(seed, pupils)
    for name, _, content in others:
        (folder / name).write_bytes(content)
    return [*((export.file, export.feed) for export in exports), *((name, feed) for name, feed, _ in others)]


def test_no_cell_is_missing_and_none_is_made_up(both):
    plain, ours = both
    assert sorted(plain.keys() - ours.keys()) == []
    assert sorted(ours.keys() - plain.keys()) == []
    assert len(ours) > 5_000


def test_every_count_is_the_same(both):
    plain, ours = both
    apart = {
        key: (figure, ours[key])
        for key, figure in plain.items()
        if (figure.numerator, figure.denominator, figure.is_reportable)
        != tuple(ours[key][name] for name in ("numerator", "denominator", "is_reportable"))
    }
    assert apart == {}


def test_every_figure_is_the_same_to_twelve_places_and_every_range_to_nine(both):
    plain, ours = both
    apart = {
        key: (float(figure.value), figure.low, figure.high, ours[key])
        for key, figure in plain.items()
        if not _is_close(float(figure.value), ours[key]["value"], 1e-12)
        or not _is_close(figure.low, ours[key]["interval_low"], 1e-9)
        or not _is_close(figure.high, ours[key]["interval_high"], 1e-9)
    }
    assert apart == {}


def _is_close(one: float | None, other: float | None, apart: float) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= apart * max(1.0, abs(one))
