"""The page others are measured against: the shell, the filters of every page, and a line that says what is chosen."""

import streamlit as st

from ui.cards import heading
from ui.filters import filters
from ui.shell import guard

guard("empty")
heading("Empty")


@st.fragment
def body() -> None:
    """The filters, and the line."""
    chosen = filters("term", "site", "group")
    st.text(f"Shown: {chosen.period_id}, {chosen.group_value}")


body()
