"""What goes into the intake and what comes out of it: options, the inspection of a file, the result of a load."""

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

import polars as pl

ACCEPT, WARN, ASK, REFUSE = "accept", "accept_with_warnings", "ask", "refuse"


@dataclass(frozen=True)
class Options:
    """What a person may say about a file. ``mapping`` is heading to field, ``answers`` question id to answer.

    ``sheet`` names the sheet of a workbook, ``question_map`` is a survey's question_key to its target, and
    ``corrects`` the upload whose rejects this file settles.
    """

    kind: str | None = None
    date_order: str | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    encoding: str | None = None
    header_records: int | None = None
    school_id: str = "our_school"
    sheet: str | None = None
    question_map: dict[str, str] = field(default_factory=dict)
    corrects: str | None = None

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Options":
        """Options as a manifest of any version has them."""
        return cls(**{field_.name: said[field_.name] for field_ in fields(cls) if field_.name in said})

    def settled(self) -> "Options":
        """The same said in one way: an answer that has a field of its own stands there."""
        own = {"kind": self.answer("kind") or self.kind, "date_order": self.answer("date_order")}
        own["sheet"] = self.sheet or self.answer("sheet")
        return replace(self, **own, answers={name: said for name, said in self.answers.items() if name not in own})

    def answer(self, question: str) -> str | None:
        if question == "date_order" and self.date_order:
            return self.date_order
        return self.answers.get(question)


@dataclass(frozen=True)
class Column:
    """What becomes of one column. ``treatment``: used, keyed (as a keyed hash), ignored, dropped_personal or question.

    ``score`` (0 to 100) says how alike the heading is to one of the field's own, where likeness decided.
    """

    header: str
    field: str | None
    treatment: str
    why: str
    score: float | None = None


@dataclass(frozen=True)
class Question:
    """Something only a person can say; answered by ``--answer id=choice``."""

    id: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Why one record was set aside. ``message`` never holds the value."""

    record: int
    column: str | None
    code: str
    message: str


@dataclass(frozen=True)
class SurveyQuestionSeen:
    """One question of a survey: its most frequent options (none of free text) and where its answers go."""

    question_key: str
    text: str
    answer_kind: str
    options: list[str]
    responses: int
    target: str | None
    is_known: bool


@dataclass(frozen=True)
class Changes:
    """What a load would do, in records of the file; ``superseded`` counts rows of earlier uploads it would replace.

    ``by_upload`` is the superseded rows of each earlier upload; the dates are ISO, first and last of the file.
    """

    feed: str
    new: int
    changed: int
    unchanged: int
    superseded: int
    rejected: int
    by_upload: dict[str, int] = field(default_factory=dict)
    first_date: str | None = None
    last_date: str | None = None


@dataclass
class Inspection:
    """What a file is and what would become of it. ``decision``: accept, accept_with_warnings, ask or refuse."""

    kind: str = "none"
    feed: str | None = None
    shape: str | None = None
    decision: str = REFUSE
    encoding: str | None = None
    delimiter: str | None = None
    header_records: int = 0
    data_records: int = 0
    date_order: str | None = None
    accepted: int = 0
    quarantined: int = 0
    quarantined_records: list[Problem] = field(default_factory=list)
    duplicates: int = 0
    columns: list[Column] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    error: str | None = None
    why: str | None = None
    sheets: list[str] = field(default_factory=list)
    head: list[list[str]] = field(default_factory=list)
    survey_questions: list[SurveyQuestionSeen] = field(default_factory=list)
    changes: Changes | None = None
    fingerprint: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The command line's JSON; ``head`` holds values of the file and is for the page alone."""
        return {name: value for name, value in asdict(self).items() if name != "head"}

    def decide(self) -> None:
        """Set the decision from what was found: an error refuses, a question asks, a warning warns."""
        if self.error or self.questions:
            # Nothing is stored, and figures worked out before the answer would not hold after it.
            self.accepted = self.quarantined = self.duplicates = 0
            self.quarantined_records, self.warnings = [], []
        if self.error:
            self.decision, self.questions = REFUSE, []
        elif self.questions:
            self.decision = ASK
        else:
            self.decision = WARN if self.warnings else ACCEPT


@dataclass
class Examined:
    """An inspection and, where the file can be loaded, its rows (``upload_id`` still empty) and records set aside.

    ``options`` are those it was read by: what was said now and, for these ``headings``, before. ``corrected`` is the
    original record behind each record of a file of corrections.
    """

    inspection: Inspection
    options: Options = field(default_factory=Options)
    headings: list[str] = field(default_factory=list)
    corrected: dict[int, int] = field(default_factory=dict)
    rows: pl.DataFrame | None = None
    quarantine: pl.DataFrame | None = None


@dataclass
class LoadResult:
    """What a load did. ``already_loaded``: the same bytes with the same options are active; nothing was written."""

    upload_id: str
    feed: str
    kind: str
    decision: str
    accepted: int
    quarantined: int
    quarantined_records: list[Problem]
    duplicates: int
    data_records: int
    already_loaded: bool = False
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    error: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
