"""Bytes to text by rule, never by guess: byte order mark, UTF-16 by its zero bytes, strict UTF-8, else Windows-1252.

A file that is no text at all (a PDF, a picture, an archive) is refused by its first bytes. Files are
read in pieces, never whole: what is UTF-8 is read where it lies, anything else is written as UTF-8 to
a nameless temporary file, of which nothing is left behind however the process ends.
"""

import codecs
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from warehouse.errors import FileRefused

# Longer marks first: the UTF-32 mark begins with the UTF-16 one.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
)
EMPTY = "The file is empty: export it again and check that it has records."
NOT_TEXT = "The file holds zero bytes, so it is not text: export it again as CSV."
WEB_PAGES = ("<!doctype", "<html", "<?xml", "<table")
HEAD, PIECE = 4096, 1 << 20


@dataclass(frozen=True)
class Decoded:
    """A file as UTF-8 on disk: where its text starts (after a byte order mark), its end, and how it was written.

    Close it, or use it in a ``with`` statement.
    """

    file: BinaryIO
    start: int
    end: int
    encoding: str

    def read(self, at: int, most: int) -> bytes:
        """Up to ``most`` bytes from the place ``at``."""
        return os.pread(self.file.fileno(), most, at)

    def sample(self, most: int) -> str:
        """The first ``most`` bytes as text; a letter cut in two at the end is left out."""
        return self.read(self.start, most).decode("utf-8", errors="ignore")

    def __enter__(self) -> "Decoded":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


def decode(path: Path, encoding: str | None = None) -> Decoded:
    """The file as UTF-8. ``encoding`` overrides the rule. Raises FileRefused naming the cause, or OSError."""
    file = path.open("rb", buffering=0)
    try:
        decoded = _decode(file, encoding)
    except FileRefused:
        file.close()
        raise
    if decoded.file is not file:
        file.close()
    return decoded


def _decode(file: BinaryIO, encoding: str | None) -> Decoded:
    head = os.pread(file.fileno(), HEAD, 0)
    if not any(piece.strip() for piece in _pieces(file)):
        raise FileRefused(EMPTY)
    for signature, name in SIGNATURES:
        if head.startswith(signature):
            raise FileRefused(f"The file is {name}, not a table of text: save or export it as CSV and load that.")
    decoded = _decode_as(file, encoding) if encoding else _decode_by_rule(file, head)
    texts = (piece.decode("utf-8", "ignore").strip() for piece in _pieces(decoded.file, decoded.start))
    opening = next(filter(None, texts), None)
    if opening is None:
        raise FileRefused(EMPTY)
    if opening[:10].lower().startswith(WEB_PAGES):
        raise FileRefused("The file is a web page or XML, not a table of text: export it as CSV and load that.")
    return decoded


def _decode_by_rule(file: BinaryIO, head: bytes) -> Decoded:
    for mark, name in MARKS:
        if head.startswith(mark):
            return _decode_as(file, name)
    wide = _wide_without_mark(head, _size(file))
    if wide:
        return _decode_as(file, wide)
    try:
        return Decoded(file, 0, _size(file), _check_utf8(file))
    except UnicodeDecodeError as error:
        if any(b"\x00" in piece for piece in _pieces(file)):
            raise FileRefused(NOT_TEXT) from None
        _refuse_damaged_utf8(file, error)
    return _decode_as(file, "cp1252")


def _check_utf8(file: BinaryIO) -> str:
    """'ascii' or 'utf-8'. Raises UnicodeDecodeError whose start is the place in the file, or FileRefused."""
    decoder, name, at = codecs.getincrementaldecoder("utf-8")(), "ascii", 0
    for piece in _pieces(file):
        if b"\x00" in piece:
            raise FileRefused(NOT_TEXT)
        if decoder.getstate()[0] or not piece.isascii():
            name = "utf-8"
            _decode_piece(decoder, piece, at)
        at += len(piece)
    _decode_piece(decoder, b"", at, is_last=True)
    return name


def _decode_as(file: BinaryIO, encoding: str) -> Decoded:
    try:
        b"".decode(encoding)
        if codecs.lookup(encoding).name not in ("ascii", "utf-8", "utf-8-sig"):
            file = _rewritten(file, encoding)
        else:
            _check_utf8(file)
        return Decoded(file, _after_mark(file), _size(file), encoding)
    except LookupError:
        raise FileRefused("The encoding asked for is not known: use utf-8, utf-16 or cp1252.") from None
    except UnicodeDecodeError as error:
        raise FileRefused(
            f"The file cannot be read as {encoding}: the byte at position {error.start + 1} does not fit. "
            "It may be cut short or damaged; export it again as UTF-8."
        ) from None


def _rewritten(file: BinaryIO, encoding: str) -> BinaryIO:
    """A nameless copy of the file in UTF-8, which whoever reads it closes."""
    copy = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
    decoder, at = codecs.getincrementaldecoder(encoding)(), 0
    for piece in chain(_pieces(file), [b""]):
        text = _decode_piece(decoder, piece, at, is_last=not piece)
        if "\x00" in text:
            raise FileRefused(NOT_TEXT)
        copy.write(text.encode())
        at += len(piece)
    return copy


def _decode_piece(decoder: codecs.IncrementalDecoder, piece: bytes, at: int, *, is_last: bool = False) -> str:
    """Text of the piece that begins at ``at``; an error names its place in the file, not in the piece."""
    waiting = len(decoder.getstate()[0])
    try:
        return decoder.decode(piece, is_last)
    except UnicodeDecodeError as error:
        error.start += at - waiting
        raise


def _after_mark(file: BinaryIO) -> int:
    """Where the text of a UTF-8 file begins."""
    has_mark = os.pread(file.fileno(), len(codecs.BOM_UTF8), 0) == codecs.BOM_UTF8
    return len(codecs.BOM_UTF8) if has_mark else 0


def _wide_without_mark(head: bytes, size: int) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in (nearly) every second byte and none in the others."""
    if size % 2 or b"\x00" not in head:
        return None
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > 0.7 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def _refuse_damaged_utf8(file: BinaryIO, error: UnicodeDecodeError) -> None:
    """Text that is UTF-8 but for a few bytes is damaged; reading it as Windows-1252 would garble the rest."""
    decoder, good, kept = codecs.getincrementaldecoder("utf-8")(errors="ignore"), 0, 0
    for piece in _pieces(file):
        text = decoder.decode(piece)
        good += sum(not letter.isascii() for letter in text) if not text.isascii() else 0
        kept += len(text.encode())
    if good and good >= _size(file) - kept:
        raise FileRefused(
            f"The file is UTF-8 that breaks at byte {error.start + 1}: it is cut short or two encodings are mixed. "
            "Export it again."
        )


def _pieces(file: BinaryIO, start: int = 0, size: int = PIECE) -> Iterator[bytes]:
    while piece := os.pread(file.fileno(), size, start):
        yield piece
        start += len(piece)


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size
