"""'You said, we did': what people said, what the school did and when; what is still open comes first."""

import datetime as dt

import streamlit as st

from ui import words
from ui.cards import empty
from ui.data import home
from ui.needs.forms import refused
from ui.phases.form import DatedForm, nothing_open
from warehouse.register import NOTHING_SEEN, NewEntry, current

VOICES = {
    "parent": "Parents and carers",
    "pupil": "Pupils",
    "staff": "Staff",
    "governor": "Governors",
    "community": "The community",
}
_LABELS = {"done": "We did", "done_on": "Done on"}


def lines() -> list[dict]:
    """Open lines, the oldest first; then those that are done, the newest first."""
    rows = current(home(), "said_done").to_dicts()
    still_open = sorted((row for row in rows if not row["done"]), key=lambda row: row["recorded_at"])
    done = [row for row in rows if row["done"]]
    return [*still_open, *sorted(done, key=lambda row: row["done_on"] or dt.date.min, reverse=True)]


def show(found: list[dict]) -> None:
    """The ledger as sentences: whose voice it was as a group, and never who typed it."""
    done = sum(bool(row["done"]) for row in found)
    if not found:
        empty("Nothing is in the ledger yet.")
        return
    st.text(f"{len(found) - done} open, {done} done.")
    for row in found:
        with st.container(border=True, gap=None):
            st.caption(f"{VOICES[row['said_by']]} said")
            st.text(row["said"])
            st.caption(f"We did, {words.date(row['done_on'])}" if row["done"] else "Open: nothing done yet")
            if row["done"]:
                st.text(row["done"])


def write(found: list[dict], role: str) -> None:
    """Add a line, or say what was done about an open one."""
    still_open = {row["said_id"]: row for row in found if not row["done"]}
    add, close = st.columns(2)
    with add, st.container(border=True, key="ledger_add"):
        _add(role)
    with close, st.container(border=True, key="ledger_close"):
        st.subheader("Say what was done", anchor=False)
        if still_open:
            _close(still_open, role)
        else:
            nothing_open("said_close", role, "No line is open.")


def _add(role: str) -> None:
    st.subheader("Write down what was said", anchor=False)
    form = DatedForm("said_add", "new", role, {})
    form.open({"said_by": None, "said": ""})
    form.choose("said_by", "Whose voice", VOICES)
    form.text("said", "You said (governors read this: name no child, family or member of staff)")

    def entries(values: dict, _) -> list[NewEntry]:
        line = {"said_id": f"said_{form.submit_id}", **values, "said_by": values["said_by"] or ""}
        return [NewEntry("said_done", line, NOTHING_SEEN)]

    form.button("Add to the ledger", entries, done="Saved. The line is open until it says what was done.")
    form.status()


def _close(still_open: dict[str, dict], role: str) -> None:
    one = st.selectbox("Open line", list(still_open), format_func=lambda each: still_open[each]["said"], key="said")
    row = still_open[one]
    form = DatedForm("said_close", one, role, _LABELS, fields_of=lambda saved: {name: saved[name] for name in _LABELS})
    form.open({"done": "", "done_on": None}, {"": row["row_id"]})
    form.text("done", "We did (governors read this: name no child, family or member of staff)")
    form.day("done_on", _LABELS["done_on"])
    kept = {name: row[name] for name in ("said_id", "said", "said_by", "cycle_id")}

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        if not values["done"].strip():
            raise refused("done", "Write what was done, then save again.")
        if not values["done_on"]:
            raise refused("done_on", "Give the day it was done, then save again.")
        return [NewEntry("said_done", kept | values, bases[""])]

    form.button("Close the line", entries, done="Saved. The line is done.")
    form.status(entries)
