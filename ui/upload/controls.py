"""The controls of the wizard: lists to choose from that always show what holds, whoever said it."""

from collections.abc import Callable, Iterator, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.words import plain


def choose(
    label: str,
    options: Sequence[str],
    value: str | None,
    save: Callable[[str], None],
    key: str,
    names: Callable[[str], str] = str,
) -> None:
    """A list to choose from. It shows ``value`` at every run, so a new look at the file is seen in it at once.

    ``save`` gets what a person chooses. ``label`` may be text from a file: it is shown as plain text.
    """
    name = f"village_upload {key}"
    if name not in st.session_state or st.session_state[name] != value:
        st.session_state[name] = value  # written only where it differs: writing disturbs a list that is open
    st.selectbox(
        plain(label),
        options if value is None or value in options else [value, *options],
        index=None,
        format_func=names,
        key=name,
        placeholder="Choose an answer",
        on_change=lambda: save(st.session_state[name]),
    )


def as_recognised(found: str | None) -> str:
    """How the choice that leaves it to Village is named."""
    return f"as recognised: {found}" if found else "as recognised"


def places() -> Iterator[DeltaGenerator]:
    """Places for controls, two in a row where there is room; read across, as the keyboard goes."""
    while True:
        yield from st.columns(2)
