"""A text cut into blocks of whole records, each parsed by a fast library or, where its quotes are unusual, by the book.

A block without quotation marks, or whose marks all open and close whole cells, goes to the library. Any
other block goes record by record through the strict reader, which says where the block ends and
which record breaks the rules. Both give the same cells; the second is about ten times slower.
"""

import csv
import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from warehouse.intake.decode import Decoded

BLOCK = 8 << 20
MOST_LINE = 4 << 20
THREADS = 2
LINE_TOO_LONG = "line too long"
FEW = 1024  # bytes to a quotation mark
QUOTE, NEWLINE, RETURN = b'"', b"\n", b"\r"

Cells = list[str]
In, Out = TypeVar("In"), TypeVar("Out")


@dataclass(frozen=True)
class Block:
    """Whole records: their bytes, or where the strict reader was needed their cells and what stopped it."""

    data: memoryview | bytes = b""
    has_quotes: bool = False
    cells: list[Cells] | None = None
    trouble: str | None = None

    @property
    def text(self) -> str:
        """The records as they stand in the file."""
        return str(self.data, "utf-8")


def blocks(decoded: Decoded, delimiter: str, at: int) -> Iterator[Block]:
    """The records from the place ``at`` on, in order. A block with a trouble is the last."""
    while data := decoded.read(at, BLOCK):
        marks = _marks(data)
        length = len(data) if at + len(data) >= decoded.end else _whole_records(data, marks)
        marks = marks[: np.searchsorted(marks, length)]
        records = memoryview(data)[:length]
        if length and _are_plain(marks, records, delimiter):
            yield Block(records, len(marks) > 0)
            at += length
            continue
        block, at = _strictly(decoded, delimiter, at, at + (length or len(data)))
        yield block
        if block.trouble:
            return


def _marks(data: bytes) -> np.ndarray:
    """Places of the quotation marks. Where they are few, hopping from one to the next is faster than a scan."""
    found, at = [], -1
    while (at := data.find(QUOTE, at + 1)) >= 0:
        found.append(at)
        if len(found) * FEW > len(data):
            return np.flatnonzero(np.frombuffer(data, np.uint8) == QUOTE[0])
    return np.array(found, np.int64)


def _whole_records(data: bytes, marks: np.ndarray) -> int:
    """How many of the bytes are whole records, with more to come; 0 where no end of a record can be seen."""
    end = NEWLINE if NEWLINE in data else RETURN
    # A return at the very end may be the first half of a line end.
    last = data.rfind(end, 0, len(data) - (end == RETURN))
    if np.searchsorted(marks, last) % 2 == 0:
        return last + 1
    ends = np.flatnonzero(np.frombuffer(data, np.uint8)[:last] == end[0])
    outside = ends[np.searchsorted(marks, ends) % 2 == 0]
    return int(outside[-1]) + 1 if len(outside) else 0


def _are_plain(marks: np.ndarray, data: memoryview, delimiter: str) -> bool:
    """True where marks open and close in turn, at the edges of cells, or are doubled inside a cell.

    Then the library reads what the strict reader reads. A doubled mark closes and opens again at once.
    """
    if len(marks) % 2 or not len(marks):
        return not len(marks)
    letters = np.frombuffer(data, np.uint8)
    is_edge = np.zeros(256, bool)
    is_edge[list(f'{delimiter}\n\r"'.encode())] = True
    before = letters[marks[0::2] - 1]
    after = letters[np.minimum(marks[1::2] + 1, len(data) - 1)]
    opens_first = marks[0] == 0
    return bool(is_edge[before[1:] if opens_first else before].all() and is_edge[after].all())


def _strictly(decoded: Decoded, delimiter: str, at: int, end: int) -> tuple[Block, int]:
    """Records from ``at`` until one ends at or beyond ``end``, and the place behind the last."""
    lines = Lines(decoded, at)
    reader, cells = csv.reader(lines, delimiter=delimiter, strict=True), []
    try:
        while lines.at < end:
            cells.append(next(reader))
    except StopIteration:
        return Block(cells=cells), lines.at
    except csv.Error as error:
        return Block(cells=cells, trouble=str(error)), lines.at
    return Block(cells=cells), lines.at


class Lines:
    """Lines of a text with their ends, and the place ``at`` behind the last one given."""

    def __init__(self, decoded: Decoded, at: int) -> None:
        self.at = at
        raw = _Span(decoded, at)
        self._text = io.TextIOWrapper(io.BufferedReader(raw, 1 << 16), encoding="utf-8", newline="")

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(MOST_LINE)
        if not line:
            raise StopIteration
        if len(line) >= MOST_LINE:
            raise csv.Error(LINE_TOO_LONG)
        self.at += len(line.encode())
        return line


class _Span(io.RawIOBase):
    """The bytes of a text from one place on, as a file of its own."""

    def __init__(self, decoded: Decoded, at: int) -> None:
        self._decoded, self._at = decoded, at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        found = self._decoded.read(self._at, len(buffer))
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)


def in_order(work: Callable[[In], Out], items: Iterable[In], threads: int = THREADS) -> Iterator[Out]:
    """``work`` of each item in turn, ``threads`` of them at a time and no more waiting than that."""
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
