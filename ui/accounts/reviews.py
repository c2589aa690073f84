"""The yearly review of the strategy: when it was last done, when it is next due, and whether that day has passed."""

import datetime as dt

import streamlit as st

from ui import words
from ui.data import home
from ui.needs.forms import refused
from ui.phases.form import DatedForm
from ui.phases.reading import today
from warehouse.register import NOTHING_SEEN, NewEntry, current

_LABELS = {"review_date": "Due on", "done_on": "Done on", "notes": "What was decided"}


def standing(rows: list[dict], day: dt.date) -> tuple[str, bool]:
    """When the strategy was last reviewed and is next due, in words; True where that is late."""
    last = max((row["done_on"] for row in rows if row["done_on"]), default=None)
    due = _next_due(rows)
    said = f"Last reviewed on {words.date(last)}." if last else "No review is on record yet."
    if due is None:
        return f"{said} A senior leader sets the day of the first.", False
    late = (day - due).days
    if late > 0:
        return f"{said} The next was due on {words.date(due)} and is late by {words.days(late)}.", True
    return f"{said} The next is due on {words.date(due)}.", False


def show(rows: list[dict]) -> None:
    """The sentence, as a warning where it is late."""
    said, is_late = standing(rows, today())
    if is_late:
        st.warning(said, icon=":material/schedule:")
    else:
        st.text(said)


def reviews() -> list[dict]:
    """Every review that stands, done or due."""
    return current(home(), "review").to_dicts()


def write(rows: list[dict], role: str) -> None:
    """Set the day of the next review, or record the one that is due; what was decided is for the school alone."""
    due = min((row for row in rows if not row["done_on"]), key=lambda row: row["review_date"], default=None)
    subject = due["review_id"] if due else "new"
    form = DatedForm("review", subject, role, _LABELS, fields_of=lambda saved: {name: saved[name] for name in _LABELS})
    begin = {"review_date": due["review_date"] if due else _next_due(rows), "done_on": None}
    form.open({**begin, "notes": (due or {}).get("notes") or ""}, {"": due["row_id"] if due else NOTHING_SEEN})
    one, other = st.columns(2)
    with one:
        form.day("review_date", _LABELS["review_date"])
    with other:
        form.day("done_on", "Done on (leave empty until it is done)")
    form.text("notes", "What was decided (name no child or family)")
    review_id = due["review_id"] if due else f"review_{form.submit_id}"

    def entries(values: dict, bases: dict) -> list[NewEntry]:
        if values["done_on"] and values["done_on"] > today():
            raise refused("done_on", "The review cannot be done on a day to come; change the day and save again.")
        return [NewEntry("review", {"review_id": review_id, **values}, bases[""])]

    form.button("Save the review", entries, done="Saved. A review that is done makes the next one due a year later.")
    form.status(entries)


def _next_due(rows: list[dict]) -> dt.date | None:
    """The earliest day set for a review that is not done; else a year after the last."""
    set_days = [row["review_date"] for row in rows if not row["done_on"]]
    if set_days:
        return min(set_days)
    last = max((row["done_on"] for row in rows if row["done_on"]), default=None)
    return last + dt.timedelta(days=365) if last else None
