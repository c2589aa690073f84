"""Every record to one place, block by block: set aside with its first problem, a copy of another, or kept."""

from dataclasses import dataclass, field
from functools import partial

import numpy as np
import polars as pl

from warehouse.intake.blocks import in_order
from warehouse.intake.bulk.coding import Coded, Piece, Stored
from warehouse.intake.bulk.sessions import Sessions
from warehouse.intake.bulk.verdicts import SOUND, Verdicts


@dataclass
class Judged:
    """Which records are kept, as bits block by block, how many on which date (by id), and how many are copies.

    ``cells`` says where the places of the kept records' sessions are stored, block by block.
    ``aside`` has record_no and the number of the problem for every record set aside for what it says.
    """

    kept: list[np.ndarray] = field(default_factory=list)
    cells: list[Stored] = field(default_factory=list)
    on_date: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    duplicates: int = 0
    aside: list[pl.DataFrame] = field(default_factory=list)

    def is_kept(self, number: int, piece: Piece) -> np.ndarray:
        """Which rows of the piece, which is the ``number``-th from 0, are kept."""
        return np.unpackbits(self.kept[number], count=piece.rows).astype(bool)


@dataclass(frozen=True)
class Rows:
    """The rows of one piece: who (pupil at a site), when (date and half day), the mark, all as ids; the problem."""

    piece: Piece
    person: np.ndarray
    slot: np.ndarray
    mark: np.ndarray
    problem: np.ndarray


def judge(coded: Coded, verdicts: Verdicts) -> Judged:
    """Judge all records. Raises TooVaried."""
    judged = Judged(on_date=np.zeros(verdicts.size("session_date"), np.int64))
    slots = verdicts.size("session_date") * verdicts.size("session")
    sessions = Sessions(verdicts.size("site") * verdicts.size("pupil_id"), slots, verdicts.size("mark"))
    unsound = []
    for rows in in_order(partial(_rows, coded, verdicts), coded.pieces):
        unsound.append(_unsound(coded, rows))
        kept = _kept(coded, rows, sessions, judged, verdicts.clash)
        judged.kept.append(np.packbits(kept))
        judged.on_date += _on_dates(rows.slot[kept], verdicts)
    _drop_copies(judged, unsound)
    if sessions.has_clashes:
        _set_first_aside(judged, coded, verdicts, sessions)
    return judged


def _rows(coded: Coded, verdicts: Verdicts, piece: Piece) -> Rows:
    """What the texts of each row are, and the first problem among them."""
    look = partial(ids_of, coded, piece, verdicts)
    slot = look("session_date", verdicts.size("session")) + look("session")
    mark = look("mark")
    problem = verdicts.together.take(slot * np.int32(verdicts.size("mark")) + mark)
    for name in ("site", "pupil_id"):
        decided = verdicts.fields[name]
        if (decided.problems != SOUND).any():
            problem = np.minimum(problem, coded.look_up(piece, decided.index, decided.problems[decided.ids]))
    return Rows(piece, look("site", verdicts.size("pupil_id")) + look("pupil_id"), slot, mark, problem)


def ids_of(coded: Coded, piece: Piece, verdicts: Verdicts, name: str, times: int = 1) -> np.ndarray:
    """The id of one field for each row, ``times`` over."""
    decided = verdicts.fields[name]
    table = decided.ids * np.int32(times)
    return np.repeat(table, piece.rows) if decided.index is None else coded.look_up(piece, decided.index, table)


def _kept(coded: Coded, rows: Rows, sessions: Sessions, judged: Judged, clash: int) -> np.ndarray:
    """Which rows are sound and say something new; what else they are goes into ``judged``."""
    kept = rows.problem == SOUND
    sound = np.flatnonzero(kept)
    cells = sessions.cells(rows.person[sound], rows.slot[sound])
    numbers = rows.piece.numbers[sound]
    repeats, clashes = sessions.note(cells, rows.mark[sound], numbers)
    is_new = np.ones(len(sound), bool)
    is_new[repeats] = is_new[clashes] = False
    judged.cells.append(coded.store(cells[is_new]))
    judged.duplicates += len(repeats)
    judged.aside.append(_aside(numbers[clashes], clash))
    kept[sound[~is_new]] = False
    return kept


def _on_dates(slots: np.ndarray, verdicts: Verdicts) -> np.ndarray:
    """How many rows there are on each date."""
    dates, sessions = verdicts.size("session_date"), verdicts.size("session")
    return np.bincount(slots, minlength=dates * sessions).reshape(dates, sessions).sum(axis=1)


def _unsound(coded: Coded, rows: Rows) -> pl.DataFrame:
    """Rows with a problem: record_no, problem, and all that tells whether two of them are copies."""
    piece, bad = rows.piece, np.flatnonzero(rows.problem != SOUND)
    columns = {}
    for index, stored in piece.columns.items():
        numbers = coded.numbers(piece, index)[bad]
        columns[str(index)] = (numbers if stored.codes is None else stored.codes[numbers]).astype(np.uint64)
    return pl.DataFrame({"record_no": piece.numbers[bad], "problem": rows.problem[bad], **columns})


def _drop_copies(judged: Judged, unsound: list[pl.DataFrame]) -> None:
    """Of exact copies the first is set aside; the others count as copies."""
    rows = pl.concat(unsound)
    cells = [name for name in rows.columns if name not in ("record_no", "problem")]
    first = rows.unique(cells, keep="first", maintain_order=True)
    judged.duplicates += rows.height - first.height
    judged.aside.append(first.select("record_no", "problem"))


def _aside(numbers: np.ndarray, problem: int) -> pl.DataFrame:
    return pl.DataFrame({"record_no": numbers, "problem": np.full(len(numbers), problem, np.int16)})


def _set_first_aside(judged: Judged, coded: Coded, verdicts: Verdicts, sessions: Sessions) -> None:
    """Records that said a session first, and that a later one says otherwise, are set aside too."""
    slots = verdicts.size("session_date") * verdicts.size("session")
    for number, (piece, stored) in enumerate(zip(coded.pieces, judged.cells, strict=True)):
        kept = judged.is_kept(number, piece)
        cells = coded.read(stored)
        clashing = sessions.in_clash(cells)
        first = np.flatnonzero(kept)[clashing]
        kept[first] = False
        judged.kept[number] = np.packbits(kept)
        judged.aside.append(_aside(piece.numbers[first], verdicts.clash))
        judged.on_date -= _on_dates(cells[clashing] % slots, verdicts)
