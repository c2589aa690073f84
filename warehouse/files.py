"""Writing files so that a reader, or a process that died half-way, sees the old state or the new one, never a mix."""

import errno
import os
from collections.abc import Callable
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


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
