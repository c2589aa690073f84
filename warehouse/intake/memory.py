"""What a person said of a file is said once: remembered by its headings, applied to the next export of the same shape.

``remembered.json`` in the home holds, for each fingerprint of headings, mappings, answers and survey
targets; never a value of a file. What is said now goes before what was said then.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from filelock import FileLock

from warehouse.files import write_atomically
from warehouse.intake.results import Options
from warehouse.intake.shapes import heading_key
from warehouse.intake.text import short_hash
from warehouse.intake.wide_headings import day_given
from warehouse.settings import Home

AS_LAST_TIME = "Read as you said last time for a file with these headings; what you say now goes before it."
# The sign between columns is found before the headings are; the others are remembered otherwise.
DATE_ORDER = "date_order_before"
NOT_REMEMBERED = ("delimiter", "heading_record", "sheet", "date_order", "kind")
Said = dict[str, object]


def fingerprint(headings: list[str]) -> str:
    """The headings in order as one hash; the days of a register, which differ in every export, count once."""
    keys = ["<day>" if day_given(heading) else heading_key(heading) for heading in headings]
    return short_hash(*(key for place, key in enumerate(keys) if key != "<day>" or "<day>" not in keys[:place]))


def remembered(home: Home | None) -> dict[str, Said]:
    """Everything remembered, by fingerprint. A file that cannot be read is no memory, and is written anew."""
    try:
        found = json.loads(_file(home).read_text("utf-8")) if home else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def recall(home: Home | None, headings: list[str], options: Options) -> tuple[Options, bool]:
    """The options with what was said of these headings before, and whether that added anything.

    A remembered order of dates is the answer ``DATE_ORDER``: what the file itself proves goes before it.
    """
    said = remembered(home).get(fingerprint(headings))
    if not said or options.corrects:
        return options, False
    fields = {*options.mapping.values(), *options.answers}
    now = {heading_key(header) for header in options.mapping}
    mapping = {h: f for h, f in said["mapping"].items() if f not in fields and heading_key(h) not in now}
    answers = {name: answer for name, answer in said["answers"].items() if name not in fields}
    joined = replace(
        options,
        kind=options.kind or options.answer("kind") or said["kind"],
        mapping=mapping | options.mapping,
        answers=answers | options.answers,
        question_map=said["question_map"] | options.question_map,
        header_records=options.header_records or said["header_records"],
    )
    return joined, joined != options


def folded(options: Options, date_order: str | None) -> Options:
    """The options as if said now: the order that a file was read in stands for the one remembered."""
    answers = {name: answer for name, answer in options.answers.items() if name != DATE_ORDER}
    is_before = DATE_ORDER in options.answers and not options.date_order
    return replace(options, answers=answers, date_order=date_order if is_before else options.date_order)


def sheet_before(home: Home | None, sheets: list[str]) -> str | None:
    """The sheet chosen before of a workbook with these sheets."""
    chosen = remembered(home).get(_fingerprint_of_sheets(sheets), {}).get("sheet")
    return chosen if chosen in sheets else None


def remember(home: Home, headings: list[str], options: Options, sheets: Sequence[str] = ()) -> None:
    """Keep what a person said of these headings, after a load that went well; nothing said leaves nothing."""
    said = _said(options)
    new = {fingerprint(headings): said} if any(said.values()) else {}
    if options.sheet:
        new[_fingerprint_of_sheets(sheets)] = {"sheet": options.sheet, "of": fingerprint(headings)}
    if not new or options.corrects:
        return
    with FileLock(home.root / "remembered.lock"):
        _write(home, remembered(home) | new)


def forget(home: Home, headings_fingerprint: str) -> bool:
    """Forget what was said of these headings, and of the sheet they stood in; whether there was anything."""
    with FileLock(home.root / "remembered.lock"):
        found = remembered(home)
        kept = {key: said for key, said in found.items() if headings_fingerprint not in (key, said.get("of"))}
        if len(kept) < len(found):
            _write(home, kept)
        return len(kept) < len(found)


def _said(options: Options) -> Said:
    answers = {name: answer for name, answer in options.answers.items() if name not in NOT_REMEMBERED}
    order = options.answer("date_order")
    return {
        "kind": options.kind or options.answer("kind"),
        "mapping": options.mapping,
        "answers": answers | ({DATE_ORDER: order} if order else {}),
        "question_map": options.question_map,
        "header_records": options.header_records,
    }


def _fingerprint_of_sheets(sheets: Sequence[str]) -> str:
    return fingerprint(["sheets of a workbook", *sheets])


def _file(home: Home):
    return home.root / "remembered.json"


def _write(home: Home, kept: dict[str, Said]) -> None:
    write_atomically(_file(home), json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True).encode())
