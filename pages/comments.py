"""Read comments: the ones in surveys that may name a barrier, for staff to say whether they do."""

import streamlit as st

from ui.barriers import comments
from ui.cards import empty, heading
from ui.data import build
from ui.shell import guard

role = guard("comments")
heading(
    "Read comments",
    "A dictionary found words of a barrier in these comments. One counts once somebody has said that it is there, "
    "from the next build on, for people who also answered the question about barriers. Every word that could be a "
    "name is left out.",
)


@st.fragment
def body() -> None:
    """Everything that an answer changes."""
    comments.show(role)


if build() is None:
    empty("Nothing has been loaded yet; comments come with a survey.", "Upload an export", "upload")
else:
    body()
