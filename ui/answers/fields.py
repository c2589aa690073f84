"""The fields of an answer: their names, and the way between what is typed and what the register keeps.

Typed values: judgement, confidence, answer, state and why are texts or None; next_must, next_should, next_could,
documents and notes are texts with one item a line; indicators, surveys and actions are lists of ids.
"""

from collections.abc import Mapping

from ui import words
from ui.needs.forms import refused

JUDGEMENTS = {
    "not_yet": "Not yet part of our work",
    "developing": "Developing",
    "strong": "Strong and well developed",
}
CONFIDENCES = {"low": "Low", "medium": "Medium", "high": "High"}
STATES = {"draft": "a draft", "submitted": "submitted", "agreed": "agreed"}
LABELS = {
    "judgement": "Judgement",
    "confidence": "How sure we are",
    "answer": "Why, in a sentence or two (name no child or family)",
    "next_must": "Next, we must (one step a line)",
    "next_should": "We should",
    "next_could": "We could",
    "indicators": "Figures",
    "surveys": "Surveys",
    "actions": "Actions of the phases",
    "documents": "Documents, one a line: title; where it is kept",
    "notes": "Notes, one a line",
    "state": "State",
    "why": "Why the agreed answer is changed",
}
NEXT = ("next_must", "next_should", "next_could")
LINKED = {"indicators": "indicator", "surveys": "survey", "actions": "action"}
_WRITTEN = ("answer", *NEXT, "documents", "notes")
LONGEST_TITLE = 80
TITLE_REFUSED = f"The title of a document is longer than {LONGEST_TITLE} characters or has a bar in it; shorten it."


def values_of(saved: Mapping | None, indicators: list[str]) -> dict:
    """What the form begins with: the saved row (see ``warehouse.register.latest``), or the question's indicators."""
    row = saved or {}
    links = row.get("links") or []
    values = {name: row.get(name) for name in ("judgement", "confidence")}
    values |= {"answer": row.get("answer") or "", "state": row.get("state") or "submitted", "why": ""}
    values |= {name: "\n".join(row.get(name) or []) for name in NEXT}
    values |= {name: [link["id"] for link in links if link["kind"] == kind] for name, kind in LINKED.items()}
    values["documents"] = "\n".join(_document_line(link) for link in links if link["kind"] == "document")
    values["notes"] = "\n".join(link["label"] for link in links if link["kind"] == "note")
    return values if saved else values | {"indicators": indicators}


def entry_of(values: Mapping, labels: Mapping[str, str]) -> dict:
    """The fields of a register entry; ``labels`` names the linked things. Raises RegisterError for a title."""
    entry = {name: values[name] for name in ("judgement", "confidence", "answer", "state", *NEXT)}
    links = [
        {"kind": kind, "id": found, "label": labels.get(found)}
        for name, kind in LINKED.items()
        for found in values[name]
    ]
    links += [_document_link(line) for line in _lines(values["documents"])]
    links += [
        {"kind": "note", "id": f"note_{number}", "label": line}
        for number, line in enumerate(_lines(values["notes"]), start=1)
    ]
    return entry | {"links": links}


def both(theirs: Mapping, mine: Mapping) -> dict:
    """One set of values of two: every text and every link of both; judgement and confidence are one's own."""
    joined = {name: _joined(theirs[name], mine[name]) for name in _WRITTEN}
    joined |= {name: list(dict.fromkeys([*theirs[name], *mine[name]])) for name in LINKED}
    return {**mine, **joined}


def in_words(values: Mapping) -> dict[str, str]:
    """The values for reading, empty ones left out."""
    said = {
        **values,
        "judgement": JUDGEMENTS.get(values["judgement"]),
        "confidence": CONFIDENCES.get(values["confidence"]),
        "state": STATES[values["state"]],
        **{name: words.count(len(values[name]), "linked") if values[name] else "" for name in LINKED},
    }
    return {name: said[name] for name in LABELS if said[name]}


def _joined(theirs: str, mine: str) -> str:
    """Their lines, then those of one's own that are not among them."""
    lines = theirs.splitlines()
    return "\n".join([*lines, *(line for line in mine.splitlines() if line.strip() and line not in lines)])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _document_link(line: str) -> dict:
    title, _, place = (part.strip() for part in line.partition(";"))
    if not title or len(title) > LONGEST_TITLE or "|" in title:
        raise refused("documents", TITLE_REFUSED)
    return {"kind": "document", "id": title, "label": place or None}


def _document_line(link: Mapping) -> str:
    return f"{link['id']}; {link['label']}" if link["label"] else link["id"]
