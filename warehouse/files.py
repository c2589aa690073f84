"""Writing files so that a reader, or a process that died half-way, sees the old state or the new one, never a mix."""

import errno
import json
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import polars as pl


def put(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` make a file beside ``path``, flush it to disk and move it into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(beside)
        move_into_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """``put`` for bytes that are there already."""
    put(path, lambda beside: beside.write_bytes(content))


def write_parquet(rows: pl.DataFrame, path: Path) -> None:
    """Write rows as compressed Parquet. Raises OSError where the disk refuses: polars names that a ComputeError too."""
    try:
        rows.write_parquet(path, compression="zstd")
    except pl.exceptions.ComputeError:
        raise OSError(errno.EIO, "its rows could not be written") from None


def move_into_place(source: Path, target: Path) -> None:
    """Flush the finished file ``source`` to disk and give it the name ``target``."""
    _flush(source)
    source.replace(target)
    _flush(target.parent)


def said_in(path: Path) -> dict:
    """What a JSON file says, read once for each state of the file. Shared: never change it.

    For files that are moved into place, each of which is a file of its own. Raises OSError and ValueError.
    """
    state = path.stat()
    return _parsed(path, state.st_ino, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _parsed(path: Path, *_: int) -> dict:
    return json.loads(path.read_text("utf-8"))


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
