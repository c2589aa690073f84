"""Sentences that more than one page shows."""

import streamlit as st

from ui.data import home
from warehouse import homes
from warehouse.errors import VillageError

DEMO = (
    "**Fictional demonstration data.** The school, the pupils and every figure on this page are invented; "
    "nothing here describes a real child."
)
REFUSED = "This page is not open to the role you are looking as; choose another role or another page."
UNEXPECTED = (
    "Something went wrong on this page and nothing was changed; reload the page, and if it happens again tell the "
    "person who looks after Village what you were doing."
)


def demo_banner() -> None:
    """Say plainly that the data is fictional, where it is."""
    if homes.kind(home()) == homes.DEMO:
        st.info(DEMO, icon=":material/theater_comedy:")


def sentence_of(error: Exception) -> str:
    """What a user may read about ``error``: an expected error's own sentence, else one that gives nothing away."""
    return str(error) if isinstance(error, VillageError) else UNEXPECTED
