"""A large list of marks as an authority's system exports it, always the same for one size, and what is wrong with it.

One record in a thousand cannot be used (``BAD`` says how), and a few lines are ragged. Days are written
one after the other, so pupils are far from sorted.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

HEADINGS = ["Pupil ID", "Site", "Date", "Session", "Mark"]
PUPILS, EVERY, FIRST_DAY = 26_000, 1_000, dt.date(2024, 9, 2)
MARKS, SHARES = ["/", "\\", "L", "I", "O", "C", "M", "B"], [0.43, 0.43, 0.03, 0.05, 0.03, 0.01, 0.01, 0.01]
# Column, what is written there, and the code under which the record must be set aside.
BAD = (
    ("Date", "31/02/2025", "bad_date"),
    ("Date", "0025-01-13", "bad_date"),
    ("Pupil ID", "", "blank_required"),
    ("Session", "evening", "unknown_value"),
    ("Mark", "8", "unknown_mark"),
    ("Mark", "-", "no_mark"),
)
RAGGED = (",,,,,surplus\n", "P000001,Westside\n", "P000002,Westside,2024-09-02,AM,/,one,two\n")


def write_marks(path: Path, records: int, seed: int = 7) -> pl.DataFrame:
    """Write the file. Gives what must be set aside: record_no, column, code."""
    random = np.random.default_rng(seed)
    wrong, first = [], 2
    with path.open("wb") as file:
        file.write((",".join(HEADINGS) + "\n").encode())
        for half_days in _half_days(records):
            frame, bad = _spoilt(_frame(half_days, random), first, random)
            frame.write_csv(file, include_header=False)
            file.write("".join(RAGGED).encode())
            first += frame.height
            wrong += [bad, _ragged(first)]
            first += len(RAGGED)
    return _once(pl.concat(wrong)).sort("record_no").select("record_no", "column", "code")


def _once(wrong: pl.DataFrame) -> pl.DataFrame:
    """Of exact copies among bad records the first is set aside; the others count as copies."""
    is_copied = pl.col("code").is_in(["too_many_fields", "conflicting_marks"]).not_()
    return wrong.filter(~(is_copied & ~pl.struct("code", *HEADINGS).is_first_distinct()))


def _half_days(records: int) -> Iterator[list[tuple[dt.date, str, int]]]:
    """Date, session and number of pupils; as many together as are written at once."""
    together, day = [], FIRST_DAY
    while records > 0:
        for session in ("AM", "PM"):
            together.append((day, session, min(PUPILS, records)))
            records -= together[-1][2]
            if records <= 0:
                break
        day += dt.timedelta(days=3 if day.weekday() == 4 else 1)
        if len(together) >= 40 or records <= 0:
            yield together
            together = []


def _frame(half_days: list[tuple[dt.date, str, int]], random: np.random.Generator) -> pl.DataFrame:
    pupils = np.concatenate([np.arange(number) for _, _, number in half_days])
    which = np.repeat(np.arange(len(half_days)), [number for _, _, number in half_days])
    return pl.DataFrame(
        {
            "Pupil ID": pl.Series([f"P{number:06d}" for number in range(PUPILS)]).gather(pupils),
            "Site": pl.Series(["Westside", "Eastside"]).gather((pupils % 3 == 0).astype(int)),
            "Date": pl.Series([day.isoformat() for day, _, _ in half_days]).gather(which),
            "Session": pl.Series([session for _, session, _ in half_days]).gather(which),
            "Mark": pl.Series(MARKS).gather(random.choice(len(MARKS), len(pupils), p=SHARES)),
        }
    )


def _spoilt(frame: pl.DataFrame, first: int, random: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One record in ``EVERY`` spoilt in one way; one way more is to say the session before it otherwise."""
    rows = np.arange(EVERY // 2, frame.height, EVERY)
    ways = random.integers(0, len(BAD) + 1, len(rows))
    wrong = []
    for way, (column, text, code) in enumerate(BAD):
        chosen = rows[ways == way]
        frame = frame.with_columns(frame[column].scatter(chosen, text))
        wrong.append((chosen, column, code))
    clashing = rows[ways == len(BAD)]
    otherwise = pl.when(pl.col("Mark") == "O").then(pl.lit("I")).otherwise(pl.lit("O")).alias("Mark")
    before = frame[clashing - 1].with_columns(otherwise)
    frame = frame.with_columns(frame[column].scatter(clashing, before[column]) for column in HEADINGS)
    wrong += [(clashing, "Mark", "conflicting_marks"), (clashing - 1, "Mark", "conflicting_marks")]
    return frame, pl.concat([_wrong(rows + first, column, code, frame[rows]) for rows, column, code in wrong])


def _ragged(first: int) -> pl.DataFrame:
    """What is wrong with the lines of the wrong length."""
    cells = pl.DataFrame(
        [("", "", "", "", ""), ("P000001", "Westside", "", "", ""), ("", "", "", "", "")], HEADINGS, orient="row"
    )
    long = _wrong(np.array([first, first + 2]), None, "too_many_fields", cells[[0, 2]])
    return pl.concat([long, _wrong(np.array([first + 1]), "Date", "blank_required", cells[[1]])])


def _wrong(numbers: np.ndarray, column: str | None, code: str, cells: pl.DataFrame) -> pl.DataFrame:
    given = {"column": pl.lit(column, pl.String), "code": pl.lit(code)}
    return cells.with_columns(pl.Series("record_no", numbers, pl.Int64), **given)
