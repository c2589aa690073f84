"""What each distinct text is and what is wrong with it, decided once by the rules of the small way.

A text becomes an id: of its typed value and its problem. What depends on several fields, a mark on its
date, becomes one table for all fields but the person. Problems are numbered in the order in which the small way
meets them, so that of several the least is the one to tell.
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from warehouse.intake import clean
from warehouse.intake.bulk.coding import MOST_DISTINCT, Coded, TooVaried
from warehouse.intake.feeds import Field
from warehouse.intake.finish import CLASH, FINISHERS
from warehouse.intake.recognise import Match

Problem = tuple[str | None, str, str]
SOUND = np.iinfo(np.int16).max


@dataclass(frozen=True)
class Decided:
    """One field: by id the typed value and the number of its problem (or SOUND), and the id of each text by code.

    ``index`` is the field's column in the file; None where every record has the one value.
    """

    index: int | None
    values: pl.Series
    problems: np.ndarray
    ids: np.ndarray


@dataclass
class Verdicts:
    """Every field by name in the feed's order, the problems by number, and those of dates, sessions and marks.

    ``together`` has the least number of a problem at ``(date * sessions + session) * marks + mark``, all ids.
    """

    fields: dict[str, Decided]
    problems: list[Problem]
    together: np.ndarray
    clash: int
    warnings: list[str]

    def size(self, name: str) -> int:
        """How many ids a field has."""
        return len(self.fields[name].values)

    @property
    def slots(self) -> int:
        """How many sessions one pupil at one site can have: dates times halves of the day."""
        return self.size("session_date") * self.size("session")

    def sound_values(self, name: str) -> pl.Series:
        """The distinct values of a field that some sound record can have."""
        is_sound = self.fields[name].problems == SOUND
        if name == "mark":
            is_sound = (self.together.reshape(-1, self.size("mark")) == SOUND).any(axis=0)
        return self.fields[name].values.filter(pl.Series(is_sound)).unique(maintain_order=True)


def decide(coded: Coded, match: Match, order: str | None) -> Verdicts:
    """Decide every distinct text of the file, and every mark on every date. Raises TooVaried."""
    problems: list[Problem] = []
    fields = {spec.name: _field(coded, match, spec, order, problems) for spec in match.feed.fields}
    dates, sessions, marks = (fields[name] for name in ("session_date", "session", "mark"))
    if len(dates.values) * len(sessions.values) * len(marks.values) > MOST_DISTINCT:
        raise TooVaried
    cleaned = _marks_on_dates(fields, match)
    of_pairs = _numbered(cleaned, len(dates.values) * len(marks.values), problems)
    together = np.minimum(
        np.minimum(dates.problems[:, None, None], sessions.problems[None, :, None]),
        np.minimum(marks.problems[None, None, :], of_pairs.reshape(len(dates.values), 1, len(marks.values))),
    )
    absences = fields["is_absence_only"]
    fields["is_absence_only"] = replace(absences, values=absences.values.fill_null(value=False))
    clash = _number((clean.heading_of(match, "mark"), *CLASH), problems)
    return Verdicts(fields, problems, together.ravel(), clash, cleaned.warnings)


def _field(coded: Coded, match: Match, spec: Field, order: str | None, problems: list[Problem]) -> Decided:
    index = match.fields[spec.name][0] if spec.name in match.fields else None
    texts = {} if index is None else {f"c{index}": pl.Series(coded.texts[index], dtype=pl.String)}
    data = pl.DataFrame(texts or {"none": [""]}).with_row_index("record_no")
    cleaned = clean.convert_fields(data, replace(match, feed=replace(match.feed, fields=(spec,))), order)
    numbers = pl.Series("problem", _numbered(cleaned, data.height, problems))
    typed = cleaned.rows.select(spec.name, numbers)
    kinds = typed.unique(maintain_order=True).with_row_index("id")
    ids = typed.join(kinds, on=[spec.name, "problem"], nulls_equal=True, how="left", maintain_order="left")["id"]
    return Decided(index, kinds[spec.name], kinds["problem"].to_numpy(), ids.to_numpy().astype(np.int32))


def _numbered(cleaned: clean.Cleaned, records: int, problems: list[Problem]) -> np.ndarray:
    """The number of each record's problem, or SOUND."""
    numbers = np.full(records, SOUND, np.int16)
    for record, *problem in cleaned.quarantine().rows():
        numbers[record] = _number(tuple(problem), problems)
    return numbers


def _number(problem: Problem, problems: list[Problem]) -> int:
    """The problem's number; a new one where it was not met before."""
    if problem not in problems:
        problems.append(problem)
    return problems.index(problem)


def _marks_on_dates(fields: dict[str, Decided], match: Match) -> clean.Cleaned:
    """What the small way says of every date with every mark, each for a pupil of its own so that none clashes."""
    dates, marks = fields["session_date"].values.to_frame(), fields["mark"].values.to_frame()
    pairs = dates.join(marks, how="cross", maintain_order="left_right").with_row_index("record_no")
    cleaned = clean.Cleaned(
        pairs.with_columns(
            pl.col("record_no").cast(pl.String).alias("pupil_id"),
            pl.lit(None, pl.String).alias("site"),
            pl.lit(None, pl.String).alias("session"),
            pl.lit(fields["is_absence_only"].values[0], pl.Boolean).alias("is_absence_only"),
        )
    )
    FINISHERS[match.feed.name](cleaned, match)
    return cleaned
