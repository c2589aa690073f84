"""Step 5, what would change: new, changed, unchanged, superseded, rejected in one line; then the records set aside."""

import polars as pl
import streamlit as st

from ui.upload import steps
from ui.upload.files import Dropped
from warehouse.intake.results import Inspection, Problem

_MOST_SHOWN = 500
_LISTED = "set aside, each with its reason."  # each is listed here anyway
_AS_SENTENCES = 10  # few problems read better as sentences, and they wrap on a phone


def step(file: Dropped, inspection: Inspection, names: dict[str, str]) -> steps.Step:
    """The step of one file. ``names`` are the uploads of the home: id to what people call them."""
    if inspection.questions:
        return steps.Step("changes", "What would change", steps.FINE, "known when the question is answered", _wait)
    state = steps.LOOK if inspection.quarantined or _told(inspection) else steps.FINE
    draw = lambda: _draw(inspection, names)  # noqa: E731
    return steps.Step("changes", "What would change", state, line(inspection), draw)


def _wait() -> None:
    st.text("Nothing is worked out before the question above is answered.")


def line(inspection: Inspection) -> str:
    """What loading the file would do, in one line."""
    found = inspection.changes
    if found is None:
        parts = [(inspection.accepted, "taken")]
    else:
        parts = [(found.new, "new"), (found.changed, "changed"), (found.unchanged, "unchanged")]
    parts += [(inspection.quarantined, "set aside"), (inspection.duplicates, "said twice")]
    said = ", ".join(f"{count:,} {word}" for count, word in parts if count)
    return said or "nothing"


def _draw(inspection: Inspection, names: dict[str, str]) -> None:
    for text in _told(inspection):
        st.text(text)
    found = inspection.changes
    if found and found.by_upload:
        st.text("Records of earlier uploads say the same or something else; this file's would count in their place.")
        rows = [(names.get(upload_id, upload_id), count) for upload_id, count in found.by_upload.items()]
        st.dataframe(pl.DataFrame(rows, schema=["Earlier upload", "Records replaced"], orient="row"), hide_index=True)
    if inspection.quarantined:
        st.text("Load what is right now; the records set aside can be put right on the next screen.")
    set_aside(inspection.quarantined_records)


def set_aside(problems: list[Problem]) -> None:
    """The records set aside: number of the record, column and why. Values are never shown."""
    for problem in problems[:_AS_SENTENCES]:
        st.text(f"{place_of(problem)}: {problem.message}")
    if len(problems) > _AS_SENTENCES:
        shown = [{"Record": p.record, "Column": p.column or "", "Why": p.message} for p in problems[:_MOST_SHOWN]]
        st.dataframe(pl.DataFrame(shown), hide_index=True)
    if len(problems) > _MOST_SHOWN:
        st.caption(f"The first {_MOST_SHOWN} of {len(problems):,} are shown.")


def place_of(problem: Problem) -> str:
    return f"Record {problem.record}, {problem.column}" if problem.column else f"Record {problem.record}"


def _told(inspection: Inspection) -> list[str]:
    """What to know of the file but for what is told elsewhere: at the columns, and record by record."""
    likened = {column.header for column in inspection.columns if column.score is not None}
    others = [text for text in inspection.warnings if not any(f"'{name}' reads like" in text for name in likened)]
    return [text for text in others if not text.endswith(_LISTED)]
