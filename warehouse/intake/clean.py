"""From a recognised table to rows that may land, records set aside, and what to tell the person.

Every record of the file ends in exactly one of three places: accepted, quarantined, duplicate.
"""

from dataclasses import dataclass, field

import polars as pl

from warehouse.intake.convert import POLARS_TYPES, TROUBLES, Typed, to_typed
from warehouse.intake.feeds import Feed, Field
from warehouse.intake.limits import PROBLEMS_TOLD
from warehouse.intake.recognise import Match
from warehouse.intake.results import Problem
from warehouse.intake.text import counted

PROBLEM_SCHEMA = {"record_no": pl.Int64, "column": pl.String, "code": pl.String, "message": pl.String}


@dataclass
class Cleaned:
    """Typed rows (record_no and the feed's fields, helpers included), problems by record, and what to say."""

    rows: pl.DataFrame
    problems: list[pl.DataFrame] = field(default_factory=list)
    duplicates: int = 0
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def set_aside(self, records: pl.Series, column: str | pl.Series | None, code: str, message: str) -> None:
        """Note a problem for each record number; a record's first problem is the one that is told.

        ``column`` is one heading for all, or a heading for each record.
        """
        if records.len():
            where = column if isinstance(column, pl.Series) else pl.lit(column, dtype=pl.String)
            texts = {"column": where, "code": pl.lit(code), "message": pl.lit(message)}
            rows = pl.DataFrame({"record_no": records.cast(pl.Int64)})
            self.problems.append(rows.with_columns(text.alias(name) for name, text in texts.items()))

    def quarantine(self) -> pl.DataFrame:
        """One row per record set aside: record_no, column, code, message."""
        if not self.problems:
            return pl.DataFrame(schema=PROBLEM_SCHEMA)
        return pl.concat(self.problems).unique("record_no", keep="first", maintain_order=True).sort("record_no")

    def accepted(self) -> pl.DataFrame:
        if not self.problems:
            return self.rows
        return self.rows.join(self.quarantine(), on="record_no", how="anti", maintain_order="left")

    @property
    def accepted_records(self) -> int:
        """How many records of the file are in the accepted rows: a record may give several."""
        return self.accepted()["record_no"].n_unique()


def set_aside_long_records(cleaned: Cleaned, too_long: list[int]) -> None:
    cleaned.set_aside(
        pl.Series(too_long, dtype=pl.Int64),
        None,
        "too_many_fields",
        "The record has more filled cells than there are headings; look for a missing quotation mark.",
    )


def without_duplicates(data: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Records without exact copies (the first stays) and how many were copies."""
    cells = [name for name in data.columns if name != "record_no"]
    first = data.unique(cells, keep="first", maintain_order=True)
    return first, data.height - first.height


def convert_fields(data: pl.DataFrame, match: Match, order: str | None) -> Cleaned:
    """Type every field of the feed. ``data`` is record_no and c0, c1 …; absent fields become null columns.

    A table made long brings ``heading``, the heading of the column each row was made from.
    """
    cleaned = Cleaned(data.select("^(record_no|heading)$"))
    for spec in match.feed.fields:
        text = _text_of(data, match, spec)
        if text is None:
            empty = pl.lit(None, dtype=POLARS_TYPES[spec.kind]).alias(spec.name)
            cleaned.rows = cleaned.rows.with_columns(empty)
            continue
        typed = to_typed(text, spec, order)
        cleaned.rows = cleaned.rows.with_columns(typed.values.alias(spec.name))
        _note_troubles(cleaned, match, spec, typed)
    return cleaned


def _text_of(data: pl.DataFrame, match: Match, spec: Field) -> pl.Series | None:
    if spec.name in match.fields:
        return data[f"c{match.fields[spec.name][0]}"]
    if match.supplied.get(spec.name):
        return pl.Series([match.supplied[spec.name]] * data.height, dtype=pl.String)
    return None


def _note_troubles(cleaned: Cleaned, match: Match, spec: Field, typed: Typed) -> None:
    if spec.kind in TROUBLES:
        code, trouble = TROUBLES[spec.kind]
        bad = cleaned.rows.filter(typed.is_bad)
        message = f"The value {trouble}; correct it and load again."
        cleaned.set_aside(bad["record_no"], place_of(bad, match, spec.name), code, message)
    if spec.is_required and spec.kind != "mark" and spec.name not in match.supplied:
        blank = cleaned.rows.filter(typed.values.is_null() & ~typed.is_bad)
        message = f"{_sentence(spec.says)} is blank."
        cleaned.set_aside(blank["record_no"], place_of(blank, match, spec.name), "blank_required", message)
    if typed.unknown_words:
        cleaned.warnings.append(
            f"{counted(typed.unknown_words, 'record')} with a word for {spec.says} that is not known; read as 'other'."
        )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def heading_of(match: Match, name: str) -> str | None:
    """Heading of the column a field was read from; None where the shape supplies it."""
    return match.columns[match.fields[name][0]].header if name in match.fields else None


def place_of(rows: pl.DataFrame, match: Match, name: str) -> str | pl.Series | None:
    """Heading of the column a field was read from; for each row its own where the table was made long."""
    heading = heading_of(match, name)
    return rows["heading"] if not heading and "heading" in rows.columns else heading or None


def problems_of(quarantine: pl.DataFrame) -> list[Problem]:
    """The first records set aside, as many as are told one by one; all of them are in the frame."""
    told = quarantine.select("record_no", "column", "code", "message").head(PROBLEMS_TOLD)
    return [Problem(*row) for row in told.rows()]


def check_any_of(cleaned: Cleaned, feed: Feed) -> None:
    """Set aside records with none of the fields of which one must be filled (an invitation of nobody)."""
    if feed.at_least == 1 and feed.any_of:
        nobody = cleaned.rows.filter(pl.all_horizontal(pl.col(name).is_null() for name in feed.any_of))
        says = " and ".join(feed.field(name).says for name in feed.any_of)
        if feed.name != "benchmarks":
            cleaned.set_aside(nobody["record_no"], None, "blank_required", f"{_sentence(says)} are both blank.")
