"""A form that loses nothing: typed text is kept as a draft, saving twice saves once, and two writers see each other.

A form holds its own values, so that they outlive a page switch. Saving happens in the button's callback: what was
saved is on the page in the same run, and what could not be saved stays where it was typed.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from uuid import uuid4

import streamlit as st

from ui import words
from ui.data import home
from ui.messages import sentence_of
from ui.typing_kept import KEEPS
from warehouse.errors import VillageError
from warehouse.register import Conflict, Draft, NewEntry, RegisterError, discard_draft, drafts, record_all, save_draft

DOUBLE_CLICK_SECONDS = 1
UNCHANGED = "This is what is saved already; nothing was changed."


@dataclass
class _State:
    """What a form was opened on and what was typed since. ``bases``: entry → row id that was seen."""

    values: dict
    bases: dict[str, int]
    offered: list[Draft] = field(default_factory=list)
    client_id: str = field(default_factory=lambda: _submit_id())
    draft_id: str = field(default_factory=lambda: uuid4().hex)
    is_touched: bool = False
    problems: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    theirs: dict | None = None


@dataclass(frozen=True)
class Form:
    """The form ``name`` on one ``subject`` for a writer of ``role``.

    ``labels`` names the fields for people. ``fields_of`` turns a saved row into the form's values, and ``base_of`` into
    the name of its entry in ``bases``; both are needed only where somebody else's row can come in between. ``names``
    says in words what a value stands for where it is an id; ``shown`` puts all values into words where two entries
    stand side by side. ``both`` makes one entry of two (theirs, own). ``why_of`` takes the reason for a change out of
    the values.
    """

    name: str
    subject: str
    role: str
    labels: dict[str, str]
    fields_of: Callable[[dict], dict] = dict
    base_of: Callable[[dict], str] = lambda row: ""
    names: dict = field(default_factory=dict)
    shown: Callable[[dict], dict] = dict
    both: Callable[[dict, dict], dict] | None = None
    why_of: Callable[[dict], str | None] = lambda values: None

    def key(self, name: str) -> str:
        """The widget key of a field."""
        return f"{self.name} {self.subject} {name}"

    @property
    def submit_id(self) -> str:
        """Names what this form will save, the same however often it is tried; later ones sort after earlier ones."""
        return self._state.client_id

    def open(self, values: dict, bases: dict[str, int] | None = None) -> None:
        """Begin with ``values`` as saved, or go on with what was typed. Call it before any widget of the form."""
        bases = bases or {}
        state = self._state
        if state is None or (not state.is_touched and state.bases != bases):
            offered = [draft for draft in self._drafts() if draft.content != values]
            state = st.session_state[self._place] = _State(dict(values), dict(bases), offered)
            self._show(state.values)
        for name, value in state.values.items():
            st.session_state.setdefault(self.key(name), value)

    def within(self, name: str, allowed: Sequence) -> Sequence:
        """``allowed``, after letting go of a value of the field ``name`` that is no longer among them."""
        if st.session_state[self.key(name)] not in allowed:
            st.session_state[self.key(name)] = self._state.values[name] = None
        return allowed

    def widget(self, draw: Callable, name: str, label: str | None = None, **options):
        """Draw one field with its problem beside it; every change is kept as a draft."""
        sent_while_typed = st.container(key=f"{KEEPS} {self.key(name)}") if draw is st.text_area else nullcontext()
        with sent_while_typed:
            value = draw(label or self.labels[name], key=self.key(name), on_change=self.keep, **options)
        if problem := self._state.problems.get(name):
            st.error(problem)
        return value

    def keep(self) -> None:
        """Take over what was typed and keep it as a draft."""
        state = self._collect()
        state.is_touched, state.trouble = True, ""
        try:
            save_draft(home(), state.draft_id, self.name, self.subject, state.values, role=self.role)
        except VillageError as error:
            state.trouble = f"{sentence_of(error)} What you typed stays on this page."

    def button(self, label: str, entries_of: Callable[[dict, dict], Sequence[NewEntry]], **options) -> None:
        """The button that saves ``entries_of(values, bases)``; ``options`` are those of `save`."""
        st.button(label, key=self.key("save"), type="primary", on_click=self.save, args=(entries_of,), kwargs=options)

    def save(
        self,
        entries_of: Callable[[dict, dict], Sequence[NewEntry]],
        done: str = "Saved.",
        why: str | None = None,
        after: Callable[[], None] | None = None,
    ) -> None:
        """Save, and forget the form; or keep it with the reason why nothing was saved."""
        if self._is_second_click():
            return
        state = self._collect()
        state.problems, state.trouble, state.theirs = {}, "", None
        try:
            entries = entries_of(state.values, state.bases)
            if entries:
                reason = why or self.why_of(state.values)
                options = {"role": self.role, "client_id": state.client_id, "why": reason}
                record_all(home(), entries, draft_ids=[state.draft_id], **options)
        except Conflict as conflict:
            state.theirs, state.is_touched = conflict.row, True
        except RegisterError as error:
            state.problems, state.is_touched = error.problems, True
            state.trouble = "" if set(error.problems) & set(state.values) else sentence_of(error)
        except VillageError as error:
            state.trouble, state.is_touched = sentence_of(error), True
        else:
            self._forget()
            st.session_state[self._said] = done if entries else UNCHANGED
            st.session_state[f"{self._said} at"] = time.monotonic()
            if after:
                after()

    def status(self, entries_of: Callable | None = None, *, offers: bool = True) -> None:
        """Say how saving went; offer drafts; set another writer's entry beside this one to choose from."""
        state = self._state
        self.say()
        if state.trouble:
            st.error(state.trouble)
        if state.theirs:
            self._choose(state, entries_of)
        if offers:
            self.offer()

    def offer(self) -> None:
        """Offer what was typed and never saved."""
        state = self._state
        for draft in [] if state.is_touched else state.offered[:1]:
            st.info(f"Something typed here on {words.moment(draft.saved_at)} was never saved.")
            with st.container(horizontal=True):
                st.button("Take it up again", key=self.key("take"), on_click=self._take_up, args=(draft,))
                st.button("Throw it away", key=self.key("throw"), on_click=self._throw_away, args=(draft,))

    def saw(self, bases: dict[str, int]) -> None:
        """Rows that the same person saved with another form of the page count as seen; what was typed here stays."""
        if self._state is not None:
            self._state.bases |= bases

    def say(self) -> None:
        """Say once that a form of this name was saved."""
        if said := st.session_state.pop(self._said, None):
            st.success(said)

    def _is_second_click(self) -> bool:
        """A double click finds the form saved and, if at all, empty again; it is no wish to save an empty form."""
        state = self._state
        since = time.monotonic() - st.session_state.get(f"{self._said} at", float("-inf"))
        return state is None or bool(state.values and not state.is_touched and since < DOUBLE_CLICK_SECONDS)

    def _choose(self, state: _State, entries_of: Callable | None) -> None:
        theirs = self.fields_of(state.theirs)
        st.error("Somebody else saved this while you were writing, so nothing was saved yet; choose what should stand.")
        for column, title, values in zip(
            st.columns(2), ("Theirs", "Yours"), (theirs, {name: state.values.get(name) for name in theirs}), strict=True
        ):
            with column.container(border=True):
                st.markdown(f"**{title}**")
                for name, value in self.shown(values).items():
                    st.text(f"{self.labels.get(name, name)}: {self.names.get(value, value) or 'nothing'}")
        with st.container(horizontal=True):
            st.button("Keep theirs", key=self.key("theirs"), on_click=self._take_theirs)
            st.button("Save mine", key=self.key("mine"), on_click=self._save_mine, args=(entries_of,))
            if self.both:
                st.button("Put both together", key=self.key("both"), on_click=self._take_both)

    def _take_theirs(self) -> None:
        state = self._state
        self._seen(state)
        state.values |= self.fields_of(state.theirs)
        state.theirs = None
        self._show(state.values)

    def _take_both(self) -> None:
        state = self._state
        both = self.both(self.fields_of(state.theirs), state.values)
        self._seen(state)
        state.theirs = None
        self._show(both)
        self.keep()

    def _save_mine(self, entries_of: Callable) -> None:
        self._seen(self._state)
        self.save(entries_of)

    def _seen(self, state: _State) -> None:
        """Their row counts as seen; the next save is another submit than the one that was refused."""
        state.bases[self.base_of(state.theirs)] = state.theirs["row_id"]
        state.client_id = _submit_id()

    def _take_up(self, draft: Draft) -> None:
        state = self._state
        state.values |= {name: draft.content[name] for name in state.values if name in draft.content}
        state.draft_id, state.is_touched = draft.draft_id, True
        self._show(state.values)

    def _throw_away(self, draft: Draft) -> None:
        try:
            discard_draft(home(), draft.draft_id)
        except VillageError as error:
            self._state.trouble = sentence_of(error)
        else:
            self._state.offered.remove(draft)

    def _drafts(self) -> list[Draft]:
        try:
            return drafts(home(), self.name, self.subject, role=self.role)
        except RegisterError:
            return []  # a register that cannot be read says so where its entries are read

    def _collect(self) -> _State:
        state = self._state
        state.values = {name: st.session_state.get(self.key(name), value) for name, value in state.values.items()}
        return state

    def _show(self, values: dict) -> None:
        for name, value in values.items():
            st.session_state[self.key(name)] = value

    def _forget(self) -> None:
        for name in self._state.values:
            st.session_state.pop(self.key(name), None)
        del st.session_state[self._place]

    @property
    def _state(self) -> _State | None:
        return st.session_state.get(self._place)

    @property
    def _place(self) -> str:
        return f"village_form {self.name} {self.subject}"

    @property
    def _said(self) -> str:
        return f"village_said {self.name}"


def _submit_id() -> str:
    return f"{time.time_ns():x}{uuid4().hex[:12]}"


def refused(field_name: str, sentence: str) -> RegisterError:
    """What an ``entries_of`` raises for a field that the form itself can tell is wrong."""
    return RegisterError(sentence, {field_name: sentence})
