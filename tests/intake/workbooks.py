"""Workbooks written part by part, as Excel and form tools write them, and as somebody with bad intent would."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DATE, MOMENT, TIME = 1, 2, 3  # styles, by their place in STYLES
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/>'
    '<xf numFmtId="20"/></cellXfs></styleSheet>'
)
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 -- a sheet's times have no zone

Cell = str | int | float | bool | date | time | None


def workbook(*, more: dict[str, bytes] | None = None, **sheets: Iterable[Iterable[Cell]]) -> bytes:
    """A workbook with a sheet for each keyword, of rows of cells; ``more`` adds parts by name."""
    return packed(workbook_parts({name: sheet(rows) for name, rows in sheets.items()}) | (more or {}))


def workbook_parts(sheets: dict[str, str]) -> dict[str, bytes]:
    """The parts of a workbook whose sheets are given as XML."""
    numbered = list(enumerate(sheets.items(), start=1))
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in numbered)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    styles = f'<Relationship Id="rId0" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    start = f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": _relationships(start),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(styles + related),
        "xl/styles.xml": STYLES,
    } | {f"xl/worksheets/sheet{n}.xml": xml for n, (_, xml) in numbered}
    return {name: text.encode() for name, text in texts.items()}


def _relationships(listed: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def packed(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet(rows: Iterable[Iterable[Cell]]) -> str:
    """A sheet's XML; an empty row is left out, as Excel leaves it out."""
    written = []
    for number, cells in enumerate(rows, start=1):
        xml = "".join(_cell(column, number, value) for column, value in enumerate(cells) if value is not None)
        written.append(f'<row r="{number}">{xml}</row>' if xml else "")
    return worksheet("".join(written))


def worksheet(data: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'


def _cell(column: int, row: int, value: Cell) -> str:
    place = f"{_letters(column)}{row}"
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    style, number = _number(value)
    return f'<c r="{place}" s="{style}"><v>{number}</v></c>'


def _number(value: int | float | date | time) -> tuple[int, float]:
    """Style and number of a cell: days since the end of 1899, parts of a day."""
    if isinstance(value, datetime):
        return MOMENT, (value - EPOCH).total_seconds() / 86400
    if isinstance(value, date):
        return DATE, (value - EPOCH.date()).days
    if isinstance(value, time):
        return TIME, (value.hour * 60 + value.minute) / 1440
    return 0, value


def _letters(column: int) -> str:
    """0 is A, 26 is AA."""
    first, last = divmod(column, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)
