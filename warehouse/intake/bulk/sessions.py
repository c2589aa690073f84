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

    def __init__(self, persons: int, slots: int, marks: int) -> None:
        """``persons`` are pupils at sites; ``slots`` the sessions one can have: dates times halves of the day."""
        if persons > MOST_CELLS // 8:
            raise TooVaried
        self._row_of = np.full(persons, -1, np.int32)
        self._rows = 0
        self._slots = slots
        self._first = np.zeros(0, np.min_scalar_type(marks))
        self._others: dict[int, dict[int, int]] = {}

    def cells(self, person: np.ndarray, slot: np.ndarray) -> np.ndarray:
        """The place of each record's session in the table; a person not met before gets a row of it."""
        row = self._row_of[person]
        if (row < 0).any():
            self._admit(np.unique(person[row < 0]))
            row = self._row_of[person]
        return row * np.int32(self._slots) + slot

    def _admit(self, persons: np.ndarray) -> None:
        self._row_of[persons] = np.arange(len(persons)) + self._rows
        self._rows += len(persons)
        needed = self._rows * self._slots
        if needed > MOST_CELLS:
            raise TooVaried
        if needed > len(self._first):
            grown = np.zeros(max(needed, len(self._first) * 3 // 2), self._first.dtype)
            grown[: len(self._first)] = self._first
            self._first = grown

    def note(self, cells: np.ndarray, marks: np.ndarray, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Places of these records, given in the file's order, that repeat an earlier one, and that say another mark."""
        held = self._first[cells]
        later = np.union1d(np.flatnonzero(held != 0), _again(cells))
        new = np.ones(len(cells), bool)
        new[later] = False
        self._first[cells[new]] = marks[new] + 1
        differs = self._first[cells[later]] != marks[later] + 1
        clashes = [row for row in later[differs] if self._is_new(int(cells[row]), int(marks[row]), int(numbers[row]))]
        return np.setdiff1d(later, clashes), np.array(clashes, np.int64)

    def _is_new(self, cell: int, mark: int, number: int) -> bool:
        """Whether this is the first record that says this other mark."""
        return self._others.setdefault(cell, {}).setdefault(mark, number) == number

    @property
    def has_clashes(self) -> bool:
        return bool(self._others)

    def in_clash(self, cells: np.ndarray) -> np.ndarray:
        """Which of these records speak of a session that is said in two ways. Nothing can be noted after this."""
        self._first[np.fromiter(self._others, np.int64)] = _CLASHED
        return self._first[cells] == _CLASHED


def _again(cells: np.ndarray) -> np.ndarray:
    """Places of records whose session an earlier record of the same block says."""
    ordered = np.sort(cells)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return np.zeros(0, np.int64)
    rows = np.flatnonzero(np.isin(cells, twice))
    return np.delete(rows, np.unique(cells[rows], return_index=True)[1])
