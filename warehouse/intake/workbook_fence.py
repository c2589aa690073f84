"""Whether a packed file is a workbook that is safe to open, told from its directory and a read of its parts.

A workbook is a ZIP archive of XML parts. One made to hurt packs gigabytes into kilobytes, has a million parts, or one
cell so far out that the sheet between would fill the memory; each is refused before anything is made of it.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from warehouse.errors import FileRefused
from warehouse.intake import limits

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DAMAGED = (
    "The workbook is damaged or cut short: open it, save it again as an Excel workbook (.xlsx) or CSV and load that."
)
TOO_BIG = (
    "The workbook unpacks to more than it may have, so it was not opened: "
    "save the sheet that is needed as CSV and load that."
)
FAR_OUT = (
    "The workbook has a cell so far out that the sheet has over {cells:,} cells, most of them empty: "
    "delete what stands far below or to the right, or save the sheet as CSV, and load that."
)
LOCKED = "The workbook is protected by a password: save it without one, or as CSV, and load that."
OLD = (
    "The file is an old Excel workbook (.xls) or one protected by a password: "
    "save it as an Excel workbook (.xlsx) without a password, or as CSV, and load that."
)
# What a part's name says of the package, first match first; the sentence for what is no plain workbook.
KINDS = (
    ("xl/vbaProject.bin", "The workbook holds macros: save it as an Excel workbook without macros (.xlsx) or as CSV."),
    ("xl/workbook.xml", None),
    ("xl/workbook.bin", "The workbook is in Excel's binary format (.xlsb): save it as .xlsx or CSV and load that."),
    ("content.xml", "The file is an OpenDocument file (.ods): save the sheet as .xlsx or CSV and load that."),
    ("word/document.xml", "The file is a Word document, not a table: export the data as CSV or .xlsx and load that."),
    ("ppt/presentation.xml", "The file is a presentation, not a table: export the data as CSV or .xlsx and load that."),
    ("Index/Document.iwa", "The file is a Numbers document: export it from Numbers as CSV or .xlsx and load that."),
)
ARCHIVE = "The file is a ZIP archive, not a table: unpack it and load the files in it."

_END, _END_64, _TAIL = b"PK\x05\x06", b"PK\x06\x06", 70_000
_ENTRY_BYTES = 400  # of the directory, a part: its name and where it lies
_PIECE, _OVERLAP = 1 << 20, 256
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c [^<>]{0,80}?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]{0,80}(?<!/)>')


def is_packed(head: bytes) -> bool:
    """True where the first bytes are those of a workbook, old or new."""
    return head.startswith((ZIP, OLD_OFFICE))


def check_workbook(path: Path) -> None:
    """Raises FileRefused with the sentence that says what to do, unless the file is a workbook safe to open."""
    with path.open("rb") as file:
        if file.read(len(OLD_OFFICE)) == OLD_OFFICE:
            raise FileRefused(OLD)
        _check_directory(file)
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            _check_kind(parts)
            _check_parts(parts)
            _check_contents(archive, parts)
    except (BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise FileRefused(DAMAGED) from None


def _check_directory(file: BinaryIO) -> None:
    """The number of parts, from the archive's end: a directory of millions is not even listed."""
    file.seek(max(0, file.seek(0, 2) - _TAIL))
    tail = file.read()
    end, end_64 = tail.rfind(_END), tail.rfind(_END_64)
    if end < 0 or len(tail) < end + 22:
        raise FileRefused(DAMAGED)
    sizes = [struct.unpack_from("<I", tail, end + 12)[0]]
    if end_64 >= 0 and len(tail) >= end_64 + 48:
        sizes = [struct.unpack_from("<Q", tail, end_64 + 40)[0]]
    if max(sizes) > limits.WORKBOOK_PARTS * _ENTRY_BYTES:
        raise FileRefused(TOO_BIG)


def _check_kind(parts: list[ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(LOCKED)
    refusal = next((sentence for name, sentence in KINDS if name in names), ARCHIVE)
    if refusal:
        raise FileRefused(refusal)


def _check_parts(parts: list[ZipInfo]) -> None:
    """Number, names and declared sizes."""
    for part in parts:
        steps = part.filename.replace("\\", "/").split("/")
        if ".." in steps or steps[0] == "" or ":" in steps[0]:
            raise FileRefused(DAMAGED)
        if part.file_size > max(limits.WORKBOOK_RATIO_FROM, limits.WORKBOOK_RATIO * part.compress_size):
            raise FileRefused(TOO_BIG)
    if len(parts) > limits.WORKBOOK_PARTS or sum(part.file_size for part in parts) > limits.WORKBOOK_BYTES:
        raise FileRefused(TOO_BIG)


def _check_contents(archive: ZipFile, parts: list[ZipInfo]) -> None:
    """Read every XML part through once: it must be as declared, and a sheet no larger than may be opened."""
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        is_sheet, width, height = bool(_SHEET.fullmatch(part.filename)), 0, 0
        for piece in _pieces(archive, part):
            cells = set(_FILLED_CELL.findall(piece)) if is_sheet else ()
            width = max(width, max((_column_no(letters) for letters, _ in cells), default=0))
            height = max(height, max((int(row) for _, row in cells), default=0))
        if width > limits.COLUMNS and width * height <= limits.WORKBOOK_CELLS:
            raise FileRefused(limits.TOO_WIDE)
        if width * height > limits.WORKBOOK_CELLS:
            raise FileRefused(FAR_OUT.format(cells=limits.WORKBOOK_CELLS))


def _pieces(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """The part unpacked, piece by piece; each repeats the end of the one before, where a cell may have been cut."""
    with archive.open(part) as file:
        before = b""
        while piece := file.read(_PIECE):
            yield before + piece
            before = piece[-_OVERLAP:]


def _column_no(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
