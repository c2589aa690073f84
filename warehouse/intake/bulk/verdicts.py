"""What each distinct text is and what is wrong with it, decided once by the rules of the small way.

A field becomes two tables by code: the typed value's id, and the number of a problem (0 is none). What depends
on two fields, a mark and its date, becomes a table of both.
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from warehouse.intake import clean
from warehouse.intake.bulk.coding import MOST_DISTINCT, Coded, TooVaried
from warehouse.intake.feeds import Field
from warehouse.intake.finish import FINISHERS
from warehouse.intake.recognise import Match

Problem = tuple[str | None, str, str]


@dataclass(frozen=True)
class Decided:
    """One field: its typed values, distinct and in order of their ids, and by code the id and the problem's number.

    ``index`` is the field's column in the file; None where every record has the one value.
    """

    index: int | None
    values: pl.Series
    ids: np.ndarray
    problems: np.ndarray


@dataclass
class Verdicts:
    """Every field by name in the feed's order, the problems by number, and those of a mark on a date by their ids."""

    fields: dict[str, Decided]
    problems: list[Problem]
    marks_on_dates: np.ndarray
    warnings: list[str]

    def sound_values(self, name: str) -> pl.Series:
        """The distinct values of a field that some sound record can have."""
        decided = self.fields[name]
        is_sound = np.zeros(len(decided.values), bool)
        is_sound[decided.ids[decided.problems == 0]] = True
        if name == "mark":
            is_sound &= (self.marks_on_dates == 0).any(axis=1)
        return decided.values.filter(pl.Series(is_sound))

    def number(self, problem: Problem) -> int:
        """The problem's number; a new one where it was not met before."""
        if problem not in self.problems:
            self.problems.append(problem)
        return self.problems.index(problem) + 1


def decide(coded: Coded, match: Match, order: str | None) -> Verdicts:
    """Decide every distinct text of the file, and every mark on every date."""
    verdicts = Verdicts({}, [], np.zeros((0, 0), np.int16), [])
    for spec in match.feed.fields:
        verdicts.fields[spec.name] = _field(coded, match, spec, order, verdicts)
    _decide_marks(verdicts, match)
    absences = verdicts.fields["is_absence_only"]
    verdicts.fields["is_absence_only"] = replace(absences, values=absences.values.fill_null(value=False))
    return verdicts


def _field(coded: Coded, match: Match, spec: Field, order: str | None, verdicts: Verdicts) -> Decided:
    index = match.fields[spec.name][0] if spec.name in match.fields else None
    texts = {} if index is None else {f"c{index}": pl.Series(coded.columns[index].texts, dtype=pl.String)}
    data = pl.DataFrame(texts or {"none": [""]}).with_row_index("record_no")
    cleaned = clean.convert_fields(data, replace(match, feed=replace(match.feed, fields=(spec,))), order)
    typed = cleaned.rows.select(spec.name)
    values = typed.unique(maintain_order=True).with_row_index("id")
    ids = typed.join(values, on=spec.name, nulls_equal=True, how="left", maintain_order="left")["id"]
    return Decided(index, values[spec.name], ids.to_numpy(), _by_record(cleaned, data.height, verdicts))


def _by_record(cleaned: clean.Cleaned, records: int, verdicts: Verdicts) -> np.ndarray:
    """The number of each record's problem, 0 for none."""
    problems = np.zeros(records, np.int16)
    for record, *problem in cleaned.quarantine().rows():
        problems[record] = verdicts.number(tuple(problem))
    return problems


def _decide_marks(verdicts: Verdicts, match: Match) -> None:
    """Ask the small way about every mark on every date, each for a pupil of its own so that none clashes."""
    marks, dates = verdicts.fields["mark"].values, verdicts.fields["session_date"].values
    if len(marks) * len(dates) > MOST_DISTINCT:
        raise TooVaried
    pairs = (
        marks.to_frame().join(dates.to_frame(), how="cross", maintain_order="left_right").with_row_index("record_no")
    )
    cleaned = clean.Cleaned(
        pairs.with_columns(
            pl.col("record_no").cast(pl.String).alias("pupil_id"),
            pl.lit(None, pl.String).alias("site"),
            pl.lit(None, pl.String).alias("session"),
            pl.lit(verdicts.fields["is_absence_only"].values[0], pl.Boolean).alias("is_absence_only"),
        )
    )
    FINISHERS["attendance"](cleaned, match)
    verdicts.marks_on_dates = _by_record(cleaned, pairs.height, verdicts).reshape(len(marks), len(dates))
    verdicts.warnings = cleaned.warnings
