"""Form with days: what a form of needs analysis does, for forms in which dates, roles and choices stand too."""

from dataclasses import replace
from datetime import date

import streamlit as st

from ui.needs.forms import Form
from warehouse.register import Draft

NO_NAMES = "Name no child or family."
_DAYS = ("_date", "_on")


class DatedForm(Form):
    """A form whose fields ending in _date or _on are dates; a draft gives them back as dates."""

    def day(self, name: str, label: str) -> None:
        self.widget(st.date_input, name, label, value=None, format="DD/MM/YYYY")

    def choose(self, name: str, label: str, names: dict[str, str], **options) -> None:
        """One of ``names`` (id to words), or nothing."""
        options = {"index": None, "placeholder": "Choose", "format_func": lambda one: names.get(one, one), **options}
        self.widget(st.selectbox, name, label, options=list(names), **options)

    def role_of(self, name: str, label: str, roles: list[str]) -> None:
        """A role that is chosen or typed."""
        typed = [st.session_state.get(self.key(name))]
        options = sorted({*roles, *filter(None, typed)})
        place = "Choose or type a role"
        self.widget(st.selectbox, name, label, options=options, index=None, accept_new_options=True, placeholder=place)

    def line(self, name: str, label: str, **options) -> None:
        self.widget(st.text_input, name, label, live="1s", **options)

    def text(self, name: str, label: str, **options) -> None:
        self.widget(st.text_area, name, label, **options)

    def _take_up(self, draft: Draft) -> None:
        content = {name: _given(name, value) for name, value in draft.content.items()}
        super()._take_up(replace(draft, content=content))


def nothing_open(name: str, role: str, sentence: str) -> None:
    """In place of the form ``name`` where there is nothing to fill it in for; says how its last save went."""
    form = DatedForm(name, "", role, {})
    form.open({})
    form.status()
    st.text(sentence)


def _given(name: str, value: object) -> object:
    is_day = name.endswith(_DAYS) and isinstance(value, str)
    return date.fromisoformat(value) if is_day else value
