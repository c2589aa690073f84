"""A sheet of a workbook as the text its rows would be in a CSV file, so that everything after is one way.

Record numbers are the sheet's row numbers. Dates become ISO text, whole numbers lose their decimals, errors such as
#N/A are blank. Blank columns to the right and blank rows are left out.
"""

import csv
import io
import tempfile
from pathlib import Path
from typing import BinaryIO

import fastexcel
import polars as pl

from warehouse.errors import FileRefused
from warehouse.intake import limits
from warehouse.intake.decode import Decoded
from warehouse.intake.results import Inspection, Options, Question
from warehouse.intake.workbook_fence import DAMAGED, check_workbook

WORKBOOK = "xlsx"
_MIDNIGHT = r"^(\d{4}-\d\d-\d\d) 00:00:00$"
_TIME_ALONE = r"^(?:1899-12-3[01]|1904-01-01) (\d\d:\d\d:\d\d)$"  # a time is a part of the calendar's first day


def open_workbook(path: Path, options: Options, inspection: Inspection) -> Decoded | None:
    """The sheet as text; None where it is a question which. The inspection's ``sheets`` are those with something in.

    Raises FileRefused for what is no workbook, is not safe to open, or has nothing in it.
    """
    check_workbook(path)
    sheets = _filled_sheets(path)
    inspection.sheets, inspection.encoding = list(sheets), WORKBOOK
    if not sheets:
        raise FileRefused("The workbook is empty: export it again and check that it has records.")
    chosen = options.sheet or options.answer("sheet") or (next(iter(sheets)) if len(sheets) == 1 else None)
    if chosen is None:
        inspection.questions.append(Question("sheet", "Which sheet of the workbook holds the records?", tuple(sheets)))
        return None
    if chosen not in sheets:
        raise FileRefused("The sheet asked for is not in the workbook or is empty; check its name.")
    return _as_text(sheets[chosen])


def _filled_sheets(path: Path) -> dict[str, pl.DataFrame]:
    """Each visible sheet with something in it, as text, in the workbook's order."""
    try:
        book = fastexcel.read_excel(path)
        sheets = {
            name: book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string") for name in book.sheet_names
        }
        frames = {name: _trimmed(sheet.to_polars()) for name, sheet in sheets.items() if sheet.visible == "visible"}
    except fastexcel.FastExcelError:
        raise FileRefused(DAMAGED) from None
    return {name: frame for name, frame in frames.items() if frame.width}


def _trimmed(frame: pl.DataFrame) -> pl.DataFrame:
    """Without the columns to the right that hold nothing. Raises FileRefused where there are too many columns."""
    filled = [number for number, column in enumerate(frame) if column.drop_nulls().str.strip_chars().ne("").any()]
    width = filled[-1] + 1 if filled else 0
    if width > limits.COLUMNS:
        raise FileRefused(limits.TOO_WIDE)
    return frame[:, :width]


def _as_text(frame: pl.DataFrame) -> Decoded:
    everything = pl.all().str.replace(_MIDNIGHT, "$1").str.replace(_TIME_ALONE, "$1").fill_null("")
    file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever reads the text closes it
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    write = csv.writer(text, lineterminator="\n").writerow
    for cells in frame.select(everything).iter_rows():
        write(cells if any(cell.strip() for cell in cells) else ())
    text.flush()
    end = file.tell()
    text.detach()
    return Decoded(file, 0, end, WORKBOOK)
