"""The question bank: questions known by their words, with their respondents and options.

Read from the reference seeds at each load, so that a question added there is known at once.
"""

from collections import Counter
from dataclasses import dataclass

from warehouse.intake.shapes import read_rows
from warehouse.intake.text import normalise
from warehouse.settings import REFERENCE_SEEDS

SITE_QUESTION = "background_site"
LIKERT, BACKGROUND, MULTI_CHOICE, OWN_WORDS = "likert", "background", "multi_choice", "free_text"
_CHILD = ("your child", "my child")
_PUPIL_HEADINGS = ("year group", "year group lab", "pupil id")


@dataclass(frozen=True)
class KnownQuestion:
    """A question of the bank for one kind of respondent; ``options`` are its known answers, as written."""

    question_id: str
    respondent_role: str
    answer_kind: str
    options: tuple[str, ...]
    question_key: str = ""
    option_set: str = ""
    text: str = ""

    @property
    def asks_barriers(self) -> bool:
        return self.option_set.startswith("barriers_")


Bank = dict[str, list[KnownQuestion]]


def read_bank() -> Bank:
    """Question key to the questions with those words (one for each kind of respondent that is asked)."""
    options: dict[str, list[str]] = {}
    for row in read_rows(REFERENCE_SEEDS / "answer_options.csv"):
        options.setdefault(row["option_set"], []).append(row["answer_text"])
    bank: Bank = {}
    for row in read_rows(REFERENCE_SEEDS / "question_bank.csv"):
        key, option_set = row["question_key"], row["option_set"]
        known = tuple(options.get(option_set, ()))
        role, kind, text = row["respondent_role"], row["answer_kind"], row["question_text"]
        item = KnownQuestion(row["question_id"], role, kind, known, key, option_set, text)
        bank.setdefault(key, []).append(item)
    return bank


def role_by_questions(keys: list[str], bank: Bank) -> str | None:
    """Who answered, by the bank: the role with most of the questions; None where none or two are as likely."""
    counts = Counter(item.respondent_role for key in keys for item in bank.get(key, []))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def role_by_headings(headings: list[str], *, has_pupil_number: bool) -> str | None:
    """Who answered, by plain words: parents are asked of 'your child', pupils give a year group or their number."""
    keys = [normalise(heading) for heading in headings]
    if any(phrase in key for key in keys for phrase in _CHILD):
        return "parent"
    if has_pupil_number or any(key in _PUPIL_HEADINGS for key in keys):
        return "pupil"
    return None
