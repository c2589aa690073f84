"""A file of records put right: its first column says which record of which upload each one was.

It is read by the options of the upload it corrects. The first heading names the upload, so that a file
downloaded, corrected by hand and dropped again is known for what it is.
"""

import re
from dataclasses import replace

import polars as pl

from warehouse import landing
from warehouse.errors import FileRefused
from warehouse.exporting import read_back
from warehouse.intake.reader import Table
from warehouse.intake.results import Options
from warehouse.settings import Home

_OF_THE_FILE = ("delimiter", "heading_record")  # where the table stood in the original is not where it stands here
_HEADING = re.compile(r"record(?: of (?P<upload>\d{4,}_[a-z_]+_[0-9a-f]{6}))?$", re.I)


def heading_of(upload_id: str) -> str:
    """The heading over the numbers of the records."""
    return f"record of {upload_id}"


def corrected_upload(headings: list[str], options: Options) -> str | None:
    """The upload that a file corrects: as its first heading says, or the person of a file that begins with one.

    Raises FileRefused where a person says that it corrects one, and the file says otherwise.
    """
    found = _HEADING.match(headings[0].strip()) if headings else None
    if options.corrects and (found is None or found["upload"] not in (None, options.corrects)):
        raise FileRefused(
            "The file does not say in its first column which record of that upload each one is: download the records "
            "set aside again and put those right."
        )
    return (found["upload"] or options.corrects) if found else None


def without_numbers(table: Table) -> tuple[Table, dict[int, int]]:
    """The table as the original had it, and the original record behind each record of this file."""
    pairs = table.frame.select("record_no", pl.col("c0").str.strip_chars().cast(pl.Int64, strict=False)).rows()
    shifted = {f"c{place}": f"c{place - 1}" for place in range(1, table.width)}
    frame = table.frame.drop("c0").rename(shifted)
    frame = frame.with_columns(
        pl.col(name).map_elements(read_back, return_dtype=pl.String) for name in shifted.values()
    )
    headings = [read_back(heading) for heading in table.headings[1:]]
    return replace(table, headings=headings, frame=frame), {here: there for here, there in pairs if there is not None}


def options_of(home: Home | None, upload_id: str, options: Options) -> Options:
    """The options of the upload that is corrected. Raises FileRefused where this home has no such upload."""
    if home is None:
        return replace(options, corrects=upload_id)
    entry = next((entry for entry in landing.read_manifest(home) if entry["upload_id"] == upload_id), None)
    if entry is None:
        raise FileRefused(
            "The file corrects an upload that is not here: load it where the upload was made, or take its first "
            "column out and load it as a file of its own."
        )
    was = Options.of(entry["options"])
    return replace(
        was,
        kind=entry["feed"],
        date_order=was.date_order or entry.get("date_order"),
        header_records=_heads_of(entry, was) if entry["feed"] == "surveys" else None,
        encoding=None,
        sheet=None,
        answers={name: said for name, said in was.answers.items() if name not in _OF_THE_FILE},
        corrects=upload_id,
    )


def _heads_of(entry: landing.Entry, was: Options) -> int | None:
    """How many records are headings, without titles above them that a person pointed out."""
    there = entry.get("header_records")
    return there and there - int(was.answers.get("heading_record", 1)) + 1
