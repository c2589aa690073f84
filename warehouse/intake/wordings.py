"""What an answer means on a question's own scale or list: its option's words, other known words for it, a likeness.

Other words stand in seeds/reference/answer_wordings.csv: 'definitely agree' is the 5 of an agreement scale,
'child care' a barrier. What is in neither list, and is not very like one entry alone, is left as it was said.
"""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from warehouse.intake.question_bank import KnownQuestion
from warehouse.intake.shapes import read_rows
from warehouse.intake.text import normalise
from warehouse.settings import REFERENCE_SEEDS

NO_OPINION = "no_opinion"
SAFE_SCORE, CLEAR_LEAD = 88.0, 5.0
_NUMBERED = re.compile(r"^\d+ (?=[a-z])|(?<=[a-z]) \d+$")


@dataclass(frozen=True)
class Wordings:
    """Known words of one option set: any known key to the option's own key, and the option at each point of a scale.

    ``silent`` are keys of answers without an opinion: known, and counted nowhere. ``texts`` are the words as written.
    """

    keys: dict[str, str]
    by_value: dict[float, str] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()

    def option_for(self, text: str) -> str | None:
        """The option's key for an answer, also where a number stands before or after its words."""
        key = normalise(text)
        return self.keys.get(key) or self.keys.get(_NUMBERED.sub("", key))

    def is_silent(self, text: str) -> bool:
        return normalise(text) in self.silent

    def most_like(self, text: str) -> str | None:
        """The option whose words are very like the answer's, if those of every other option are clearly less so."""
        found = process.extract(
            normalise(text),
            list(self.keys),
            scorer=fuzz.token_sort_ratio,
            score_cutoff=SAFE_SCORE - CLEAR_LEAD,
            limit=None,
        )
        if not found or found[0][1] < SAFE_SCORE:
            return None
        option = self.keys[found[0][0]]
        rivals = [score for key, score, _ in found if self.keys[key] != option]
        return None if rivals and found[0][1] - rivals[0] < CLEAR_LEAD else option


def wordings_of(known: KnownQuestion) -> Wordings:
    """Everything known to be said for the options of a question's set."""
    options = [
        row for row in read_rows(REFERENCE_SEEDS / "answer_options.csv") if row["option_set"] == known.option_set
    ]
    others = read_rows(REFERENCE_SEEDS / "answer_wordings.csv")
    silent = frozenset(row["answer_key"] for row in others if row["wording_set"] == NO_OPINION)
    meant = {row["answer_text"]: found for row in others if (found := _option_meant(row, options, known))}
    if known.asks_barriers:
        meant |= _barriers_in_other_words(options)
    meant |= {row["answer_text"]: row["answer_key"] for row in options}
    keys = {normalise(text): option for text, option in meant.items()}
    by_value = {float(row["answer_value"]): row["answer_key"] for row in options if row["answer_value"]}
    return Wordings(keys, by_value, silent - keys.keys(), tuple(meant))


def _option_meant(row: dict[str, str], options: list[dict[str, str]], known: KnownQuestion) -> str | None:
    """The option of a set that a row of other words stands for: by point, by group, or by barrier."""
    if row["wording_set"] == "barriers":
        return _named(options, "barrier_id", row["barrier_id"]) if known.asks_barriers else None
    if row["wording_set"] == known.option_set:
        return _named(options, "group_value", row["group_value"])
    return _named(options, "answer_value", row["answer_value"]) if row["answer_value"] else None


def _named(options: list[dict[str, str]], column: str, value: str) -> str | None:
    return next((row["answer_key"] for row in options if row[column] == value), None)


def _barriers_in_other_words(options: list[dict[str, str]]) -> dict[str, str]:
    """The words in which other respondents are asked of the same barriers."""
    rows = read_rows(REFERENCE_SEEDS / "answer_options.csv")
    named = {row["answer_text"]: _named(options, "barrier_id", row["barrier_id"]) for row in rows if row["barrier_id"]}
    return {text: option for text, option in named.items() if option}
