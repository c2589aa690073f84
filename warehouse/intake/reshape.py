"""Wide to long, between recognition and conversion: a register grid, one mark a day, totals in columns.

Every long row keeps the number of the record it stands in and the heading of its column, so that what
is set aside can be found. A record is set aside as a whole where one of its cells cannot be used.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import polars as pl

from warehouse.intake.clean import Cleaned
from warehouse.intake.dates import LOCAL
from warehouse.intake.day_marks import is_for_both, mark_of_session, marks_of_cell
from warehouse.intake.marks import lists_absences_alone
from warehouse.intake.periods import choices, period_said
from warehouse.intake.preamble import said_above
from warehouse.intake.recognise import Match
from warehouse.intake.results import Column, Options, Question
from warehouse.intake.shapes import USED
from warehouse.intake.text import counted, normalise
from warehouse.intake.wide_headings import BOTH_SESSIONS, with_sessions

BLANK_CELLS = ("", "-", "--", "?", "na", "n/a")
WHOLE_DAY = ("day", "all day", "full day", "whole day", "both", "am pm", "am and pm")
MANY_MARKS = 20
NOBODY_CAME = "No record of the file is of a session attended: does it list absences alone, without the rest?"
TWICE = "The file has several marks for a pupil and day and nothing tells the sessions apart: which heading is it?"


@dataclass
class Reshaped:
    """The long table and the match that reads it; what to tell, what to ask, and the records that hold nothing."""

    data: pl.DataFrame
    match: Match
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    empty: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.Int64))


def reshape(data: pl.DataFrame, match: Match, options: Options, above: list[list[str]]) -> Reshaped:
    """A table as one row a fact. ``data`` is record_no and c0, c1 …; a long file comes back as it is.

    ``above`` are the records above the headings, which may name the period of totals.
    """
    shaped = Reshaped(data, match)
    _take_from_above(shaped, options, above)
    if match.feed.name == "attendance_totals":
        _give_period(shaped, options, above)
    if match.spread:
        _lengthen(shaped)
    if match.feed.name == "attendance":
        _part_days(shaped)
        _ask_if_absences_alone(shaped, options)
    return shaped


def tell(shaped: Reshaped, cleaned: Cleaned) -> None:
    """What the making long found, for the person; records without a single filled cell are set aside."""
    cleaned.warnings.extend(shaped.warnings)
    cleaned.notes.extend(shaped.notes)
    message = "The record holds nothing in any of the columns that are counted; fill it in and load again."
    cleaned.set_aside(shaped.empty, None, "blank_required", message)


def _take_from_above(shaped: Reshaped, options: Options, above: list[list[str]]) -> None:
    """Fields that a report says once above its table, as columns; what it does not say is asked."""
    for name, labels in shaped.match.shape.above.items():
        if name in shaped.match.fields:
            continue
        said = options.answer(name) or said_above(above, labels)
        if said:
            data = shaped.data.with_columns(pl.lit(said).alias(name))
            shaped.data, shaped.match = _named(data, shaped.match, [name])
        else:
            says = shaped.match.feed.field(name).says
            shaped.questions.append(Question(name, f"The file does not say {says}: what is it?"))


def _give_period(shaped: Reshaped, options: Options, above: list[list[str]]) -> None:
    """The period of a file whose records do not name one: a person's word, its titles, or a question."""
    match = shaped.match
    if match.fields.keys() & {"period", "period_start"}:
        return
    said = period_said([options.answer("period") or ""]) or period_said([cell for cells in above for cell in cells])
    if said:
        shaped.match = replace(match, supplied=match.supplied | {"period": said})
        return
    text = "The file does not say of which school year, term or half term its totals are: which is it?"
    shaped.questions.append(Question("period", text, choices(dt.datetime.now(LOCAL).date())))


def _lengthen(shaped: Reshaped) -> None:
    """One row for each filled cell of the spread columns, with what the column's heading says beside it."""
    data, match = shaped.data, shaped.match
    value = next(iter(match.spread.values())).field
    names = [value, *sorted(match.given - {value})]
    kept = sorted({index for indexes in match.fields.values() for index in indexes})
    spread = with_sessions(match.spread)
    parts = [_column(data, match, index, names, kept, spread[index].gives) for index in spread]
    cells = pl.concat(parts)
    filled = cells.filter(~_text(value).is_in(BLANK_CELLS))
    shaped.empty = data["record_no"].filter(~data["record_no"].is_in(filled["record_no"].implode()))
    if cells.height > filled.height:
        shaped.notes.append(f"{counted(cells.height - filled.height, 'blank cell')} passed over.")
    shaped.data, shaped.match = _named(filled.sort("record_no", maintain_order=True), match, names)


def _column(
    data: pl.DataFrame, match: Match, index: int, names: list[str], kept: list[int], gives: dict[str, str]
) -> pl.DataFrame:
    says = [pl.lit(gives.get(name), dtype=pl.String).alias(name) for name in names[1:]]
    heading = pl.lit(match.columns[index].header).alias("heading")
    return data.select("record_no", *(f"c{i}" for i in kept), pl.col(f"c{index}").alias(names[0]), *says, heading)


def _text(name: str) -> pl.Expr:
    return pl.col(name).fill_null("").str.strip_chars().str.to_lowercase()


def _named(data: pl.DataFrame, match: Match, names: list[str]) -> tuple[pl.DataFrame, Match]:
    """Columns ``names`` of the table as columns of their own numbers, which the match then reads."""
    first = len(match.columns)
    numbers = {name: first + offset for offset, name in enumerate(names)}
    data = data.rename({name: f"c{number}" for name, number in numbers.items()})
    fields = match.fields | {name: [number] for name, number in numbers.items()}
    columns = match.columns + [Column("", name, USED, "made from the headings") for name in names]
    supplied = {name: word for name, word in match.supplied.items() if name not in numbers}
    return data, replace(match, fields=fields, columns=columns, supplied=supplied, spread={})


def _part_days(shaped: Reshaped) -> None:
    """A mark for a whole day as a morning and an afternoon: two marks in a cell are one each, one is both."""
    data, match = shaped.data, shaped.match
    if match.supplied.get("session") == BOTH_SESSIONS:
        _ask_if_twice(shaped)
        data, match = _named(data.with_columns(pl.lit(BOTH_SESSIONS).alias("session")), match, ["session"])
    if "session" not in match.fields:
        return
    session, mark = (f"c{match.fields[name][0]}" for name in ("session", "mark"))
    is_day = pl.col(session).is_in(whole_days(data[session].unique()))
    days = data.filter(is_day)
    if days.is_empty():
        return
    parted = [_as_session(days, name, session, mark) for name in ("AM", "PM")]
    shaped.data, shaped.match = pl.concat([data.filter(~is_day), *parted]).sort("record_no", maintain_order=True), match
    _tell_of_days(shaped, days[mark])


def whole_days(texts: Iterable[str | None]) -> list[str]:
    """Those of the texts that name a whole day and not a session."""
    return [text for text in texts if text and normalise(text) in WHOLE_DAY]


def _as_session(days: pl.DataFrame, name: str, session: str, mark: str) -> pl.DataFrame:
    """The rows of whole days as one session of theirs; a half that holds no mark gives no row."""
    distinct = days[mark].unique()
    has_pairs = any(marks_of_cell(text) for text in distinct)
    halves = pl.Series([mark_of_session(text, name, has_pairs) for text in distinct], dtype=pl.String)
    marks = days[mark].replace_strict(distinct, halves, return_dtype=pl.String)
    return days.with_columns(pl.lit(name).alias(session), marks.alias(mark)).filter(pl.col(mark).is_not_null())


def _tell_of_days(shaped: Reshaped, marks: pl.Series) -> None:
    distinct = marks.unique()
    has_pairs = any(marks_of_cell(text) for text in distinct)
    records = int(marks.is_in([text for text in distinct if is_for_both(text, has_pairs)]).sum())
    if records:
        shaped.warnings.append(
            f"{counted(records, 'mark')} given for a whole day: each was counted for the morning and the afternoon."
        )


def _ask_if_absences_alone(shaped: Reshaped, options: Options) -> None:
    """A longer list in which nobody ever came may be a list of absences, which has no denominator."""
    data, match = shaped.data, shaped.match
    if "is_absence_only" in match.fields | match.supplied or "mark" not in match.fields:
        return
    said = options.answer("is_absence_only")
    if said in ("yes", "no"):
        shaped.match = replace(match, supplied=match.supplied | {"is_absence_only": said})
    elif data.height >= MANY_MARKS and lists_absences_alone(data[f"c{match.fields['mark'][0]}"].unique()):
        shaped.questions.append(Question("is_absence_only", NOBODY_CAME, ("yes", "no")))


def _ask_if_twice(shaped: Reshaped) -> None:
    """Without a session, a pupil may have one mark a day; more, and the sessions cannot be told apart."""
    fields = shaped.match.fields
    key = [f"c{fields[name][0]}" for name in ("site", "pupil_id", "session_date") if name in fields]
    if shaped.data.select(key).is_duplicated().any():
        shaped.questions.append(Question("session", TWICE, ("AM", "PM")))
