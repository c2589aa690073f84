"""Which records say a session again, and which say it otherwise: one small number for each pupil's session.

The table grows with the sessions there can be (pupils at sites, dates, halves of the day) and not with the records;
what of it nobody writes to takes no memory.
"""

import numpy as np

from warehouse.intake.bulk.coding import TooVaried

# One or two bytes each: 26,000 pupils have 10 million sessions in a year.
MOST_SESSIONS = 1 << 29
GLANCE = 0xFFFF
_CLASHED = 0


class Sessions:
    """The mark first said of each session; of clashing sessions also which records say which mark."""

    def __init__(self, most: int, marks: int) -> None:
        """``most`` sessions, numbered from 0, and ``marks`` different marks. Raises TooVaried."""
        if most > MOST_SESSIONS:
            raise TooVaried
        self._first = np.zeros(most, np.min_scalar_type(marks))
        self._others: dict[int, dict[int, int]] = {}

    def note(
        self, sessions: np.ndarray, marks: np.ndarray, again: np.ndarray, numbers: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Places of these records, given in the file's order, that repeat an earlier one, and that say another mark.

        ``again`` are the places of those whose session an earlier one of these says; of ``numbers`` no record has
        another's.
        """
        later = np.union1d(np.flatnonzero(self._first.take(sessions)), again)
        new = np.ones(len(sessions), bool)
        new[later] = False
        self._first[sessions[new]] = marks[new] + 1
        differs = self._first[sessions[later]] != marks[later] + 1
        said = zip(later[differs], sessions[later[differs]].tolist(), marks[later[differs]].tolist(), strict=True)
        clashes = [row for row, session, mark in said if self._is_new(session, mark, int(numbers[row]))]
        return np.setdiff1d(later, clashes), np.array(clashes, np.int64)

    def _is_new(self, session: int, mark: int, number: int) -> bool:
        """Whether this is the first record that says this other mark."""
        return self._others.setdefault(session, {}).setdefault(mark, number) == number

    @property
    def has_clashes(self) -> bool:
        return bool(self._others)

    def mark_clashes(self) -> None:
        """Make ready for ``in_clash``; nothing can be noted after this."""
        self._first[np.fromiter(self._others, np.int64)] = _CLASHED

    def in_clash(self, sessions: np.ndarray) -> np.ndarray:
        """Places of the records that speak of a session that is said in two ways."""
        return np.flatnonzero(self._first.take(sessions) == _CLASHED)


def said_again(sessions: np.ndarray) -> np.ndarray:
    """Places of sessions, given as numbers, that stand further up already."""
    ordered = np.sort(sessions)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return np.zeros(0, np.int64)
    # A glance at the last bits leaves few to compare.
    looks_alike = np.zeros(GLANCE + 1, bool)
    looks_alike[twice & GLANCE] = True
    rows = np.flatnonzero(looks_alike.take(sessions & GLANCE))
    rows = rows[np.isin(sessions[rows], twice)]
    return np.delete(rows, np.unique(sessions[rows], return_index=True)[1])
