"""Which records say a session again, and which say it otherwise: one small number for each pupil's session.

The table grows with the sessions there are and not with the records that say them.
"""

import numpy as np

from warehouse.intake.bulk.coding import TooVaried

# Cells of a table, one or two bytes each: 26,000 pupils have 10 million sessions in a year.
MOST_CELLS = 1 << 29
_CLASHED = 0


class Sessions:
    """The mark first said of each session; of clashing sessions also which records say which mark."""

    def __init__(self, sites: int, pupils: int, slots: int, marks: int) -> None:
        """``slots`` are the sessions one pupil can have: dates times halves of the day."""
        if sites * pupils > MOST_CELLS // 8:
            raise TooVaried
        self._person_of = np.full(sites * pupils, -1, np.int32)
        self._persons = 0
        self._slots = slots
        self._first = np.zeros(0, np.min_scalar_type(marks + 1))
        self._others: dict[int, dict[int, int]] = {}

    def cells(self, person: np.ndarray, slot: np.ndarray) -> np.ndarray:
        """The place of each record's session. ``person`` is the pupil at a site, ``slot`` the date and half day."""
        known = self._person_of[person]
        if (known < 0).any():
            self._admit(np.unique(person[known < 0]))
            known = self._person_of[person]
        return known * self._slots + slot

    def _admit(self, persons: np.ndarray) -> None:
        self._person_of[persons] = np.arange(len(persons)) + self._persons
        self._persons += len(persons)
        needed = self._persons * self._slots
        if needed > MOST_CELLS:
            raise TooVaried
        if needed > len(self._first):
            grown = np.zeros(max(needed, len(self._first) * 3 // 2), self._first.dtype)
            grown[: len(self._first)] = self._first
            self._first = grown

    def note(self, cells: np.ndarray, marks: np.ndarray, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which of these records, in the file's order, repeat an earlier one, and which say another mark."""
        said = self._first[cells] != 0
        again = _again(cells)
        if again is not None:
            said |= again
        self._first[cells[~said]] = marks[~said] + 1
        repeats, clashes = said.copy(), np.zeros(len(cells), bool)
        for row in np.flatnonzero(said & (self._first[cells] != marks + 1)):
            others = self._others.setdefault(int(cells[row]), {})
            if others.setdefault(int(marks[row]), int(numbers[row])) == numbers[row]:
                repeats[row], clashes[row] = False, True
        return repeats, clashes

    @property
    def has_clashes(self) -> bool:
        return bool(self._others)

    def in_clash(self, cells: np.ndarray) -> np.ndarray:
        """Which of these records speak of a session that is said in two ways. Nothing can be noted after this."""
        self._first[np.fromiter(self._others, np.int64)] = _CLASHED
        return self._first[cells] == _CLASHED


def _again(cells: np.ndarray) -> np.ndarray | None:
    """Which records say a session that an earlier record of the same block says; None where none does."""
    ordered = np.sort(cells)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return None
    rows = np.flatnonzero(np.isin(cells, twice))
    again = np.zeros(len(cells), bool)
    again[rows] = True
    again[rows[np.unique(cells[rows], return_index=True)[1]]] = False
    return again
