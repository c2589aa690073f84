"""Text as it is compared and shown: one normal form for keys, one clean form for headings."""

import hashlib
import html
import re

MISSING_ANSWERS = frozenset({"", "NA", "N/A", "#N/A"})

_TAG = re.compile(r"<[^<>]{0,200}>")
_SPACE = re.compile(r"\s+")
_OTHER = re.compile(r"[^a-z0-9]+")


def normalise(text: str) -> str:
    """Key of a text: lower case, each run of characters other than a-z and 0-9 one space, trimmed.

    The question bank stores the same keys, so a question is known by its words, not its punctuation.
    """
    return _OTHER.sub(" ", text.lower()).strip()


def clean_heading(text: str) -> str:
    """A heading as people should read it: tags and entities of a web form gone, spaces single, trimmed."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", text))).strip()


def counted(number: int, thing: str) -> str:
    """'1 record', '2 records', '2 exact copies'."""
    if number == 1:
        return f"1 {thing}"
    return f"{number} {thing[:-1]}ies" if thing.endswith("y") else f"{number} {thing}s"


def short_hash(*parts: str, length: int = 16) -> str:
    """First hexadecimal digits of the SHA-256 of the parts, kept apart so that they cannot run together."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]
