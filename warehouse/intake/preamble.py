"""What a report says beside its table: above it ('Meeting title  Forum', a small table of one record), and below it.

Reports of meetings name the meeting above the people in it, and go on with another table beneath.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from warehouse.intake.reader import Table
from warehouse.intake.shapes import heading_key

_NEXT_SECTION = re.compile(r"\d+\. \S")


def said_above(above: list[list[str]], labels: Iterable[str]) -> str | None:
    """What stands beside, behind the colon of, or under one of the labels; None where none of them says anything."""
    keys = {heading_key(label) for label in labels}
    for cells, below in zip(above, [*above[1:], []], strict=False):
        for place, cell in enumerate(cells):
            label, _, behind = cell.partition(":")
            if heading_key(label) in keys and (said := behind.strip() or _beside(cells, place, below)):
                return said
    return None


def _beside(cells: list[str], place: int, below: list[str]) -> str:
    """The next cell where the record is a label and its value, else the cell underneath."""
    if sum(bool(cell.strip()) for cell in cells) == 2:
        return next((cell.strip() for cell in cells[place + 1 :] if cell.strip()), "")
    return below[place].strip() if place < len(below) else ""


def without_next_section(table: Table) -> Table:
    """The table up to a record that is the title of a next section ('3. In-Meeting Activities') and nothing else."""
    cells = [pl.col(name).str.strip_chars() for name in table.frame.columns[1:]]
    if len(cells) < 2:
        return table
    is_title = cells[0].str.contains(f"^{_NEXT_SECTION.pattern}") & pl.all_horizontal(cell == "" for cell in cells[1:])
    titles = table.frame.slice(1).filter(is_title)["record_no"]
    if titles.is_empty():
        return table
    end = titles[0]
    too_long = [number for number in table.too_long if number < end]
    return replace(table, frame=table.frame.filter(pl.col("record_no") < end), too_long=too_long)
