"""Where each question of a survey goes: to a question of the bank, as free text, or nowhere.

A question with the bank's own words goes there by itself. Any other is sent by hand, once, by its key:
``item:<id>``, ``background:<id>``, ``barriers``, ``free_text`` or ``ignore``.
"""

from collections import Counter
from dataclasses import dataclass, replace

from warehouse.errors import FileRefused
from warehouse.intake.question_bank import (
    BACKGROUND,
    OWN_WORDS,
    Bank,
    KnownQuestion,
    read_bank,
    role_by_headings,
    role_by_questions,
)
from warehouse.intake.results import Inspection, Options, Question
from warehouse.intake.survey_groups import SurveyQuestion
from warehouse.intake.text import counted, normalise

ITEM, BACKGROUND_OF, BARRIERS, FREE, IGNORE = "item:", "background:", "barriers", "free_text", "ignore"
WORDS = (BARRIERS, FREE, IGNORE)
RESPONDENTS = ("parent", "staff", "pupil")
ANSWERED = "question:"


@dataclass(frozen=True)
class Aim:
    """Where one question goes. ``key`` tells it from every other of the file; ``target`` is None where it stays itself.

    ``known`` is the bank's question it stands for; ``is_known`` says that the bank knew it by its words.
    """

    key: str
    target: str | None = None
    known: KnownQuestion | None = None
    is_known: bool = False

    @property
    def by_hand(self) -> bool:
        return self.target is not None and not self.is_known


def aims_of(
    questions: list[SurveyQuestion], bank: Bank, options: Options, inspection: Inspection, *, has_pupil_number: bool
) -> tuple[str, list[Aim]]:
    """Who answered, and the aim of each question. A target that needs a respondent nobody named becomes a question.

    Raises FileRefused for a target that is unknown, asked of others, or taken by two questions.
    """
    keys = _keys(questions)
    mapped = question_map(options)
    said = {_key_said(key, keys): target for key, target in mapped.items()}
    if None in said:
        lost = sum(_key_said(key, keys) is None for key in mapped)
        inspection.warnings.append(f"{counted(lost, 'question')} of the mapping not in this file: passed over.")
    own = [next((key for key in question.keys if key in bank), None) for question in questions]
    role = _role(questions, own, said, bank, options, inspection, has_pupil_number=has_pupil_number)
    aims = [_aim(key, said.get(key), known, bank, role) for key, known in zip(keys, own, strict=True)]
    _ask_who(aims, inspection)
    _refuse_two_for_one(aims)
    return role, aims


def targets(role: str = "unknown") -> dict[str, str]:
    """Every target a question may be sent to, with the bank's words for it, in the order of the form.

    ``role`` leaves out what is asked of others; where it is unknown, all are listed.
    """
    asked = [item for items in read_bank().values() for item in items if role in (item.respondent_role, "unknown")]
    found = {aim.target: item.text for item in asked if (aim := _own_aim("", [item], role)).target not in WORDS}
    return found | {
        BARRIERS: "What gets in the way, as a list of barriers",
        FREE: "Their own words, for staff and senior leaders only",
        IGNORE: "Nothing: leave it out",
    }


def question_map(options: Options) -> dict[str, str]:
    """Question key to target: the options' own map, and over it the answers 'question:<key>=<target>'."""
    answered = {id_: target for id_, target in options.answers.items() if id_.startswith(ANSWERED)}
    return options.question_map | {id_.removeprefix(ANSWERED): target for id_, target in answered.items()}


def _keys(questions: list[SurveyQuestion]) -> list[str]:
    """The key of each question; where words stand twice, the second is 'words #2'."""
    seen: Counter[str] = Counter()
    keys = []
    for question in questions:
        key = normalise(question.text)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key} #{seen[key]}")
    return keys


def _key_said(said: str, keys: list[str]) -> str | None:
    """The question a person named, by its key or its words."""
    return next((key for key in (said, normalise(said)) if key in keys), None)


def _role(
    questions: list[SurveyQuestion],
    own: list[str | None],
    said: dict[str | None, str],
    bank: Bank,
    options: Options,
    inspection: Inspection,
    *,
    has_pupil_number: bool,
) -> str:
    """The person's word; the bank's questions, by words or by hand; plain words of the headings; else unknown."""
    word = options.answer("respondent_role")
    if word:
        return word
    meant = [item.question_key for target in said.values() for item in _candidates(target, bank)]
    known = role_by_questions([key for key in own if key] + meant, bank)
    headings = [column.header for column in inspection.columns] + [question.text for question in questions]
    return known or role_by_headings(headings, has_pupil_number=has_pupil_number) or "unknown"


def _candidates(target: str, bank: Bank) -> list[KnownQuestion]:
    """Questions of the bank a target may mean: one for each kind of respondent that is asked."""
    kind, _, question_id = target.partition(":")
    items = [item for found in bank.values() for item in found if item.question_id == question_id]
    return [item for item in items if (item.answer_kind == BACKGROUND) == (f"{kind}:" == BACKGROUND_OF)]


def _aim(key: str, target: str | None, own: str | None, bank: Bank, role: str) -> Aim:
    if target is None:
        return _own_aim(key, bank.get(own or "", []), role)
    if target in (FREE, IGNORE):
        return Aim(key, target)
    if target == BARRIERS:
        asked = [item for items in bank.values() for item in items if item.asks_barriers]
    else:
        asked = _candidates(target, bank)
    if not asked:
        raise FileRefused(
            "A question is mapped to something that is not known: use item:<id> or background:<id> of the question "
            f"bank, or {', '.join(WORDS)}."
        )
    return Aim(key, target, _asked_of(asked, role, target))


def _own_aim(key: str, items: list[KnownQuestion], role: str) -> Aim:
    """A question of the bank goes to itself; one that is not stays as it is."""
    known = next((item for item in items if item.respondent_role == role), next(iter(items), None))
    if known is None:
        return Aim(key)
    if known.asks_barriers:
        return Aim(key, BARRIERS, known, is_known=True)
    if known.answer_kind == OWN_WORDS:
        return Aim(key, FREE, known, is_known=True)
    prefix = BACKGROUND_OF if known.answer_kind == BACKGROUND else ITEM
    return Aim(key, prefix + known.question_id, known, is_known=True)


def _asked_of(asked: list[KnownQuestion], role: str, target: str) -> KnownQuestion | None:
    """The question as this survey's respondents are asked it; None where nobody said who they are."""
    if role == "unknown":
        return None
    found = next((item for item in asked if item.respondent_role == role), None)
    if found is None:
        others = " or ".join(sorted({item.respondent_role for item in asked}))
        raise FileRefused(
            f"The target {target} is asked of {others}, and this survey is answered by {role}: choose another target, "
            "or say who answered with the answer 'respondent_role'."
        )
    return found


def _ask_who(aims: list[Aim], inspection: Inspection) -> None:
    if any(aim.by_hand and aim.target not in (FREE, IGNORE) and aim.known is None for aim in aims):
        text = "Who answered this survey? What its questions are mapped to is asked of each in other words."
        inspection.questions.append(Question("respondent_role", text, RESPONDENTS))


def _refuse_two_for_one(aims: list[Aim]) -> None:
    """Several questions may ask about barriers; any other question of the bank has one answer a response."""
    taken = [aim.target for aim in aims if aim.known and aim.target not in WORDS]
    twice = {aim.target for aim in aims if aim.by_hand and taken.count(aim.target) > 1}
    if twice:
        raise FileRefused(f"Two questions go to {sorted(twice)[0]}: map one of them to something else, or to ignore.")


def without_ignored(questions: list[SurveyQuestion], aims: list[Aim], inspection: Inspection) -> None:
    """Say of the columns of questions that are left out by hand that nothing of them is stored."""
    for question, aim in zip(questions, aims, strict=True):
        if aim.target == IGNORE:
            for index in question.columns:
                column = inspection.columns[index]
                inspection.columns[index] = replace(column, treatment="ignored", why="said by hand")
