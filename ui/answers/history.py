"""How the answer to one question in one term came to be: who changed what, when and why, the newest first."""

import streamlit as st

from ui import words
from ui.answers import fields
from ui.data import home, mart
from warehouse.register import Change, changes

_NAMES = {**fields.LABELS, "links": "Points to", "evidence": "Figures kept"} | {
    "answer": "Answer",
    "next_must": "Must",
    "next_should": "Should",
    "next_could": "Could",
    "is_withdrawn": "Withdrawn",
}


def show_history(key_question_id: str, cycle_id: str, labels: dict[str, str]) -> None:
    """Every change of the answer; ``labels`` names what it points to."""
    found = changes(home(), "answer", key_question_id=key_question_id, cycle_id=cycle_id)
    if not found:
        return
    with st.expander(f"History: saved {len(found)} time{'' if len(found) == 1 else 's'}"):
        for change in found:
            st.caption(_who_and_when(change))
            st.text("\n".join(_what(change, labels)))


def _who_and_when(change: Change) -> str:
    who = words.ROLES.get(change.recorded_by_role, change.recorded_by_role)
    why = f", because: {change.why}" if change.why else ""
    return words.plain(f"{words.moment(change.recorded_at)}, {who}{why}")


def _what(change: Change, labels: dict[str, str]) -> list[str]:
    """One line a field: its name, then before → after; a field that was empty before has only an after."""
    lines = []
    for name, (before, after) in change.fields.items():
        if name in ("key_question_id", "cycle_id"):
            continue
        said = [_said(name, value, labels) for value in (before, after)]
        lines.append(f"{_NAMES[name]}: " + (" → ".join(said) if before else said[1]))
    return lines or ["Nothing but the time: the answer was looked at again and stands."]


def _said(name: str, value: object, labels: dict[str, str]) -> str:
    if not value:
        return "nothing"
    if name == "judgement":
        return words.judgement(value)
    if name == "state":
        return fields.STATES[value]
    if name == "evidence":
        return ", ".join(_figure(figure, labels) for figure in value)
    if name == "links":
        return ", ".join(_link(link, labels) for link in value)
    return "; ".join(value) if isinstance(value, list) else str(value)


def _link(link: dict, labels: dict[str, str]) -> str:
    if link["kind"] == "document":
        return f"{link['id']} ({link['label']})" if link["label"] else link["id"]
    return link["label"] or labels.get(link["id"], link["id"])


def _figure(figure: dict, labels: dict[str, str]) -> str:
    kinds = dict(mart("dim_indicators").select("indicator_id", "value_kind").iter_rows())
    indicator_id = figure["indicator_id"]
    said = words.figure(figure["value"], kinds.get(indicator_id, words.SHARE))
    return f"{labels.get(indicator_id, indicator_id)} {said}"
