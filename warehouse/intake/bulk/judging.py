"""Every record to one place, block by block: set aside with its first problem, a copy of another, or kept."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from warehouse.intake.bulk.coding import Coded, Piece
from warehouse.intake.bulk.sessions import Sessions
from warehouse.intake.bulk.verdicts import Decided, Verdicts


@dataclass
class Judged:
    """Which records are kept, as bits block by block, how many on which date, and how many are copies.

    ``aside`` has record_no and the number of the problem for every record set aside for what it says.
    """

    kept: list[np.ndarray] = field(default_factory=list)
    on_date: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    duplicates: int = 0
    aside: list[pl.DataFrame] = field(default_factory=list)

    def is_kept(self, number: int, piece: Piece) -> np.ndarray:
        """Which rows of the piece, which is the ``number``-th from 0, are kept."""
        return np.unpackbits(self.kept[number], count=piece.rows).view(bool)


@dataclass(frozen=True)
class Rows:
    """The rows of one piece as ids of typed values, and the place of each one's session."""

    dates: np.ndarray
    marks: np.ndarray
    cells: np.ndarray


def judge(coded: Coded, verdicts: Verdicts, clash: int) -> Judged:
    """Judge all records; ``clash`` is the number of the problem of two marks for one session. Raises TooVaried."""
    judged = Judged(on_date=np.zeros(len(verdicts.fields["session_date"].values), np.int64))
    sessions = _sessions(verdicts)
    unsound = []
    for piece in coded.pieces:
        rows = read_rows(coded, piece, verdicts, sessions)
        problems = _problems(coded, piece, verdicts, rows)
        sound = problems == 0
        unsound.append(_unsound(coded, piece, problems))
        numbers = piece.numbers
        repeats, clashes = sessions.note(rows.cells[sound], rows.marks[sound], numbers[sound])
        judged.duplicates += int(repeats.sum())
        judged.aside.append(_aside(numbers[sound][clashes], clash))
        sound[sound] = ~(repeats | clashes)
        judged.kept.append(np.packbits(sound))
        judged.on_date += np.bincount(rows.dates[sound], minlength=len(judged.on_date))
    _drop_copies(judged, unsound)
    if sessions.has_clashes:
        _set_first_aside(judged, coded, verdicts, sessions, clash)
    return judged


def _sessions(verdicts: Verdicts) -> Sessions:
    size = {name: len(decided.values) for name, decided in verdicts.fields.items()}
    return Sessions(size["site"], size["pupil_id"], size["session_date"] * size["session"], size["mark"])


def ids_of(coded: Coded, piece: Piece, decided: Decided) -> np.ndarray:
    """Ids of one field's typed values for the rows of a piece."""
    if decided.index is None:
        return np.zeros(piece.rows, np.int32)
    return decided.ids[coded.codes(piece, decided.index)]


def read_rows(coded: Coded, piece: Piece, verdicts: Verdicts, sessions: Sessions) -> Rows:
    fields = verdicts.fields
    ids = {name: ids_of(coded, piece, fields[name]) for name in ("site", "pupil_id", "session_date", "session", "mark")}
    person = ids["site"] * len(fields["pupil_id"].values) + ids["pupil_id"]
    slot = ids["session_date"] * len(fields["session"].values) + ids["session"]
    return Rows(ids["session_date"], ids["mark"], sessions.cells(person, slot))


def _problems(coded: Coded, piece: Piece, verdicts: Verdicts, rows: Rows) -> np.ndarray:
    """The number of each row's first problem in the order of the feed's fields, 0 for none."""
    problems = np.zeros(piece.rows, np.int16)
    for decided in verdicts.fields.values():
        if decided.index is not None and decided.problems.any():
            problems = np.where(problems, problems, decided.problems[coded.codes(piece, decided.index)])
        elif decided.problems.any():
            problems = np.where(problems, problems, decided.problems[0])
    if verdicts.marks_on_dates.any():
        problems = np.where(problems, problems, verdicts.marks_on_dates[rows.marks, rows.dates])
    return problems


def _unsound(coded: Coded, piece: Piece, problems: np.ndarray) -> pl.DataFrame:
    """Rows with a problem: record_no, problem, and all that tells whether two of them are copies."""
    rows = np.flatnonzero(problems)
    columns = {str(index): coded.codes(piece, index)[rows].astype(np.uint64) for index in piece.columns}
    return pl.DataFrame({"record_no": piece.numbers[rows], "problem": problems[rows], **columns})


def _drop_copies(judged: Judged, unsound: list[pl.DataFrame]) -> None:
    """Of exact copies the first is set aside; the others count as copies."""
    rows = pl.concat(unsound)
    cells = [name for name in rows.columns if name not in ("record_no", "problem")]
    first = rows.unique(cells, keep="first", maintain_order=True)
    judged.duplicates += rows.height - first.height
    judged.aside.append(first.select("record_no", "problem"))


def _aside(numbers: np.ndarray, problem: int) -> pl.DataFrame:
    return pl.DataFrame({"record_no": numbers, "problem": np.full(len(numbers), problem, np.int16)})


def _set_first_aside(judged: Judged, coded: Coded, verdicts: Verdicts, sessions: Sessions, clash: int) -> None:
    """Records that said a session first, and that a later one says otherwise, are set aside too."""
    for number, piece in enumerate(coded.pieces):
        rows, kept = read_rows(coded, piece, verdicts, sessions), judged.is_kept(number, piece)
        first = kept & sessions.in_clash(rows.cells)
        judged.aside.append(_aside(piece.numbers[first], clash))
        judged.kept[number] = np.packbits(kept & ~first)
        judged.on_date -= np.bincount(rows.dates[first], minlength=len(judged.on_date))
