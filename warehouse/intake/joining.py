"""People joined without being named: where a feed knows a parent by address or number alone, that is keyed.

Which headings may stand in for a parent's number is a table (``column_maps/joining_headings.csv``, the
first found counts). Addresses, numbers and names under a heading of numbers are keyed likewise.
"""

from dataclasses import replace
from functools import cache

import polars as pl

from warehouse.intake.identity import NAME_LIKE, holds_names, rules
from warehouse.intake.keys import EMAIL, KEYED, PHONE, Keys
from warehouse.intake.results import Column, Inspection
from warehouse.intake.shapes import IGNORED, MAPS, PERSONAL, USED, heading_key, read_rows

ID_FIELDS = ("pupil_id", "parent_id", "household_id", "contact_id", "sender")
KEYED_WHY = "reaches a person: kept as a keyed hash, to join what is known of one parent"


@cache
def _headings(feed: str) -> dict[str, dict[str, int]]:
    """Field to the headings that may stand for it, each with its place in the order."""
    found: dict[str, dict[str, int]] = {}
    for place, row in enumerate(read_rows(MAPS / "joining_headings.csv")):
        if row["feed"] == feed:
            found.setdefault(row["field"], {})[heading_key(row["header"])] = place
    return found


def join_by_address(feed: str, columns: list[Column], fields: dict[str, list[int]]) -> None:
    """Let a parent's address or number stand for the parent's number where the file has none; changes both."""
    if "parent_id" in fields or (feed != "pupils" and "pupil_id" in fields):
        return
    for name, known in _headings(feed).items():
        places = {i: known[heading_key(c.header)] for i, c in enumerate(columns) if _may_join(c, known)}
        if places:
            index = min(places, key=lambda i: places[i])
            columns[index] = Column(columns[index].header, name, KEYED, KEYED_WHY)
            fields[name] = [index]


def _may_join(column: Column, known: dict[str, int]) -> bool:
    is_free = column.treatment in (PERSONAL, IGNORED) and column.why != "said by hand"
    return is_free and heading_key(column.header) in known


def key_people(rows: pl.DataFrame, inspection: Inspection, keys: Keys) -> pl.DataFrame:
    """The rows with what reaches or names a person among their ids as its keyed hash; the inspection says so.

    Of a message that came in, the sender is the parent.
    """
    by_treatment = {column.field for column in inspection.columns if column.treatment == KEYED}
    for name in [name for name in ID_FIELDS if name in rows.columns]:
        personal = rows[name].drop_nulls().unique() if name in by_treatment else personal_ids(rows[name])
        if not personal.is_empty():
            keyed = pl.Series([keys.keyed(value) for value in personal], dtype=pl.String)
            rows = rows.with_columns(pl.col(name).replace(personal, keyed))
            _say(inspection, name)
    _tell(inspection)
    if "sender" not in rows.columns:
        return rows
    came_in = (pl.col("direction") == "inbound") & pl.col("sender").is_not_null()
    return rows.with_columns(pl.when(came_in).then("sender").otherwise("parent_id").alias("parent_id"))


def _tell(inspection: Inspection) -> None:
    kept = [column.header for column in inspection.columns if column.treatment == KEYED and column.header]
    if kept:
        inspection.notes.append(f"Kept as keyed hashes alone, for they name or reach people: {', '.join(kept)}.")


def personal_ids(ids: pl.Series) -> pl.Series:
    """The distinct ids that are an address or a number of a person, or a name where most of them are names."""
    distinct = ids.drop_nulls().unique()
    pattern = "|".join(rule.value for rule in rules() if rule.kind in (EMAIL, PHONE))
    is_personal = distinct.str.contains(f"(?i)^(?:{pattern})$")
    if holds_names(distinct):
        is_personal |= distinct.str.contains(NAME_LIKE)
    return distinct.filter(is_personal)


def _say(inspection: Inspection, name: str) -> None:
    for index, column in enumerate(inspection.columns):
        if column.field == name and column.treatment == USED:
            why = "names or reaches people: kept as a keyed hash"
            inspection.columns[index] = replace(column, treatment=KEYED, why=why)
