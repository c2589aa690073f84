"""Where a phase is in the planning cycle: needs analysis, mutual priorities, monitoring, transparency."""

import datetime as dt
from dataclasses import dataclass

import polars as pl
import streamlit as st

from ui import words
from ui.data import home, mart
from ui.phases.standing import Work
from warehouse.register import current

DONE, NOW, TO_COME = "done", "now", "to come"
_ICONS = {DONE: ":material/check_circle:", NOW: ":material/arrow_circle_right:", TO_COME: ":material/circle:"}
# What shows that a priority of the cycle was worked on: kinds of entry, and what they are called.
_SIGNS = (
    (("audit_rating", "ratings of the audit"), ("why", "statements and whys")),
    (("matrix_score", "scores of what could be done"),),
    (("answer", "judgements of key questions"),),
    (("said_done", "lines of 'you said, we did'"), ("review", "reviews")),
)
_PREPARED = 2  # the first two are done for a phase while the one before it still runs


@dataclass(frozen=True)
class Part:
    """One priority of the cycle for one phase."""

    label: str
    state: str
    sentence: str


def parts(work: Work, phase_id: str) -> list[Part]:
    """The four priorities in order; the first without anything to show for it is where the phase is now."""
    since, until = _span(work, phase_id)
    before = _span(work, _before(work, phase_id))[0] if _before(work, phase_id) else None
    labels = mart("rpt_framework_items", framework_id="planning_cycle").sort("position")["label"]
    found: list[Part] = []
    for number, (label, signs) in enumerate(zip(labels, _SIGNS, strict=True)):
        counts = [(_count(kind, before if number < _PREPARED else since, until), name) for kind, name in signs]
        is_done = any(count for count, _ in counts)
        is_first = all(part.state == DONE for part in found)
        state = DONE if is_done else NOW if is_first else TO_COME
        said = ", ".join(f"{name}: {count}" for count, name in counts if count) or f"no {signs[0][1]} yet"
        found.append(Part(label, state, said))
    return found


def strip(found: list[Part]) -> None:
    """The cycle as four short boxes in a row."""
    st.subheader("Where this phase is in the planning cycle", anchor=False)
    for number, (column, part) in enumerate(zip(st.columns(4), found, strict=True), start=1):
        with column, st.container(border=True, height="stretch", gap=None):
            st.markdown(f"{_ICONS[part.state]} **{number}. {words.plain(part.label)}**")
            st.text(words.sentence(part.state))
            st.caption(words.sentence(part.sentence))
    st.caption(
        "Counted from what is on record: the first two from the start of the phase before this one, because a phase is "
        "prepared while the one before it runs; the others from its own start."
    )


def _span(work: Work, phase_id: str) -> tuple[dt.date | None, dt.date | None]:
    phase = work.phases[phase_id]
    return phase["start_date"], phase["end_date"]


def _before(work: Work, phase_id: str) -> str | None:
    ids = list(work.phases)
    return ids[ids.index(phase_id) - 1] if ids.index(phase_id) else None


def _count(kind: str, since: dt.date | None, until: dt.date | None) -> int:
    """Entries of a kind that stand and were made in the span, both days included."""
    rows = current(home(), kind)
    if kind == "said_done":
        rows = rows.filter(pl.col("done").is_not_null())
    if kind == "review":
        rows = rows.filter(pl.col("done_on").is_not_null())
    days = rows["recorded_at"].dt.date().to_list()
    return sum((since is None or day >= since) and (until is None or day <= until) for day in days)
