"""What a file may cost: one table of limits, each with its reason, and the quick checks that hold a file to them.

The checks here look at few bytes, so that a file made to hurt is refused at once. What gets past them meets the limits
of the process that reads it (``warehouse.intake.apart``).
"""

import resource
from pathlib import Path
from typing import BinaryIO

from warehouse.errors import FileRefused

MB = 1024 * 1024

MEMORY = 3072 * MB  # of the reading process: twice what 10 million marks need, for what allocators hold in reserve
SECONDS, SECONDS_PER_MB = 30, 2  # of processor time: a 20,000-row file needs one second, 400 MB of marks about sixty
WAITING = 4  # times as long by the clock: a school's machine is busy with other things
OPEN_FILES = 256  # nothing here needs more than the file, its copy and a few temporary ones
ANSWER = 64 * MB  # what the reading process may say of a file: 100,000 records set aside are told in 15 MB
PROBLEMS_TOLD = 100_000  # records set aside that are listed one by one; all of them are counted and kept
LINE = 4 * MB  # a record of a school's export has a few hundred bytes, one of a long survey a few thousand
GLANCE = 64 * 1024  # nearly every line end is found by looking at this much
COLUMNS = 2_000  # a register of a school year in sessions has 380, the widest survey seen 312
RECORDS = 50_000_000  # marks of a year of 130,000 pupils: more than an authority has
CELLS = 40_000_000  # of a table that is held as a whole; registers of any length are read as a stream

WORKBOOK_PARTS = 2_000  # files inside a workbook: a sheet has two or three
WORKBOOK_BYTES = 400 * MB  # unpacked: a full sheet of marks, a million rows, unpacks to 250 MB
WORKBOOK_RATIO = 150  # unpacked to packed: marks reach 40, a part of nothing but zeros 1,000
WORKBOOK_RATIO_FROM = 16 * MB  # below this a high ratio is harmless, and small repetitive sheets have one
WORKBOOK_CELLS = 12_000_000  # rows × columns up to the farthest cell, filled or not: each takes memory when read

TOO_WIDE = (
    f"The file has more than {COLUMNS:,} columns, which no export has: "
    "leave out the columns that are not needed and save it again."
)
TOO_LARGE = "The file has more records than are read at once: split it by term or by year and load each file."
_FIRST_LINES = 10


def processor_seconds(size: int) -> int:
    """Processor time that reading ``size`` bytes may take."""
    return SECONDS + SECONDS_PER_MB * size // MB


def fence_in() -> None:
    """Hold this process to its memory and its open files, and let it leave no core dump, which would hold data."""
    for kind, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        _set(kind, limit)


def allow_processor(seconds: int) -> None:
    """From now on this process may use the processor for ``seconds``, threads added up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)


def _set(kind: int, limit: int) -> None:
    """Lower a limit; one that is lower already stays. The system warns (and so ends us) a little before it kills."""
    hard = resource.getrlimit(kind)[1]
    lowest = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (lowest, lowest + 1 if kind == resource.RLIMIT_CPU and lowest < hard else lowest))


def check_lines(path: Path) -> None:
    """Refuse a line longer than LINE and headings wider than COLUMNS, reading only a little of a sound file.

    From the start of a line it jumps to the last line end within LINE bytes; where there is none the line is too long.
    """
    with path.open("rb") as file:
        size, start = file.seek(0, 2), 0
        file.seek(0)
        _check_width(file.read(LINE))
        while start + LINE < size:
            end = _last_line_end(file, start + LINE - GLANCE, GLANCE) or _last_line_end(file, start, LINE)
            if not end:
                raise FileRefused(
                    f"A line of the file is longer than {LINE // MB} MB, so it is not a table of records: "
                    "export it again as CSV."
                )
            start = end


def _last_line_end(file: BinaryIO, at: int, length: int) -> int:
    """The place behind the last line end among ``length`` bytes from ``at``; 0 where there is none."""
    file.seek(at)
    window = file.read(length)
    end = max(window.rfind(b"\n"), window.rfind(b"\r"))
    return at + end + 1 if end >= 0 else 0


def _check_width(window: bytes) -> None:
    for line in window.splitlines()[:_FIRST_LINES]:
        if max(line.count(sign) for sign in (b",", b"\t", b";", b"|")) >= COLUMNS:
            raise FileRefused(TOO_WIDE)
