"""Kinds of field that entries are made of, each with the sentence shown beside it when it cannot be kept.

A field's sentence travels with its type (`Says`); a rule that needs words of its own raises them with `refusal`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

LONGEST_TEXT = 4_000
LONGEST_ITEM = 500
SAID = "said"  # the error type whose message is already a sentence for people


@dataclass(frozen=True)
class Says:
    """The sentence for a field whose value is missing or of the wrong kind."""

    sentence: str


class Payload(BaseModel):
    """What every entry holds; an entry that is withdrawn stays in the history and leaves the current view."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)

    is_withdrawn: Annotated[bool, Says("An entry is either withdrawn or not.")] = False


def refusal(sentence: str) -> PydanticCustomError:
    """The error to raise in a validator so that ``sentence`` is shown as it stands."""
    return PydanticCustomError(SAID, sentence)


_ID = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^|\r\n]{1,80}$")]


def identifier(what: str) -> type:
    """An id: 1 to 80 characters, without the bar that joins ids into a subject."""
    return Annotated[_ID, Says(f"Choose {what}, then save again.")]


def optional_identifier(what: str) -> type:
    """An id or None."""
    return Annotated[_ID | None, Says(f"Choose {what} again, then save.")]


def choice(sentence: str, values: tuple[str, ...]) -> type:
    """One of ``values``."""
    return Annotated[Literal[values], Says(sentence)]


def scale(what: str, lowest: int = 1, highest: int = 4) -> type:
    """A whole number of a scale, ends included."""
    sentence = f"Score {what} with a whole number from {lowest} to {highest}, then save again."
    return Annotated[int, Field(strict=True, ge=lowest, le=highest), Says(sentence)]


def day(what: str) -> type:
    """A date or None."""
    return Annotated[date | None, Says(f"The {what} is no date; write it as day, month and year.")]


def needed_day(what: str) -> type:
    """A date that has to be given."""
    return Annotated[date, Says(f"The {what} is no date; write it as day, month and year.")]


def words(what: str, instead: str = "write it in") -> type:
    """Text that may not be empty."""
    empty = f"The {what} is empty; {instead}, then save again."

    def check(value: str) -> str:
        if not value.strip():
            raise refusal(empty)
        return _short_enough(value.strip(), what)

    return Annotated[str, AfterValidator(check), Says(empty)]


def optional_words(what: str) -> type:
    """Text or None; blank text is None."""

    def check(value: str | None) -> str | None:
        return _short_enough(value.strip(), what) if value and value.strip() else None

    return Annotated[str | None, AfterValidator(check), Says(f"The {what} is no text; write it again.")]


def items(what: str) -> type:
    """Short texts in order; one text is taken apart at its line ends, blank ones are left out."""

    def split(value: object) -> object:
        lines = value.splitlines() if isinstance(value, str) else value
        return [line.strip() for line in lines if str(line).strip()] if isinstance(lines, list | tuple) else value

    sentence = f"Write each {what} on a line of its own, at most {LONGEST_ITEM} characters."
    one = Annotated[str, StringConstraints(max_length=LONGEST_ITEM)]
    return Annotated[tuple[one, ...], BeforeValidator(split), Says(sentence)]


def _short_enough(value: str, what: str) -> str:
    if len(value) > LONGEST_TEXT:
        raise refusal(f"The {what} is longer than {LONGEST_TEXT:,} characters; shorten it and save again.")
    return value


def not_before(start_field: str, sentence: str) -> AfterValidator:
    """A date that may not lie before the date in ``start_field``, which the model names earlier."""

    def check(value: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get(start_field)
        if value and start and value < start:
            raise refusal(sentence)
        return value

    return AfterValidator(check)
