"""What kind of answers a question has, and which options were ticked where several may be.

A cell is split only where that is proven: by semicolons, line ends or bars whose parts keep coming back, or
by options the question bank knows. Options hold commas, so a comma alone never splits.
"""

import re
from dataclasses import dataclass

import polars as pl

from warehouse.intake.identity import MASK
from warehouse.intake.question_bank import KnownQuestion
from warehouse.intake.text import MISSING_ANSWERS, normalise

CHOICE, MULTI, NUMBER, FREE_TEXT = "choice", "multi_choice", "number", "free_text"
SEMICOLON = ";"
SIGNS = (SEMICOLON, "\n", "|")
FEWEST_ORDERS = 3
LONG_ANSWER = 30
MANY_DIFFERENT = 20
_BANK_KINDS = {"multi_choice": MULTI, "free_text": FREE_TEXT}
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$")


@dataclass(frozen=True)
class Answers:
    """Kind of a column's answers, and each distinct cell's answers: [] is missing, several are ticked options."""

    kind: str
    by_cell: dict[str, list[str]]


def read_answers(cells: dict[str, int], known: KnownQuestion | None) -> Answers:
    """Decide a column from its distinct cells (trimmed text to how often it stands) and the bank's knowledge."""
    options = known.options if known else ()
    filled = {cell: count for cell, count in cells.items() if not is_missing(cell, options)}
    sign = joining_sign(filled)
    kind = _kind(filled, known, sign)
    sign = sign if known is None else None
    return Answers(kind, {c: _told(c, kind, options, sign) if c in filled else [] for c in cells})


def _told(cell: str, kind: str, options: tuple[str, ...], sign: str | None) -> list[str]:
    return split_options(cell, options, sign) if kind == MULTI else [cell]


def is_missing(cell: str, options: tuple[str, ...] = ()) -> bool:
    """Blank, nothing but what was left out of it, or an absence sign that is not one of the question's options."""
    return cell in ("", MASK) or (cell in MISSING_ANSWERS and cell not in options)


def is_number(text: str) -> bool:
    return bool(_NUMBER.match(text))


def _kind(filled: dict[str, int], known: KnownQuestion | None, sign: str | None) -> str:
    if known:
        return _BANK_KINDS.get(known.answer_kind, CHOICE)
    if filled and all(is_number(cell) for cell in filled):
        return NUMBER
    if sign:
        return MULTI
    return FREE_TEXT if _reads_like_text(filled) else CHOICE


def joining_sign(filled: dict[str, int]) -> str | None:
    """The sign that joins options: each cell ends in a semicolon, or the parts keep coming back in other company."""
    return next((sign for sign in SIGNS if is_joined(filled, sign)), None)


def is_joined(filled: dict[str, int], sign: str) -> bool:
    joined = {cell: count for cell, count in filled.items() if sign in cell}
    if not joined:
        return False
    if sign == SEMICOLON and all(cell.endswith(sign) for cell in filled):
        return True
    parts: dict[str, int] = {}
    for cell, count in filled.items():
        for part in _parts(cell, sign):
            parts[part] = parts.get(part, 0) + count
    return sum(joined.values()) >= 2 and len(parts) * 2 <= sum(parts.values())


def ranked_options(cells: pl.Series) -> list[str]:
    """Options that each answer puts in an order of its own, joined by semicolons; [] where the column is no order.

    Proof is that three answers or more all name the same three options or more, and not in one order alone.
    """
    filled = [cell for cell in cells.str.strip_chars() if cell not in MISSING_ANSWERS]
    if len(filled) < FEWEST_ORDERS or not all(SEMICOLON in cell for cell in filled):
        return []
    orders = {tuple(_parts(cell, SEMICOLON)) for cell in filled}
    options = sorted(next(iter(orders)))
    is_order = len(options) > 2 and len(set(options)) == len(options) and len(orders) > 1
    return options if is_order and all(sorted(order) == options for order in orders) else []


def place_in(cell: str, option: str) -> int | None:
    """Place of an option in an order, from 1; None where the order does not name it."""
    order = _parts(cell, SEMICOLON)
    return order.index(option) + 1 if option in order else None


def _reads_like_text(filled: dict[str, int]) -> bool:
    answers = sum(filled.values())
    if not answers:
        return False
    length = sum(len(cell) * count for cell, count in filled.items()) / answers
    mostly_different = len(filled) > 0.5 * answers
    return mostly_different and (len(filled) > MANY_DIFFERENT or length > LONG_ANSWER)


def split_options(cell: str, options: tuple[str, ...], sign: str | None = None) -> list[str]:
    """Options ticked in one cell, each once, in the cell's order; parted at ``sign``, or at the first sign it has."""
    sign = sign or next((sign for sign in SIGNS if sign in cell), None)
    found = _parts(cell, sign) if sign else _known_parts(cell, options)
    return list(dict.fromkeys(found))


def _parts(cell: str, sign: str) -> list[str]:
    return [part.strip() for part in cell.split(sign) if part.strip()]


def _known_parts(cell: str, options: tuple[str, ...]) -> list[str]:
    """Read known options off the front, longest first; what is between them is somebody's own words."""
    if not options:
        return [cell]
    found, rest = [], cell.strip()
    while rest:
        option = _leading(rest, options)
        end = len(option) if option else _next_known(rest, options)
        found.append(rest[:end].strip().rstrip(",").strip())
        rest = rest[end:].lstrip(", ")
    return [part for part in found if part]


def _leading(text: str, options: tuple[str, ...]) -> str | None:
    """The longest known option the text begins with, as far as a comma or the end."""
    fits = [option for option in options if text.lower().startswith(option.lower()) and _ends(text, len(option))]
    return max(fits, key=len) if fits else None


def _ends(text: str, position: int) -> bool:
    return position == len(text) or text[position] == ","


def _next_known(text: str, options: tuple[str, ...]) -> int:
    starts = (found.end() for found in re.finditer(r",\s*", text))
    return next((start for start in starts if _leading(text[start:], options)), len(text))


def answer_key(kind: str, text: str) -> str | None:
    """Key of an answer; somebody's own words have none."""
    return None if kind == FREE_TEXT else normalise(text)


def answer_value(kind: str, text: str) -> float | None:
    return float(text) if kind == NUMBER else None
