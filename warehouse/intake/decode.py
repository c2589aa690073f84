"""Bytes to text by rule, never by guess: byte order mark, UTF-16 by its zero bytes, strict UTF-8, else Windows-1252.

A file that is no text at all (a spreadsheet, a PDF, an archive) is refused by its first bytes.
"""

import codecs
from dataclasses import dataclass

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
    (b"PK\x03\x04", "a workbook or ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
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
NOT_TEXT = "The file holds zero bytes, so it is not text: export it again as CSV."
WEB_PAGES = ("<!doctype", "<html", "<?xml", "<table")


@dataclass(frozen=True)
class Decoded:
    """Text of a file and the encoding it was read with."""

    text: str
    encoding: str


def decode(raw: bytes, encoding: str | None = None) -> Decoded:
    """Text of a file. ``encoding`` overrides the rule. Raises FileRefused, naming the cause."""
    if not raw.strip():
        raise FileRefused("The file is empty: export it again and check that it has records.")
    for signature, name in SIGNATURES:
        if raw.startswith(signature):
            raise FileRefused(f"The file is {name}, not a table of text: save or export it as CSV and load that.")
    decoded = _decode_as(raw, encoding) if encoding else _decode_by_rule(raw)
    if "\x00" in decoded.text:
        raise FileRefused(NOT_TEXT)
    if not decoded.text.strip():
        raise FileRefused("The file is empty: export it again and check that it has records.")
    if decoded.text.lstrip()[:10].lower().startswith(WEB_PAGES):
        raise FileRefused("The file is a web page or XML, not a table of text: export it as CSV and load that.")
    return decoded


def _decode_by_rule(raw: bytes) -> Decoded:
    for mark, name in MARKS:
        if raw.startswith(mark):
            return _decode_as(raw, name)
    wide = _wide_without_mark(raw)
    if wide:
        return _decode_as(raw, wide)
    if b"\x00" in raw:
        raise FileRefused(NOT_TEXT)
    try:
        return Decoded(raw.decode("utf-8"), "ascii" if raw.isascii() else "utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(raw, error)
    return _decode_as(raw, "cp1252")


def _decode_as(raw: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding).removeprefix("\ufeff"), encoding)
    except LookupError:
        raise FileRefused("The encoding asked for is not known: use utf-8, utf-16 or cp1252.") from None
    except UnicodeDecodeError as error:
        raise FileRefused(
            f"The file cannot be read as {encoding}: the byte at position {error.start + 1} does not fit. "
            "It may be cut short or damaged; export it again as UTF-8."
        ) from None


def _wide_without_mark(raw: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in (nearly) every second byte and none in the others."""
    sample = raw[:4096]
    if len(raw) % 2 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def _refuse_damaged_utf8(raw: bytes, error: UnicodeDecodeError) -> None:
    """Text that is UTF-8 but for a few bytes is damaged; reading it as Windows-1252 would garble the rest."""
    kept = raw.decode("utf-8", errors="ignore")
    good = sum(not letter.isascii() for letter in kept)
    lost = len(raw) - len(kept.encode())
    if good and good >= lost:
        raise FileRefused(
            f"The file is UTF-8 that breaks at byte {error.start + 1}: it is cut short or two encodings are mixed. "
            "Export it again."
        )
