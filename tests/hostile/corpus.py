"""Files made to hurt, each written by code and never kept: what they are, and what is said of them.

``CORPUS`` is a table: the name says what the file does, ``build`` writes its bytes, ``said`` is a pattern of the
refusal, or None where the file loads like any other or may be refused for what is in it.
"""

import gzip
import random
import struct
from collections.abc import Callable
from dataclasses import dataclass

from tests.intake.workbooks import packed, sheet, workbook, workbook_parts, worksheet
from warehouse.intake import limits

MB = limits.MB
HEADINGS = ["Pupil ID", "Site", "Date", "Session", "Mark"]
MARKS = b"Pupil ID,Site,Date,Session,Mark\nP1,Westside,2024-09-13,AM,/\n"
FORMULAS = ['=HYPERLINK("http://evil.example","x")', "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3+cmd|' /C calc'!A0"]
SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "**bold** :red[x] $x^2$ `x`",
    "{{constructor.constructor('alert(1)')()}}",
    "'; drop table uploads; --",
    "\u202egnp.exe",
]


@dataclass(frozen=True)
class Hostile:
    """One file: its name in the table, what writes its bytes, what is said of it."""

    name: str
    build: Callable[[], bytes]
    said: str | None


def _bomb() -> bytes:
    return packed(workbook_parts({"Marks": worksheet("")}) | {"xl/sharedStrings.xml": bytes(64 * MB)})


def _lying_bomb() -> bytes:
    """The archive's directory says that the part is small; what it unpacks to is not."""
    raw, part = bytearray(_bomb()), b"xl/sharedStrings.xml"
    directory = raw.rfind(part) - 46
    struct.pack_into("<I", raw, directory + 24, 1000)
    return bytes(raw)


def _overlapping_bomb() -> bytes:
    """Thousands of entries of the archive's directory that all unpack the same part."""
    raw = packed({"xl/workbook.xml": b" " * MB})
    start = raw.rfind(b"PK\x01\x02")
    entry, end = raw[start : raw.rfind(b"PK\x05\x06")], bytearray(raw[raw.rfind(b"PK\x05\x06") :])
    struct.pack_into("<HHI", end, 8, 1500, 1500, 1500 * len(entry))
    return raw[:start] + entry * 1500 + bytes(end)


def _many_parts() -> bytes:
    return packed(workbook_parts({"Marks": worksheet("")}) | {f"x/{number}": b"" for number in range(20_000)})


def _far_cell(place: str) -> bytes:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'
    return packed(workbook_parts({"Marks": worksheet('<row r="1"><c r="A1"><v>1</v></c></row>' + far)}))


def _entities() -> bytes:
    names = [f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12)]
    xml = '<!DOCTYPE x [<!ENTITY e0 "lol">' + "".join(names) + "]>"
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    return packed(workbook_parts({"Marks": xml + worksheet(rows)}))


def _outside_names() -> bytes:
    return packed(workbook_parts({"Marks": sheet([HEADINGS])}) | {"../../../tmp/evil.xml": b"<a/>"})


def _embedded() -> bytes:
    rows = [HEADINGS, ["P1", "Westside", "2024-09-13", "AM", "/"]]
    return workbook(Marks=rows, more={"xl/embeddings/book.zip": packed({"inner.zip": packed({"a": bytes(MB)})})})


def _payloads(*headings: str) -> bytes:
    """Payloads in every heading that may be chosen and in every cell, quoted as they must be."""
    cells = [*FORMULAS, *SCRIPTS]
    rows = [[*headings, *cells]] + [
        [f"P{number}", *[cells[(number + k) % 12] for k in range(12)]] for number in range(50)
    ]
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows).encode()


def _noise(size: int) -> bytes:
    return random.Random(11).randbytes(size)  # noqa: S311 -- not for secrets


def _rows(cells: list[str], count: int) -> bytes:
    return MARKS + (",".join(cells) + "\n").encode() * count


CORPUS = (
    Hostile("a workbook that unpacks a thousandfold", _bomb, "unpacks to more"),
    Hostile("a bomb that lies about its size", _lying_bomb, "damaged"),
    Hostile("a bomb whose parts overlap", _overlapping_bomb, "unpacks to more|damaged"),
    Hostile("a workbook of 20,000 parts", _many_parts, "unpacks to more"),
    Hostile("a cell in the last corner", lambda: _far_cell("XFD1048576"), "so far out"),
    Hostile("a cell in the last column", lambda: _far_cell("XFD1"), "more than 2,000 columns"),
    Hostile("entities that multiply", _entities, "damaged|empty|looked for"),
    Hostile("a part that would lie outside", _outside_names, "damaged"),
    Hostile("archives embedded in a workbook", _embedded, None),
    Hostile("an archive of archives", lambda: packed({"a.zip": packed({"b.zip": packed({"c": b"x"})})}), "ZIP archive"),
    Hostile("zero bytes far down", lambda: MARKS * 30_000 + b"\x00" + MARKS, "zero bytes"),
    Hostile("one line of 20 MB", lambda: b"a" * (20 * MB), "longer than 4 MB"),
    Hostile("a line of 20 MB further down", lambda: MARKS * 1000 + b"a," * (10 * MB), "longer than 4 MB"),
    Hostile("a cell of 20 MB over many lines", lambda: MARKS + b'P1,"' + b"a\n" * (10 * MB), None),
    Hostile("a mark that opens and never closes", lambda: MARKS + b'"' + MARKS * 100_000, None),
    Hostile("a million columns", lambda: b"a," * 1_000_000 + b"\n1", "more than 2,000 columns"),
    Hostile("a record of a million cells", lambda: MARKS + b"a," * 1_000_000 + b"\n", None),
    Hostile("2,000 headings that are nearly known", lambda: (b"Pupl IDs," * 1999 + b"\n") + b"1," * 1999, None),
    Hostile(
        "1,900 columns of answers",
        lambda: (",".join(f"q{n}" for n in range(1900)) + "\n").encode() + (b"Yes," * 1899 + b"No\n") * 30,
        None,
    ),
    Hostile("nothing but commas", lambda: b"," * (3 * MB), "more than 2,000 columns"),
    Hostile("nothing but quotation marks", lambda: b'"' * (3 * MB), None),
    Hostile("nothing but line ends", lambda: b"\n" * (3 * MB), "empty"),
    Hostile("nothing but returns", lambda: MARKS + b"\r" * (3 * MB), None),
    Hostile("a picture named as a table", lambda: b"\x89PNG\r\n\x1a\n" + _noise(MB), "picture"),
    Hostile("a program named as a table", lambda: b"MZ\x90\x00\x03" + _noise(MB), "zero bytes"),
    Hostile("a PDF named as a table", lambda: b"%PDF-1.7\n" + _noise(MB), "PDF"),
    Hostile("a packed table", lambda: gzip.compress(MARKS), "compressed"),
    Hostile("noise without zero bytes", lambda: _noise(MB).replace(b"\x00", b""), None),
    Hostile(
        "half of UTF-16",
        lambda: b"\xff\xfe" + "Pupil ID,Mark\n\ud800,/\n".encode("utf-16-le", "surrogatepass"),
        "utf-16",
    ),
    Hostile("formulas and scripts in every cell", lambda: _payloads("Pupil ID"), None),
    Hostile("nothing but bad records", lambda: _rows(["P1", "W", "31/31/31", "XX", "??"], 50_000), None),
    Hostile("numbers without end", lambda: _rows(["9" * 5000, "W", "9" * 5000, "9" * 5000, "1e999999"], 200), None),
    Hostile(
        "cells that catch patterns", lambda: _rows(["a@" * 5000, " " * 5000, "1-" * 5000, "a" * 5000, "/"], 100), None
    ),
)
