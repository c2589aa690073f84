"""The streamed way from a text to judged marks: code every record, decide every text, judge every record."""

from collections.abc import Callable, Iterator
from functools import partial

from warehouse.intake.blocks import BLOCK
from warehouse.intake.bulk.coding import Coded, CodedBlock, TooVaried, code_block, gather
from warehouse.intake.bulk.judging import judge
from warehouse.intake.bulk.stream import FEED, MarkStream
from warehouse.intake.bulk.verdicts import decide
from warehouse.intake.decode import Decoded
from warehouse.intake.opening import Place
from warehouse.intake.parts import Part
from warehouse.intake.reader import find_headings, read_parts
from warehouse.intake.recognise import Match, Recognition, recognise
from warehouse.intake.reshape import whole_days
from warehouse.intake.results import Options

# Smaller files are read whole: that is as fast, and does for every feed.
FROM_BYTES = 8 << 20

Progress = Callable[[float, str], None]
Coding = tuple[Part, CodedBlock]


def recognise_stream(decoded: Decoded, place: Place, options: Options) -> Recognition | None:
    """What the headings say where a file is large, and each record the mark of one pupil and session; else None."""
    if decoded.end - decoded.start < FROM_BYTES:
        return None
    found = recognise(find_headings(decoded, place.delimiter, place.heading_record).cells, options)
    return found if found.match and _is_of_marks(found.match) else None


def _is_of_marks(match: Match) -> bool:
    if match.feed.name != FEED or match.spread or "is_absence_only" in match.fields:
        return False
    return {"pupil_id", "session_date"} <= match.fields.keys() and not whole_days([match.supplied.get("session")])


def code_marks(decoded: Decoded, place: Place, match: Match, on_progress: Progress) -> Coded | None:
    """The records as codes; None where they are too varied, or a session can be a whole day, to be parted in two."""
    headings = find_headings(decoded, place.delimiter, place.heading_record)
    pupil = match.fields["pupil_id"][0]
    others = sorted({indexes[0] for indexes in match.fields.values()} - {pupil})
    blocks = read_parts(decoded, place.delimiter, headings, partial(code_block, pupil=pupil, others=others))
    try:
        coded = gather(_watched(blocks, decoded, on_progress), [pupil, *others])
    except TooVaried:
        return None
    sessions = coded.texts[match.fields["session"][0]].to_pylist() if "session" in match.fields else []
    return None if whole_days(sessions) else coded


def _watched(blocks: Iterator[Coding], decoded: Decoded, on_progress: Progress) -> Iterator[Coding]:
    """The blocks, and word of how far they are."""
    all_of_them = max(1, (decoded.end - decoded.start) // BLOCK)
    for number, block in enumerate(blocks):
        on_progress(0.1 + 0.5 * min(1, number / all_of_them), "Reading the file")
        yield block


def date_texts_of(coded: Coded, match: Match) -> list[tuple[str, int]]:
    """Every distinct text of the dates and how many records say it."""
    return coded.counts(match.fields["session_date"][0])


def judge_marks(coded: Coded, match: Match, order: str | None, school_id: str) -> MarkStream | None:
    """The marks judged; None where they are too varied."""
    try:
        verdicts = decide(coded, match, order)
        return MarkStream(coded, verdicts, judge(coded, verdicts), school_id)
    except TooVaried:
        return None
