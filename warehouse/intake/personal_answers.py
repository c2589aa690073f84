"""Answers that reach or place a person: addresses, telephone numbers, postcodes. They are never landed.

A column answered mostly with them is dropped whole; elsewhere the one answer is left blank, or the
number or address alone is left out of its words.
"""

import re

from warehouse.intake.answers import NUMBER

PERSONAL_VALUES = re.compile(
    r"[^@\s]+@[^@\s]+\.[a-z]{2,}$|(\+44|0)[\d ()-]{9,13}$|[a-z]\d{11}[a-z\d]$"
    r"|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}$|\d{1,3}(\.\d{1,3}){3}$",
    re.I,
)
LEFT_OUT = "[left out]"
_WITHIN = re.compile(
    r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}|(?<![\w+])(\+44|0)(?:[ ()-]?\d){9,10}(?!\w)"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
)


def without_personal(text: str, kind: str) -> str | None:
    """The answer as it may be kept: None where it is nothing but an address or a number that reaches a person."""
    if kind == NUMBER:
        return text
    if PERSONAL_VALUES.match(text):
        return None
    return _WITHIN.sub(LEFT_OUT, text)
