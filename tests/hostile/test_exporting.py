"""What people download never runs as a formula, and comes back as it was."""

import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.exporting import csv_for_people, harmless, read_back

PAYLOADS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "'=1", "＝1+1"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_becomes_text(payload):
    assert harmless(payload) == "'" + payload


@pytest.mark.parametrize("plain", ["-5", "+44", "-1,250.50", "-", "12%", "P1", "'tis", "", "a=b", "I02"])
def test_numbers_and_words_stay_as_they_are(plain):
    assert harmless(plain) == plain


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n1.,a "), max_size=6) | st.text(max_size=20))
def test_every_cell_comes_back_as_it_was_and_none_begins_like_a_formula(cell):
    safe = harmless(cell)
    assert read_back(safe) == cell
    assert safe[:1] not in set("=@\t\r\n")


def test_a_downloaded_table_is_read_back_with_headings_numbers_and_blanks():
    frame = pl.DataFrame({"=name": ["=1+1", None, 'a "b", c'], "share": [-0.5, None, 1.0]})
    text = csv_for_people(frame).decode("utf-8-sig")
    records = [[read_back(cell) for cell in record] for record in csv.reader(io.StringIO(text))]
    assert records == [["=name", "share"], ["=1+1", "-0.5"], ["", ""], ['a "b", c', "1.0"]]
