"""Writes the question bank as forms ready to paste or print, to seeds/forms: ``python -m seeds.generator.forms``.

Each kind of respondent has one form in three shapes. Whoever builds the form elsewhere keeps the words of
questions and options, and the export is recognised by itself.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from string import ascii_uppercase

from seeds.generator.question_bank import Question, options_of, questions_for

FORMS = Path(__file__).resolve().parents[1] / "forms"
SITES = ("Westside", "Eastside")
TITLES = {"parent": "Survey for parents and carers", "staff": "Survey for staff", "pupil": "Survey for pupils"}
INTRODUCTION = (
    "There are no right or wrong answers. Leave out what you would rather not answer, and please write no names. "
    "We look at the answers of many people together and say what we will do about them."
)
STEMS = {"agree_5": "How far do you agree?", "how_often_5": "How often is this true?"}


def forms(sites: tuple[str, ...] = SITES) -> dict[str, str]:
    """File name to text, for every respondent and shape; ``sites`` are the options of the question about the site."""
    shapes: dict[str, Callable[[str, tuple[str, ...]], str]] = {
        "microsoft_forms": _microsoft_forms,
        "google_forms": _google_forms,
        "print": _print,
    }
    return {f"{role}_{name}.txt": write(role, sites) for role in TITLES for name, write in shapes.items()}


def write_forms(folder: Path = FORMS, sites: tuple[str, ...] = SITES) -> list[Path]:
    """Write every form; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in forms(sites).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return sorted(folder.glob("*.txt"))


def _head(role: str) -> list[str]:
    return [TITLES[role], "", INTRODUCTION, ""]


def _options(question: Question, sites: tuple[str, ...]) -> list[str]:
    """Options to choose from; none where people answer in their own words."""
    if question.answer_kind == "free_text":
        return []
    return list(options_of(question.option_set)) or list(sites)


def _microsoft_forms(role: str, sites: tuple[str, ...]) -> str:
    """Numbered questions with lettered options, as a document that is imported holds them."""
    lines = _head(role)
    for number, question in enumerate(questions_for(role), start=1):
        options = [f"{_letter(at)}. {option}" for at, option in enumerate(_options(question, sites))]
        lines += [f"{number}. {question.text}", *options, ""]
    return "\n".join(lines)


def _letter(at: int) -> str:
    """A to Z, then AA, AB and on: the longest list has 28 options."""
    return ascii_uppercase[at] if at < 26 else "A" + ascii_uppercase[at - 26]


def _google_forms(role: str, sites: tuple[str, ...]) -> str:
    """Blocks of lines to paste: a list pasted into the first option, row or column fills the ones below it."""
    lines = _head(role)
    for option_set, questions in _blocks(role):
        if option_set in STEMS:
            rows = [question.text for question in questions]
            lines += ["--- Multiple-choice grid", STEMS[option_set], "", "Rows:", *rows, "", "Columns:"]
            lines += [*options_of(option_set), ""]
            continue
        for question in questions:
            kind = {"free_text": "Paragraph", "multi_choice": "Tick boxes"}.get(question.answer_kind, "Multiple choice")
            options = _options(question, sites)
            lines += [f"--- {kind}", question.text, "", *(["Options:", *options, ""] if options else [])]
    return "\n".join(lines)


def _blocks(role: str) -> Iterator[tuple[str, list[Question]]]:
    for option_set, questions in groupby(questions_for(role), key=lambda question: question.option_set):
        yield option_set, list(questions)


def _print(role: str, sites: tuple[str, ...]) -> str:
    """Boxes to tick on paper: a scale in one line, a list one option a line, lines to write on."""
    lines = _head(role)
    for number, question in enumerate(questions_for(role), start=1):
        boxes = [f"[ ] {option}" for option in _options(question, sites)]
        if question.option_set in STEMS:
            boxes = ["   ".join(boxes)]
        lines += [f"{number}. {question.text}", *(f"    {box}" for box in boxes or ["_" * 60] * 3), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    print(f"Wrote {len(write_forms())} forms to {FORMS.name}.")
