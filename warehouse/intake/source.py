"""The text of a file whatever it is packed in: a sheet of a workbook, or characters in some encoding.

What a file is, is told by its first bytes and never by its name.
"""

from dataclasses import replace
from pathlib import Path

from warehouse.intake import limits
from warehouse.intake.decode import Decoded, decode
from warehouse.intake.results import Inspection, Options
from warehouse.intake.workbook import open_workbook
from warehouse.intake.workbook_fence import is_packed

_HEAD = 8


def open_source(path: Path, options: Options, inspection: Inspection) -> tuple[Decoded | None, Options]:
    """The text, None where it is a question which; and the options with what the file itself settles.

    Notes the encoding and the sheets in the inspection. Raises FileRefused, or OSError where it cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if is_packed(head):
        settled = replace(options, answers=options.answers | {"delimiter": "comma"})
        return open_workbook(path, options, inspection), settled
    limits.check_lines(path)
    decoded = decode(path, options.encoding)
    inspection.encoding = decoded.encoding
    return decoded, options
