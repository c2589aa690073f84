"""Any table written by a sound writer is read back exactly, asked about or refused; it is never changed in silence."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from warehouse.errors import FileRefused
from warehouse.intake import blocks
from warehouse.intake.decode import MARKS, decode
from warehouse.intake.reader import DELIMITERS, delimiters_that_fit, read_table

ANY_TEXT = st.text(st.characters(exclude_characters="\x00\ufeff", exclude_categories=["Cs"]), max_size=8)
AWKWARD = st.sampled_from(["", " ", '"', '""', ",", ";", "a;b", "\t", "|", "\r", "\n", "\r\n", "é", "£5", "=1+1", "NA"])
CELLS = st.one_of(ANY_TEXT, AWKWARD)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"])


def decoded_from(raw):
    """The bytes as a file, decoded; the file's name is gone at once and its content with the last reader."""
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(raw)
        return decode(Path(file.name))


def text_of(decoded):
    return decoded.sample(decoded.end)


def read(text, delimiter=","):
    with decoded_from(text.encode()) as decoded:
        return read_table(decoded, delimiter)


def written(table, delimiter, line_end, quote_all):
    """The table as CSV. Cells with a line end in them are always quoted: unquoted they would be two records."""
    has_line_ends = any("\r" in cell or "\n" in cell for row in table for cell in row)
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all or has_line_ends else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(table)
    return text.getvalue()


@settings(max_examples=400, deadline=None)
@given(TABLES, ENCODINGS, st.sampled_from(list(DELIMITERS)), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_a_table_is_read_back_exactly_or_not_at_all(table, encoding, delimiter, line_end, quote_all):
    text = written(table, delimiter, line_end, quote_all)
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError:
        assume(False)
    assume(encoding != "cp1252" or not _could_be_something_else(raw, text))
    try:
        with decoded_from(raw) as decoded:
            found = text_of(decoded)
            fitting = delimiters_that_fit(found)
            if len(fitting) > 1:
                assert delimiter in fitting
                return
            read = read_table(decoded, fitting[0])
    except FileRefused:
        return
    assert found == text
    assert [list(row) for row in read.frame.drop("record_no").rows()] == table
    assert read.frame["record_no"].to_list() == list(range(1, len(table) + 1))


def _could_be_something_else(raw, text):
    """Windows-1252 bytes that happen to be sound UTF-8, or to begin with a byte order mark, say something else."""
    if any(raw.startswith(mark) for mark, _ in MARKS):
        return True
    try:
        return raw.decode("utf-8") != text
    except UnicodeDecodeError:
        return False


PIECES = st.sampled_from(["a", "b", ",", ",", "\n", "\n", "\r", "\r\n", '"', '"', '""', " ", "é"])


def by_the_book(text):
    """What the strict reader makes of a text: rows with their numbers, too long, short, blank; or the refusal."""
    rows, too_long, short, blank = [], [], 0, 0
    records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    first = next(number for number, cells in enumerate(records) if cells)
    width = len(records[first])
    for number, cells in enumerate(records[first:], first + 1):
        blank += not cells
        if any(cell.strip() for cell in cells[width:]):
            too_long.append(number)
        elif cells:
            short += len(cells) < width
            rows.append([number, *(cells + [""] * width)[:width]])
    return rows, too_long, short, blank


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.sampled_from([1, 3, 7, 16]), st.booleans())
def test_whatever_the_size_of_the_blocks_the_records_are_those_of_the_strict_reader(text, size, are_few):
    text = f"x,y{text}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", size)
        patch.setattr(blocks, "FEW", 1 if are_few else 10**9)
        try:
            expected = by_the_book(text)
        except csv.Error:
            with pytest.raises(FileRefused, match="Record"):
                read(text)
            return
        found = read(text)
    assert ([list(row) for row in found.frame.rows()], found.too_long, found.short, found.blank_lines) == expected


def test_a_plain_table_is_read_in_every_encoding_and_dialect():
    table = [["Pupil", "Réf"], ["P1", "a,b"], ["P2", "line\nline"], ["P3", 'say "so"']]
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "cp1252"):
        for delimiter in DELIMITERS:
            for line_end in ("\n", "\r\n", "\r"):
                with decoded_from(written(table, delimiter, line_end, quote_all=False).encode(encoding)) as decoded:
                    assert delimiters_that_fit(text_of(decoded)) == [delimiter]
                    found = read_table(decoded, delimiter)
                assert [list(row) for row in found.frame.drop("record_no").rows()] == table


def test_record_numbers_count_records_and_not_lines():
    found = read('a,b\n1,"two\nlines\nhere"\n2,x\n\n3,y\n')
    assert found.frame["record_no"].to_list() == [1, 2, 3, 5]
    assert found.blank_lines == 1


def test_a_short_record_is_padded_and_a_long_one_is_numbered():
    found = read("a,b,c\n1\n1,2,3,4\n1,2,3,,\n")
    assert found.too_long == [3] and found.short == 1
    assert found.records(2, 4) == [["1", "", ""], ["1", "2", "3"]]


def test_an_open_quotation_mark_is_refused_with_its_record():
    with pytest.raises(FileRefused, match="Record 3 opens a quotation mark"):
        read('a,b\n1,2\n3,"cut short\n4,5')


def test_text_after_a_closing_quotation_mark_is_refused_not_joined():
    with pytest.raises(FileRefused, match="Record 2 has text after"):
        read('a,b\n1,"two"three\n')


def test_two_delimiters_that_fit_alike_are_both_offered():
    assert set(delimiters_that_fit("a,b;c\n1,2;3\n4,5;6\n")) == {",", ";"}


def test_utf8_cut_in_the_middle_of_a_letter_is_refused_not_garbled():
    with pytest.raises(FileRefused, match="breaks at byte"):
        decoded_from("a,b\né,café".encode()[:-1])


def test_two_encodings_in_one_file_are_refused():
    with pytest.raises(FileRefused, match="mixed"):
        decoded_from("a,b\nélève,père\n".encode() + "é,x".encode("cp1252"))


def test_windows_text_is_read_as_windows_text():
    with decoded_from("Prénom;Note\nRené;–\n".encode("cp1252")) as decoded:
        found = text_of(decoded)
    assert (decoded.encoding, found) == ("cp1252", "Prénom;Note\nRené;–\n")
