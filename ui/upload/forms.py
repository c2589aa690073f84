"""The question bank as forms to paste or print, for who needs a survey: offered where its answers come back."""

import streamlit as st

from warehouse.settings import PROJECT_ROOT

FORMS = PROJECT_ROOT / "seeds" / "forms"
_ROLES = {"parent": "Parents and carers", "staff": "Staff", "pupil": "Pupils"}
_SHAPES = {"microsoft_forms": "Microsoft Forms", "google_forms": "Google Forms", "print": "on paper"}


def offer() -> None:
    """The forms, folded away until somebody wants one."""
    with st.expander("Need a survey?", icon=":material/assignment:"):
        st.markdown(
            "Questions on partnership, wellbeing and what gets in the way, free to use. Paste one into your form "
            "tool, or print it; what comes back is recognised by itself as long as the words stay as they are. "
            "Questions may be left out. Let the form collect no names and no e-mail addresses."
        )
        for place, (role, name) in zip(st.columns(3), _ROLES.items(), strict=True):
            with place:
                _of_role(role, name)


def _of_role(role: str, name: str) -> None:
    st.markdown(f"**{name}**")
    for shape, tool in _SHAPES.items():
        file = FORMS / f"{role}_{shape}.txt"
        label = f"{name}, {tool}" if shape == "print" else f"{name}, for {tool}"
        st.download_button(label, file.read_bytes(), file.name, "text/plain", on_click="ignore", type="tertiary")
