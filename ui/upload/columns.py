"""Step 2, the columns: what each heading becomes and why; likenesses to look at, personal columns told; changeable."""

from collections import Counter

import streamlit as st

from ui.upload import questions, said, steps
from ui.upload.controls import choose, places
from ui.upload.files import Dropped
from ui.words import plain
from warehouse.intake.feeds import Feed, feed_named
from warehouse.intake.results import Column, Inspection

USED = ("used", "keyed")
PERSONAL, SURVEY_QUESTION = "dropped_personal", "question"
_ALIKE = ((97, "almost the same"), (92, "close"), (0, "less sure"))
_MANY = 3  # columns of one field for one reason: days of a register, parts of one question
_MOST = 40
_PLAIN = "this heading is"  # says no more than the list above it


def step(file: Dropped, inspection: Inspection) -> steps.Step:
    """The step of one file."""
    likened, used = _likened(inspection), sum(column.treatment != "ignored" for column in inspection.columns)
    personal = sum(column.treatment == PERSONAL for column in inspection.columns)
    says = f"{used - personal} of {len(inspection.columns)} used" if inspection.columns else "not read yet"
    says += f", {personal} left out as personal" if personal else ""
    says += f", {len(likened)} matched by likeness" if likened else ""
    is_open = bool(questions.of_step("columns", inspection.questions))
    state = steps.ANSWER if is_open else steps.LOOK if likened else steps.FINE
    return steps.Step("columns", "Columns", state, says, lambda: _draw(file, inspection))


def _likened(inspection: Inspection) -> list[Column]:
    return [column for column in inspection.columns if column.score is not None and column.field]


def _draw(file: Dropped, inspection: Inspection) -> None:
    questions.ask(file, inspection, "columns")
    likened = _likened(inspection)
    if likened:
        st.text("These headings are not known, but read like ones that are. Look whether they are right.")
        _choices(file, inspection, likened)
        st.button(
            "They are right" if len(likened) > 1 else "It is right",
            key=f"village_right {file.digest}",
            on_click=lambda: [_say(file, column.header, column.field) for column in likened],
        )
    _people(inspection.columns)
    _choices(file, inspection, [column for column in _single(inspection.columns) if column not in likened])
    _together(inspection.columns)
    by_hand = [what for what in said.of(file.digest) if what.startswith(said.COLUMN)]
    if by_hand:
        st.button(
            "Go back to what was recognised",
            key=f"village_back {file.digest}",
            on_click=lambda: said.take_back(file.digest, by_hand),
        )


def _say(file: Dropped, heading: str, name: str | None) -> None:
    said.say(file.digest, said.COLUMN + heading, name or said.LEAVE_OUT)


def _people(columns: list[Column]) -> None:
    """What of people is kept out, said plainly."""
    left_out = [column.header for column in columns if column.treatment == PERSONAL]
    keyed = [column.header for column in columns if column.treatment == "keyed"]
    if left_out:
        st.text(f"Left out because they name, reach or place a person: {', '.join(left_out)}.")
    if keyed:
        st.text(f"Kept only as a code that nobody can turn back: {', '.join(keyed)}.")


def _single(columns: list[Column]) -> list[Column]:
    """Columns that stand for themselves; headings that are blank and survey questions do not."""
    shared = Counter((column.field, column.why) for column in columns)
    own = (c for c in columns if shared[c.field, c.why] <= _MANY or c.treatment not in USED)
    return [column for column in own if column.header.strip() and column.treatment != SURVEY_QUESTION]


def _together(columns: list[Column]) -> None:
    """Columns that are many of one kind, each kind in one line."""
    asked = sum(column.treatment == SURVEY_QUESTION for column in columns)
    if asked:
        st.caption(f"{asked} columns hold answers: see 'Survey questions'.")
    shared = Counter((column.field, column.why) for column in columns if column.treatment in USED)
    for (_, why), count in shared.items():
        if count > _MANY:
            st.caption(f"{count} columns: {plain(why)}.")


def _choices(file: Dropped, inspection: Inspection, columns: list[Column]) -> None:
    """A list a heading, two side by side where there is room. Without a feed there is nothing to choose from."""
    feed = _feed(file, inspection)
    if feed is None:
        return
    names = {field.name: field.says for field in feed.fields} | {said.LEAVE_OUT: "leave it out"}
    for (number, column), place in zip(enumerate(columns[:_MOST]), places(), strict=False):
        with place:
            choose(
                column.header,
                list(names),
                column.field if column.treatment in USED else said.LEAVE_OUT,
                lambda name, heading=column.header: _say(file, heading, name),
                f"{file.digest} column {number} {column.header}",
                lambda name: names.get(name, name),
            )
            if not column.why.startswith(_PLAIN):
                st.caption(plain(_why(column)))
    if len(columns) > _MOST:
        st.caption(f"{len(columns) - _MOST} more columns are not needed.")


def _feed(file: Dropped, inspection: Inspection) -> Feed | None:
    """The feed of the file; while a question is open, what it was taken for before."""
    known = st.session_state.setdefault("village_upload_feeds", {})
    if inspection.feed:
        known[file.digest] = inspection.feed
    return feed_named(known[file.digest]) if file.digest in known else None


def _why(column: Column) -> str:
    if column.score is None:
        return column.why
    return f"{column.why} ({next(word for least, word in _ALIKE if column.score >= least)})"
