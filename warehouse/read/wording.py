"""A school's own words over the catalogue's: ``wording.csv`` in the home folder, laid over items where they are read.

The file has the columns item_id, label and text; a blank cell keeps the catalogue's words. Nothing is stored or built:
a saved file shows at the next look. Its words are plain text; pages show them with what reads no markup.
"""

import csv
import io
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import polars as pl

from warehouse.exporting import read_back
from warehouse.settings import Home

FILE_NAME = "wording.csv"
COLUMNS = ("item_id", "label", "text")
LONGEST = {"label": 120, "text": 1_000}
LARGEST = 1_000_000  # bytes; the whole catalogue in a school's words takes about a tenth of that

# Mart → (id, label, text) columns that hold items of the catalogue; text is None where the mart has only labels.
PLACES: dict[str, tuple[tuple[str, str, str | None], ...]] = {
    "rpt_framework_items": (("item_id", "label", "text"),),
    "dim_key_questions": (("key_question_id", "label", "text"),),
    "dim_barriers": (("barrier_id", "label", "text"), ("barrier_group", "barrier_group_label", None)),
    "rpt_phase_steps": (("action_id", "action_label", None), ("step_id", "step_label", None)),
}


@dataclass(frozen=True)
class Wording:
    """Own words by item id, and a sentence for each record that was left aside. ``records``: item id → its record."""

    labels: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    records: dict[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def unknown(self, item_ids: set[str]) -> tuple[str, ...]:
        """A sentence for each record whose item is none of ``item_ids``."""
        strays = [(number, item) for item, number in self.records.items() if item not in item_ids]
        return tuple(
            f"{FILE_NAME}, record {number}: no item is called {_shown(item)}, so the record is ignored; "
            "take the id from the downloaded list."
            for number, item in sorted(strays)
        )


def own_wording(home: Home) -> Wording:
    """What ``wording.csv`` of ``home`` says; empty where there is no such file."""
    file = home.root / FILE_NAME
    try:
        state = file.stat()
    except OSError:
        return Wording()
    return _read(file, state.st_mtime_ns, state.st_size)


def worded(name: str, rows: pl.DataFrame, wording: Wording) -> pl.DataFrame:
    """Rows of the mart ``name`` with the school's own words in place of the catalogue's."""
    for item, label, text in PLACES.get(name, ()):
        rows = _laid_over(rows, item, label, wording.labels)
        rows = _laid_over(rows, item, text, wording.texts) if text else rows
    return rows


def _laid_over(rows: pl.DataFrame, item: str, column: str, own: dict[str, str]) -> pl.DataFrame:
    if not own:
        return rows
    return rows.with_columns(pl.col(item).replace_strict(own, default=pl.col(column)).alias(column))


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int, size: int) -> Wording:
    """``_changed`` and ``size`` are part of the key, so that a file saved again is read again."""
    if size > LARGEST:
        return Wording(problems=(f"{FILE_NAME} is too large to be a list of words, so it is ignored; make it anew.",))
    try:
        content = _decoded(file.read_bytes())
        reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
        if [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
            return Wording(problems=(f"{FILE_NAME} needs the headings item_id, label and text, so it is ignored.",))
        return _gathered([(number, row) for number, row in enumerate(reader, start=2)])
    except (OSError, ValueError, csv.Error):
        return Wording(problems=(f"{FILE_NAME} cannot be read, so it is ignored; save it again as CSV (UTF-8).",))


def _decoded(raw: bytes) -> str:
    """Excel saves as Windows-1252 unless it is told otherwise. Raises ValueError for what is no text."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    if "\x00" in text:
        raise ValueError("no text")
    return text


def _gathered(rows: list[tuple[int, dict]]) -> Wording:
    wording, problems = Wording(), []
    for number, row in rows:
        cells = {name: read_back(_plain(row.get(name))) for name in COLUMNS}
        fault = _fault(cells, wording)
        if fault:
            problems.append(f"{FILE_NAME}, record {number}: {fault}, so the record is ignored.")
            continue
        wording.records[cells["item_id"]] = number
        for name, own in (("label", wording.labels), ("text", wording.texts)):
            if cells[name]:
                own[cells["item_id"]] = cells[name]
    return Wording(wording.labels, wording.texts, wording.records, tuple(problems))


def _fault(cells: dict[str, str], so_far: Wording) -> str | None:
    """What is wrong with one record, in words; None where nothing is."""
    if not cells["item_id"]:
        return "the item_id is empty"
    if not cells["label"] and not cells["text"]:
        return "label and text are both empty"
    if cells["item_id"] in so_far.records:
        return "the item stands in the file twice and the first one counts"
    too_long = [name for name, most in LONGEST.items() if len(cells[name]) > most]
    return f"the {too_long[0]} is longer than {LONGEST[too_long[0]]:,} characters" if too_long else None


def _plain(cell: object) -> str:
    """One line without control characters."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", cell).strip() if isinstance(cell, str) else ""


def _shown(item: str) -> str:
    """An id as it is; anything else unseen, because a wrong file may hold anything."""
    return f"'{item}'" if re.fullmatch(r"[a-z][a-z0-9_]{0,79}", item) else "what stands there"
