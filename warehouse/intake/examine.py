"""One way from a file to rows: decode, read, recognise, map, validate. Inspecting and loading both go through it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from warehouse.contracts import check, polars_schema
from warehouse.contracts.tables import ROLES
from warehouse.errors import FileRefused
from warehouse.intake import bulk, clean, corrections, dates, identity, memory, surveys
from warehouse.intake.changes import MOST_ROWS, changes_of
from warehouse.intake.date_order import date_order, date_texts
from warehouse.intake.decode import Decoded
from warehouse.intake.feeds import feeds_of
from warehouse.intake.finish import FINISHERS
from warehouse.intake.joining import key_people
from warehouse.intake.keys import Keys
from warehouse.intake.opening import Place, check_mapping, find_place, note_table, open_table
from warehouse.intake.reader import Table, find_headings
from warehouse.intake.recognise import Match, Recognition, likeness_warnings, not_recognised, recognise
from warehouse.intake.reshape import reshape, tell
from warehouse.intake.results import Examined, Inspection, Options
from warehouse.intake.shapes import PERSONAL
from warehouse.intake.source import open_source
from warehouse.intake.survey_headings import count_header_records
from warehouse.intake.text import counted
from warehouse.settings import Home

Progress = Callable[[float, str], None]


def examine(
    path: Path, options: Options, on_progress: Progress, home: Home | None = None, *, is_load: bool = False
) -> Examined:
    """Everything there is to say about a file, and its rows if it can be loaded.

    ``home`` is the one it may land in: what it remembers is applied. Never raises for what is in the file; OSError
    where it cannot be opened.
    """
    inspection = Inspection()
    examined = Examined(inspection, options.settled())
    try:
        cleaned = _examine(path, examined, home, on_progress)
        if cleaned and not inspection.questions:
            examined.options = memory.folded(examined.options, inspection.date_order)
            examined.rows = _landed(cleaned, inspection, options, Keys(home, is_kept=is_load))
            examined.quarantine = cleaned.quarantine()
            if home and not is_load and inspection.accepted <= MOST_ROWS:
                rows = examined.rows if isinstance(examined.rows, pl.DataFrame) else examined.rows.frame()
                inspection.changes = changes_of(home, inspection.feed, rows, examined.quarantine)
    except FileRefused as refused:
        inspection.error = str(refused)
    inspection.decide()
    return examined


def _landed(
    cleaned: clean.Cleaned | bulk.MarkStream, inspection: Inspection, options: Options, keys: Keys
) -> pl.DataFrame | bulk.MarkStream:
    """Accepted rows in the columns of their contract, which they are held to. ``upload_id`` is given at landing."""
    if isinstance(cleaned, bulk.MarkStream):
        cleaned.key_people(inspection, keys)
        cleaned.check()
        return cleaned
    feed = inspection.feed
    cleaned.rows = key_people(cleaned.rows, inspection, keys)
    school = None if feed == "benchmarks" else options.school_id
    given = {"upload_id": "", "school_id": school}
    rows = cleaned.accepted().with_columns(pl.lit(value, dtype=pl.String).alias(name) for name, value in given.items())
    rows = rows.select(*polars_schema(feed))
    check(feed, rows)
    return rows


def _examine(
    path: Path, examined: Examined, home: Home | None, on_progress: Progress
) -> clean.Cleaned | bulk.MarkStream | None:
    inspection, options = examined.inspection, examined.options
    _check_options(options)
    source, options = _opened(path, examined, home)
    if source is None:
        return None
    with source as decoded:
        on_progress(0.1, "Reading the file")
        place = find_place(decoded, options, inspection)
        if inspection.sheets:
            inspection.delimiter = None  # a sheet has columns of its own
        if place is None:
            return None
        headings = find_headings(decoded, place.delimiter, place.heading_record).cells
        options = _said_before(headings, examined, home)
        puts_right = corrections.corrected_upload(headings, options)
        marks = None if puts_right else _streamed(decoded, place, options, inspection, on_progress)
        if marks:
            return marks
        table = open_table(decoded, place, options, inspection)
    if puts_right:
        table, examined.corrected = corrections.without_numbers(table)
    on_progress(0.4, "Recognising what it is")
    found = _recognise(table, options, inspection)
    identity.stop_forbidden(table.headings, table.frame.slice(1))
    if found.match is None:
        return None
    table = _without_people(table, found.match, inspection)
    on_progress(0.5, "Checking every record")
    rows_of = _survey_rows if found.match.feed.name == "surveys" else _feed_rows
    cleaned = rows_of(table, found.match, options, inspection)
    report(cleaned, table, inspection)
    return cleaned


def _opened(path: Path, examined: Examined, home: Home | None) -> tuple[Decoded | None, Options]:
    """The text of the file; of a workbook the sheet said, now or before of a workbook with these sheets."""
    source, options = open_source(path, examined.options, examined.inspection)
    sheet = memory.sheet_before(home, examined.inspection.sheets) if source is None else None
    if sheet is None:
        return source, options
    examined.inspection.questions.clear()
    examined.inspection.notes.append(memory.AS_LAST_TIME)
    examined.options = replace(examined.options, sheet=sheet)
    return open_source(path, examined.options, examined.inspection)


def _said_before(headings: list[str], examined: Examined, home: Home | None) -> Options:
    """The options with what was said of a file with these headings before, or of the upload that the file corrects."""
    upload_id = corrections.corrected_upload(headings, examined.options)
    if upload_id:
        examined.options = corrections.options_of(home, upload_id, examined.options)
        examined.inspection.notes.append(f"The file puts records of the upload {upload_id} right.")
    examined.options, is_new = memory.recall(home, headings, examined.options)
    examined.headings, examined.inspection.fingerprint = headings, memory.fingerprint(headings)
    if is_new and memory.AS_LAST_TIME not in examined.inspection.notes:
        examined.inspection.notes.append(memory.AS_LAST_TIME)
    return examined.options


def _streamed(
    decoded: Decoded, place: Place, options: Options, inspection: Inspection, on_progress: Progress
) -> bulk.MarkStream | None:
    """The records of a large list of marks; None where the file is another, or a question is open."""
    found = bulk.recognise_stream(decoded, place, options)
    coded = bulk.code_marks(decoded, place, found.match, on_progress) if found else None
    if coded is None:
        return None
    match = found.match
    headings = [column.header for column in match.columns]
    check_mapping(headings, options)
    note_table(place, coded.records + len(coded.too_long), inspection)
    _note_match(found, inspection)
    cells = pl.concat(coded.samples)
    identity.stop_forbidden(headings, cells)
    match.columns = inspection.columns = identity.without_personal(match.columns, cells)
    on_progress(0.6, "Checking every record")
    inspection.date_order = date_order(bulk.date_texts_of(coded, match), match, options, inspection)
    marks = bulk.judge_marks(coded, match, inspection.date_order, options.school_id)
    if marks:
        report(marks, coded, inspection)
    else:
        inspection.warnings.clear()  # the file is read again, the other way
    return marks


def _check_options(options: Options) -> None:
    if options.kind and not feeds_of(options.kind):
        raise FileRefused("That kind of export is not known: use attendance, contacts, events, pupils or survey.")
    if options.answer("respondent_role") not in (None, *ROLES):
        raise FileRefused("That respondent is not known: use parent, staff, pupil or unknown.")
    if options.answer("date_order") not in (None, dates.DAY_FIRST, dates.MONTH_FIRST):
        raise FileRefused("That date order is not known: use dmy (day first) or mdy (month first).")


def _recognise(table: Table, options: Options, inspection: Inspection) -> Recognition:
    """Known shapes first; else a table of answers; else a question or a refusal that names what was not found."""
    found = recognise(table.headings, options)
    if not (found.match or found.questions or found.error):
        found = surveys.recognise_answers(table, options) or found
    inspection.questions.extend(found.questions)
    inspection.why, inspection.columns = found.why, found.columns
    if found.error or not (found.match or found.questions):
        raise FileRefused(found.error or not_recognised(found.tried))
    if found.match:
        _note_match(found, inspection)
    return found


def _note_match(found: Recognition, inspection: Inspection) -> None:
    match, inspection.why = found.match, found.why
    inspection.kind, inspection.feed = match.feed.kind, match.feed.name
    inspection.shape, inspection.columns = match.shape.name, match.columns
    inspection.warnings.extend(likeness_warnings(match))


def _without_people(table: Table, match: Match, inspection: Inspection) -> Table:
    """The table and the match with what names or reaches people left out of columns and answers."""
    match.columns = inspection.columns = identity.without_personal(match.columns, table.frame.slice(1))
    table, answers = identity.masked(table, match.columns)
    if answers:
        inspection.warnings.append(identity.masked_note(answers))
    return table


def _feed_rows(table: Table, match: Match, options: Options, inspection: Inspection) -> clean.Cleaned:
    data = table.frame.filter(pl.col("record_no") > table.frame["record_no"][0])
    distinct, duplicates = clean.without_duplicates(data)
    shaped = reshape(distinct, match, options, table.above)
    match = shaped.match
    # Copies count for the order of the dates as they do where files are streamed.
    as_read = date_texts(data if shaped.data is distinct else shaped.data, match)
    inspection.date_order = date_order(as_read, match, options, inspection)
    cleaned = clean.convert_fields(shaped.data, match, inspection.date_order)
    cleaned.duplicates = duplicates
    inspection.questions.extend(shaped.questions)
    tell(shaped, cleaned)
    clean.set_aside_long_records(cleaned, table.too_long)
    clean.check_any_of(cleaned, match.feed)
    if match.feed.name in FINISHERS:
        FINISHERS[match.feed.name](cleaned, match)
    if match.feed.name == "benchmarks":
        cleaned.warnings.extend(withheld(distinct))
    return cleaned


def _survey_rows(table: Table, match: Match, options: Options, inspection: Inspection) -> clean.Cleaned:
    header_records = options.header_records or count_header_records(table, match)
    above = inspection.header_records - 1
    inspection.data_records -= header_records - 1
    inspection.header_records = header_records
    data = table.frame.slice(header_records)
    inspection.date_order = date_order(date_texts(data, match), match, options, inspection)
    cleaned = surveys.survey_cleaned(table, match, inspection.date_order, options, inspection)
    inspection.header_records += above
    return cleaned


def withheld(data: pl.DataFrame) -> list[str]:
    """A warning where published signs stand for withheld or absent figures: missing, never zero."""
    signs = data.select(pl.exclude("record_no").str.strip_chars().str.to_lowercase().is_in(["c", "x", "~", ":", "z"]))
    per_record = signs.sum_horizontal()
    if not per_record.sum():
        return []
    records = int((per_record > 0).sum())
    return [
        f"{counted(int(per_record.sum()), 'cell')} in {counted(records, 'record')} withheld or not applicable: "
        "read as missing, never zero."
    ]


def report(cleaned: clean.Cleaned | bulk.MarkStream, table: Table | bulk.Coded, inspection: Inspection) -> None:
    """Fill the inspection's figures, warnings and notes. Refuses where no record is left."""
    quarantine = cleaned.quarantine()
    inspection.quarantined_records = clean.problems_of(quarantine)
    inspection.quarantined, inspection.accepted = quarantine.height, cleaned.accepted_records
    inspection.duplicates = cleaned.duplicates
    inspection.warnings.extend(cleaned.warnings)
    inspection.notes.extend(cleaned.notes + _notes(table, inspection))
    if quarantine.height:
        inspection.warnings.append(
            f"{counted(quarantine.height, 'record')} cannot be used: set aside, each with its reason."
        )
    if cleaned.duplicates and inspection.feed != "surveys":
        inspection.warnings.append(
            f"{counted(cleaned.duplicates, 'exact copy')} of other records left out: each record counts once."
        )
    if not inspection.accepted and not inspection.questions:
        first = inspection.quarantined_records[0]
        raise FileRefused(
            f"No record of the file can be used: the first is record {first.record}"
            f"{f', column {first.column}' if first.column else ''}. {first.message}"
        )


def _notes(table: Table | bulk.Coded, inspection: Inspection) -> list[str]:
    notes = []
    personal = [column.header for column in inspection.columns if column.treatment == PERSONAL]
    if personal:
        notes.append(f"Personal columns were left out and never stored: {', '.join(personal)}.")
    if table.short:
        notes.append(f"{counted(table.short, 'record')} shorter than the headings: what is lacking is blank.")
    if table.blank_lines:
        notes.append(f"{counted(table.blank_lines, 'empty line')} skipped.")
    if inspection.encoding == "cp1252":
        notes.append("The file is not UTF-8 and was read as Windows-1252; look at accented letters.")
    return notes
