"""Whatever a table holds and however it is written, it is read back cell for cell, or refused, or asked about."""

import tempfile
from pathlib import Path

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from warehouse.errors import FileRefused
from warehouse.intake import Options
from warehouse.intake.opening import find_place, open_table
from warehouse.intake.results import Inspection
from warehouse.intake.source import open_source

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe"}
UNICODE = ("utf-8", "utf-8-sig", "utf-16")
# What people type and parsers stumble over: quotes, delimiters, line ends, apostrophes, formulas, signs of nothing.
TRICKY = st.text(alphabet="aB1 ,;|\t\"'\n\r=-@.é£", max_size=8)
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=6)
WESTERN = st.text(alphabet="aZ9 ,;|\"'\n£éÜ’–", max_size=8)


@st.composite
def tables(draw, cells) -> list[list[str]]:
    """Headings that tell themselves apart, and records below them."""
    width = draw(st.integers(2, 5))
    headings = [f"{draw(st.sampled_from(['Heading', 'Column', 'Über', 'A, b']))} {place}" for place in range(width)]
    row = st.lists(cells, min_size=width, max_size=width)
    return [headings, *draw(st.lists(row, min_size=1, max_size=8))]


def written(table, delimiter, ending, is_quoted, encoding) -> bytes:
    """The table as tools write it: cells quoted all, or those that hold a delimiter, a mark or the end of a line."""

    def cell(text: str) -> str:
        needs = is_quoted or any(sign in text for sign in (delimiter, '"', "\n", "\r"))
        return '"' + text.replace('"', '""') + '"' if needs else text

    return "".join(delimiter.join(map(cell, row)) + ending for row in table).encode(encoding)


def read(raw: bytes, options: Options) -> list[list[str]] | None:
    """Headings and records as the intake reads them; None where it refuses the file or asks."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        Path(file.name).write_bytes(raw)
        inspection = Inspection()
        try:
            source, options = open_source(Path(file.name), options, inspection)
            with source as decoded:
                place = find_place(decoded, options, inspection)
                if place is None:
                    return None
                table = open_table(decoded, place, options, inspection)
        except FileRefused:
            return None
    assert not table.too_long and not table.short
    return [list(row) for row in table.frame.drop("record_no").rows()]


def records(table) -> list[list[str]]:
    """The table without rows of nothing at its end, which are what a spreadsheet leaves behind."""
    kept = list(table)
    while len(kept) > 1 and not any(cell.strip() for cell in kept[-1]):
        kept.pop()
    return kept


@settings(max_examples=60, deadline=None, phases=[Phase.generate])
@given(
    table=tables(st.one_of(TRICKY, ANY)),
    delimiter=st.sampled_from(list(DELIMITERS)),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    is_quoted=st.booleans(),
    encoding=st.sampled_from(UNICODE),
    is_said=st.booleans(),
)
def test_any_table_is_read_back_exactly_or_refused_or_asked_about(
    table, delimiter, ending, is_quoted, encoding, is_said
):
    said = Options(answers={"delimiter": DELIMITERS[delimiter]}) if is_said else Options()
    found = read(written(table, delimiter, ending, is_quoted, encoding), said)
    assert found is None or found == records(table)


@settings(max_examples=30, deadline=None, phases=[Phase.generate])
@given(table=tables(WESTERN), delimiter=st.sampled_from([",", ";"]))
def test_a_table_in_the_old_western_encoding_is_read_back_exactly(table, delimiter):
    raw = written(table, delimiter, "\r\n", True, "cp1252")
    try:
        raw.decode("utf-8")
        assume(raw.isascii())
    except UnicodeDecodeError:
        pass
    found = read(raw, Options(encoding="cp1252", answers={"delimiter": DELIMITERS[delimiter]}))
    assert found == records(table) or (found is None and not any(any(map(str.strip, row)) for row in table[1:]))


@settings(max_examples=30, deadline=None, phases=[Phase.generate])
@given(table=tables(st.text(alphabet='ab1 ,;é"', min_size=1, max_size=6)), cut=st.integers(1, 12))
def test_a_file_cut_short_inside_a_quoted_cell_is_refused(table, cut):
    raw = written([*table, ["x", *["y" * 20] * (len(table[0]) - 1)]], ",", "\n", True, "utf-8")
    assert read(raw[: -cut - 1], Options(answers={"delimiter": "comma"})) is None
