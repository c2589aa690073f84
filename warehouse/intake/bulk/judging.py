"""Every record to one place, block by block: set aside with its first problem, a copy of another, or kept."""

from dataclasses import dataclass, field
from functools import partial

import numpy as np
import polars as pl

from warehouse.intake.blocks import in_order
from warehouse.intake.bulk.coding import Coded, Piece, Stored, TooVaried, looked_up
from warehouse.intake.bulk.sessions import Sessions, said_again
from warehouse.intake.bulk.verdicts import SOUND, Decided, Verdicts

# Pupils times sites: one byte each.
MOST_PERSONS = 1 << 27


@dataclass
class Judged:
    """Which records are kept, as bits block by block, how many they are, and how many are copies.

    ``sessions`` says where the numbers of the kept records' sessions are stored, block by block.
    ``aside`` has record_no and the number of the problem for every record set aside for what it says.
    """

    kept: list[np.ndarray] = field(default_factory=list)
    sessions: list[Stored] = field(default_factory=list)
    accepted: int = 0
    duplicates: int = 0
    aside: list[pl.DataFrame] = field(default_factory=list)

    def is_kept(self, number: int, piece: Piece) -> np.ndarray:
        """Which rows of the piece, which is the ``number``-th from 0, are kept."""
        return np.unpackbits(self.kept[number], count=piece.rows).astype(bool)


@dataclass(frozen=True)
class Sound:
    """The sound rows of one piece: the number of the pupil's session and the id of the mark.

    ``places`` are theirs in the piece, ``again`` places among them whose session stands further up, and ``unsound`` the
    other rows: record_no, problem, and all that tells whether two of them are copies.
    """

    piece: Piece
    places: np.ndarray
    session: np.ndarray
    mark: np.ndarray
    again: np.ndarray
    unsound: pl.DataFrame


def judge(coded: Coded, verdicts: Verdicts) -> Judged:
    """Judge all records. Raises TooVaried."""
    judged = Judged()
    persons = _persons(coded, verdicts)
    people = int(persons.max(initial=-1)) + 1
    sessions = Sessions(people * verdicts.slots, verdicts.size("mark"))
    unsound = []
    for rows in in_order(partial(_look_at, coded, verdicts, persons, people), coded.pieces):
        unsound.append(rows.unsound)
        _keep(coded, rows, sessions, judged, verdicts.clash)
    _drop_copies(judged, unsound)
    if sessions.has_clashes:
        _set_first_aside(judged, coded, sessions, verdicts.clash)
    return judged


def _persons(coded: Coded, verdicts: Verdicts) -> np.ndarray:
    """A number for each pupil at a site that the file speaks of, from 0, by ``site * pupils + pupil``, both ids."""
    most = verdicts.size("site") * verdicts.size("pupil_id")
    if most > MOST_PERSONS:
        raise TooVaried
    is_there = np.zeros(most, bool)
    for who in in_order(partial(_who, coded, verdicts), coded.pieces):
        is_there[who] = True
    return np.cumsum(is_there, dtype=np.int32) - np.int32(1)


def _who(coded: Coded, verdicts: Verdicts, piece: Piece) -> np.ndarray:
    """For each row ``site * pupils + pupil``."""
    pupil, site = verdicts.fields["pupil_id"], _ids_of_sayings(piece, verdicts, "site") * verdicts.size("pupil_id")
    at_site = looked_up(site, coded.numbers(piece, verdicts.fields["session_date"].index))
    return at_site + looked_up(ids_in(piece, pupil), coded.numbers(piece, pupil.index))


def _look_at(coded: Coded, verdicts: Verdicts, persons: np.ndarray, people: int, piece: Piece) -> Sound:
    """What the rows of a piece are, and the first problem of those that have one.

    Worked out for each saying first (site, date, session, mark); what is left for each row is to look it up. Sessions
    of one half day are numbered together, because that is how most files are written.
    """
    day, half, mark = (_ids_of_sayings(piece, verdicts, name) for name in ("session_date", "session", "mark"))
    slot = day * verdicts.size("session") + half
    sayings = coded.numbers(piece, verdicts.fields["session_date"].index)
    problems = looked_up(verdicts.together[slot * verdicts.size("mark") + mark], sayings)
    for name in ("site", "pupil_id"):
        decided = verdicts.fields[name]
        if (decided.problems != SOUND).any():
            of_numbers = decided.problems[ids_in(piece, decided)]
            problems = np.minimum(problems, looked_up(of_numbers, coded.numbers(piece, decided.index)))
    places = np.flatnonzero(problems == SOUND)
    sayings, who = looked_up(sayings, places), looked_up(_who(coded, verdicts, piece), places)
    session = looked_up(slot * np.int32(people), sayings) + looked_up(persons, who)
    return Sound(
        piece, places, session, looked_up(mark, sayings), said_again(session), _unsound(coded, piece, problems)
    )


def ids_in(piece: Piece, decided: Decided) -> np.ndarray:
    """The id of a field for each number that stands for its column in a piece; one where every record has the one."""
    return decided.ids[piece.columns[decided.index].codes if decided.index is not None else [0]]


def _ids_of_sayings(piece: Piece, verdicts: Verdicts, name: str) -> np.ndarray:
    """The id of a field for each saying of a piece."""
    sayings = len(piece.columns[verdicts.fields["session_date"].index].codes)
    return np.resize(ids_in(piece, verdicts.fields[name]), sayings)


def _keep(coded: Coded, rows: Sound, sessions: Sessions, judged: Judged, clash: int) -> None:
    """Keep the sound rows that say something new; what the others are goes into ``judged`` too."""
    repeats, clashes = sessions.note(rows.session, rows.mark, rows.again, rows.piece.first + rows.places)
    later = np.concatenate([repeats, clashes])
    kept = np.zeros(rows.piece.rows, bool)
    kept[rows.places] = True
    kept[rows.places[later]] = False
    judged.kept.append(np.packbits(kept))
    judged.sessions.append(coded.store(np.delete(rows.session, later)))
    judged.accepted += len(rows.places) - len(later)
    judged.duplicates += len(repeats)
    judged.aside.append(_aside(rows.piece.numbers[rows.places[clashes]], clash))


def _unsound(coded: Coded, piece: Piece, problem: np.ndarray) -> pl.DataFrame:
    bad = np.flatnonzero(problem != SOUND)
    columns = {}
    for index, stored in piece.columns.items():
        numbers = coded.numbers(piece, index)[bad]
        columns[str(index)] = (numbers if stored.codes is None else stored.codes[numbers]).astype(np.uint64)
    return pl.DataFrame({"record_no": piece.numbers[bad], "problem": problem[bad], **columns})


def _drop_copies(judged: Judged, unsound: list[pl.DataFrame]) -> None:
    """Of exact copies the first is set aside; the others count as copies."""
    rows = pl.concat(unsound)
    cells = [name for name in rows.columns if name not in ("record_no", "problem")]
    first = rows.unique(cells, keep="first", maintain_order=True)
    judged.duplicates += rows.height - first.height
    judged.aside.append(first.select("record_no", "problem"))


def _aside(numbers: np.ndarray, problem: int) -> pl.DataFrame:
    return pl.DataFrame({"record_no": numbers, "problem": np.full(len(numbers), problem, np.int16)})


def _set_first_aside(judged: Judged, coded: Coded, sessions: Sessions, clash: int) -> None:
    """Records that said a session first, and that a later one says otherwise, are set aside too."""
    sessions.mark_clashes()
    firsts = in_order(lambda stored: sessions.in_clash(coded.read(stored)), judged.sessions)
    for number, (piece, first) in enumerate(zip(coded.pieces, firsts, strict=True)):
        kept = judged.is_kept(number, piece)
        first = np.flatnonzero(kept)[first]
        kept[first] = False
        judged.kept[number] = np.packbits(kept)
        judged.aside.append(_aside(piece.numbers[first], clash))
        judged.accepted -= len(first)
