"""CSV written for people to open in a spreadsheet, where a cell that begins like a formula would be run.

Such a cell gets a leading apostrophe, which shows it as text; ``read_back`` takes it away again, so that a file
downloaded, corrected and loaded again holds what it held. Cells that begin with apostrophes and then like a formula get
one more, so nothing is lost either way.
"""

import re

import polars as pl

MARK = "\ufeff"  # tells a spreadsheet that the file is UTF-8
_FORMULA = r"[=+\-@\t\r\n＝＋－＠]"
_NUMBER = r"[+\-]?(?:\d+(?:[.,]\d+)*%?)?"  # -5, +44, -1,250.00 and a lone sign are harmless
_BEGINS_LIKE_A_FORMULA = re.compile(rf"'*{_FORMULA}")
_IS_NUMBER = re.compile(_NUMBER)
_WAS_MADE_HARMLESS = re.compile(rf"'+{_FORMULA}")


def harmless(cell: str) -> str:
    """The cell as a spreadsheet may have it: never run as a formula."""
    if _BEGINS_LIKE_A_FORMULA.match(cell) and not _IS_NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def read_back(cell: str) -> str:
    """The cell as it was before ``harmless``."""
    return cell[1:] if _WAS_MADE_HARMLESS.match(cell) else cell


def csv_for_people(frame: pl.DataFrame) -> bytes:
    """The frame as CSV with a byte order mark, every text and heading harmless; nulls are blank."""
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    safe = frame.with_columns(pl.col(name).map_elements(harmless, return_dtype=pl.String) for name in texts)
    safe.columns = [harmless(name) for name in frame.columns]
    return (MARK + safe.write_csv(quote_style="non_numeric")).encode()
