"""How long a durable entry takes on SQLite, against a bare sqlite3 insert with the same pragmas, in one run.

    python -m benchmarks.register_write [--writes 500]

Both write in turn into the same folder, so that a busy disk slows both; the ratio is what the register adds
(checks, conflict, double submit, SQLAlchemy).
"""

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from warehouse import register
from warehouse.settings import Home

_BARE = "insert into entries (client_id, payload, recorded_at) values (?, ?, ?)"


def main(writes: int) -> dict[str, float]:
    """Medians and 95th percentiles in milliseconds, and their ratio."""
    with tempfile.TemporaryDirectory(prefix="village_") as folder:
        home = Home(Path(folder))
        bare = _bare(Path(folder) / "bare.sqlite")
        pairs = [(_seconds(_save(home), number), _seconds(bare, number)) for number in range(writes + 20)]
    ours, theirs = zip(*pairs[20:], strict=True)  # the first ones open files and fill caches
    return {
        "writes": writes,
        "register_median_ms": _ms(statistics.median(ours)),
        "register_p95_ms": _ms(statistics.quantiles(ours, n=20)[-1]),
        "bare_median_ms": _ms(statistics.median(theirs)),
        "bare_p95_ms": _ms(statistics.quantiles(theirs, n=20)[-1]),
        "ratio": round(statistics.median(ours) / statistics.median(theirs), 2),
    }


def _save(home: Home) -> Callable[[int], object]:
    values = {"key_question_id": "kq_05", "judgement": "developing", "answer": "A few sentences. " * 20}

    def save(number: int) -> None:
        entry = values | {"cycle_id": f"cycle {number % 9}"}
        register.record(home, "answer", entry, role="slt", client_id=str(number))

    return save


def _bare(file: Path) -> Callable[[int], object]:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    connection.execute(
        "create table entries (row_id integer primary key, client_id text unique, payload text, recorded_at text)"
    )
    return lambda number: connection.execute(_BARE, (str(number), "A few sentences. " * 20, "2026-01-01"))


def _seconds(action: Callable[[int], object], number: int) -> float:
    start = time.perf_counter()
    action(number)
    return time.perf_counter() - start


def _ms(seconds: float) -> float:
    return round(seconds * 1_000, 3)


if __name__ == "__main__":
    count = int(sys.argv[sys.argv.index("--writes") + 1]) if "--writes" in sys.argv else 500
    print(json.dumps(main(count)))
