"""Writes tables as files of text, in the encodings and line ends that real systems use, and lists them."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Export:
    """One file of the demo: its bytes and its line in manifest.csv."""

    file: str
    feed: str
    description: str
    content: bytes
    loaded_by_demo: bool = True


def as_csv(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, encoding: str = "utf-8", line_end: str = "\r\n"
) -> bytes:
    """A comma-separated file; cells that need quotes are quoted."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_manifest(exports: Sequence[Export]) -> bytes:
    """manifest.csv: one line a file, in the order in which the demo loads them."""
    header = ("file", "feed", "loaded_by_demo", "order", "description", "sha256")
    rows = [
        (e.file, e.feed, str(e.loaded_by_demo).lower(), order, e.description, hashlib.sha256(e.content).hexdigest())
        for order, e in enumerate(exports, start=1)
    ]
    return as_csv(header, rows, line_end="\n")
