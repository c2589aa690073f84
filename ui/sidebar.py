"""The foot of the sidebar: how fresh the data is."""

from zoneinfo import ZoneInfo

import streamlit as st

from ui.data import build

_LOCAL = ZoneInfo("Europe/London")


def foot() -> None:
    """Say when the data that is shown was put together."""
    served = build()
    if served is None:
        st.sidebar.caption("No data has been put together yet.")
        return
    moment = served.built_at.astimezone(_LOCAL)
    st.sidebar.caption(f"Data put together {moment:%-d %B %Y at %H:%M}. {served.tests.get('passed', 0)} checks passed.")
