"""Numbers that stand for words of a scale: which says least and which says most is told or asked, never guessed.

Form tools that export numbers count the options as they stand on the form, so 1 is 'strongly agree' in
one survey and 'strongly disagree' in the next.
"""

import re

from warehouse.errors import FileRefused
from warehouse.intake.results import Options, Question
from warehouse.intake.wordings import Wordings

SCALE = "scale"
TOPS = (5, 7, 10)
_SAID = re.compile(r"(\d{1,3})-(\d{1,3})")
_POINT = re.compile(r"(\d{1,2})\s*(?:=|:|\bis\b|\bmeans\b)\s*['\"“‘]?([a-z][a-z ]+)", re.I)


def scale_of(text: str, key: str, wordings: Wordings, options: Options) -> tuple[int, int] | None:
    """The numbers that say least and most: as a person said (of this question, or of all), or as the question tells.

    Raises FileRefused where what was said is no scale.
    """
    said = options.answers.get(f"{SCALE}:{key}") or options.answers.get(SCALE)
    if said is None:
        return scale_in(text, wordings)
    found = _SAID.fullmatch(said)
    if not found or found[1] == found[2]:
        raise FileRefused("That scale is not known: name the numbers that say least and most, as in 1-5 or 5-1.")
    return int(found[1]), int(found[2])


def scale_in(text: str, wordings: Wordings) -> tuple[int, int] | None:
    """Ends of a scale that the question tells: '(1 = Strongly disagree, 5 = Strongly agree)' is 1 and 5."""
    values = {option: value for value, option in wordings.by_value.items()}
    points = {}
    for number, words in _POINT.findall(text):
        option = wordings.option_for(words)
        if option in values:
            points[values[option]] = int(number)
    least, most = points.get(1.0), points.get(5.0)
    return None if least is None or most is None else (least, most)


def point_of(number: float, scale: tuple[int, int]) -> float | None:
    """A number of any scale as a point of five: its ends are 1 and 5, its middle 3; None where it is off the scale."""
    least, most = scale
    if not min(scale) <= number <= max(scale):
        return None
    part = (number - least) / (most - least)
    return {0.0: 1.0, 0.5: 3.0, 1.0: 5.0}.get(part, 2.0 if part < 0.5 else 4.0)


def scale_question(numbers: list[float]) -> Question:
    """The question which way the numbers run, over every number that was given."""
    low, high = min(1, int(min(numbers))), int(max(numbers))
    tops = sorted({high, *(top for top in TOPS if top >= high)} - {low})[:2]
    choices = [choice for top in tops for choice in (f"{low}-{top}", f"{top}-{low}")]
    text = (
        f"Some answers are numbers from {int(min(numbers))} to {high}. Which number says least (disagrees most, or "
        "never) and which says most? 1-5 means that 5 says most, 5-1 that 1 does."
    )
    return Question(SCALE, text, tuple(choices))
