"""Large lists of marks are streamed; whatever is in them, the outcome is that of the small way."""

import csv
import io
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from warehouse import landing
from warehouse.errors import VillageError
from warehouse.intake import Options, blocks, load_file
from warehouse.intake.bulk import examining
from warehouse.settings import Home

HEADINGS = ["Pupil ID", "Site", "Date", "Session", "Mark", "Note"]
PUPILS = st.sampled_from(["P1", "P2", " P1 ", "p1", "", " ", 'P"3', "P,4", "Zoë", "07700 900123", "Smith, Jo"])
SITES = st.sampled_from(["Westside", "Eastside", "", "Westside "])
DATES = st.sampled_from(["2024-09-13", "13/09/2024", "14/09/2024", "31/02/2024", "", "0026-09-13", "2023-05-02", "x"])
SESSIONS = st.sampled_from(["AM", "PM", "am", "morning", "", "evening"])
MARKS = st.sampled_from(["/", "\\", "I", "i", "O", "I02", "J", "H", "8", "-", "", " /", "Y1"])
NOTES = st.sampled_from(["", "a", "b\nc", 'say "so"', "x,y"])
RECORD = st.tuples(PUPILS, SITES, DATES, SESSIONS, MARKS, NOTES).map(list)
PLAIN = st.tuples(st.sampled_from(["P1", "P2"]), SITES, DATES, SESSIONS, MARKS, st.just("")).map(list)
ODD = st.sampled_from([[], ["P1"], ["P1", "W", "2024-09-13", "AM", "/", "", "extra"], [""] * 6, [" "] * 6, [""] * 8])
LINES = st.lists(st.one_of(RECORD, PLAIN, PLAIN, ODD), min_size=1, max_size=14)
CLASHES = [["P1", "W", "2024-09-13", "AM", mark, ""] for mark in "/O/O"] + [["P2", "W", "2024-09-13", "AM", "/", ""]]
TITLES = st.sampled_from([[], [["Attendance report"], ["Autumn term 2024"]]])


def written(records, line_end, quote_all, last_end):
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(text, lineterminator=line_end, quoting=quoting).writerows(records)
    return text.getvalue() if last_end else text.getvalue().removesuffix(line_end)


def loaded(path, options, folder):
    """Everything a load leaves: its result, the manifest's figures, the rows and the records set aside.

    Of a file that is refused or asked about: what was found, and the sentence.
    """
    home = Home(folder)
    home.root.mkdir()
    (home.root / "key").write_bytes(bytes(32))  # people are keyed alike in both homes
    try:
        result = load_file(home, path, options)
    except VillageError as refused:
        return refused.inspection.as_dict(), str(refused), None, None
    rows = pl.read_parquet(landing.rows_file(home, result.upload_id))
    entry = landing.read_manifest(home)[0]
    kept = {name: entry[name] for name in ("first_date", "last_date", "accepted", "quarantined", "duplicates")}
    aside = pl.read_parquet(landing.quarantine_file(home, result.upload_id))
    return result.as_dict(), kept, rows, aside.sort("record_no")


def both_ways(raw, options=None):
    """The outcome of the small way and of the streamed one, in blocks of a few letters."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "marks.csv"
        path.write_bytes(raw)
        small = loaded(path, options, Path(folder) / "small")
        patch.setattr(examining, "FROM_BYTES", 0)
        patch.setattr(blocks, "BLOCK", 64)
        streamed = loaded(path, options, Path(folder) / "streamed")
    return small, streamed


def same(small, streamed):
    """Equal outcomes; the sentence of an open question or a refusal too."""
    assert streamed[0] == small[0]
    assert streamed[1] == small[1]
    if small[2] is not None:
        assert streamed[2].schema == small[2].schema
        assert streamed[2].equals(small[2])
        assert streamed[3].equals(small[3])


@settings(max_examples=25, deadline=None)
@given(TITLES, LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.booleans())
@example(
    [], [["P1", "W", "2024-09-13", "AM", "/", "a"], ["P1", "W", "2024-09-13", "AM", "O", "b"]] * 2, "\n", False, True
)
@example([], [["P1", "W", "2024-09-13", "AM", "/", "", "extra"]], "\n", False, False)
def test_a_streamed_file_ends_as_a_small_one_does(titles, lines, line_end, quote_all, last_end):
    raw = written([*titles, HEADINGS, *lines], line_end, quote_all, last_end).encode()
    same(*both_ways(raw, Options(date_order="dmy")))
