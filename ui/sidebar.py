"""The foot of the sidebar: how fresh the data is, and for governors which release they read."""

from zoneinfo import ZoneInfo

import streamlit as st

from ui import words
from ui.data import build, home
from ui.roles import current_role
from warehouse.read import current_release

_LOCAL = ZoneInfo("Europe/London")


def foot() -> None:
    """Say when the data that is shown was put together."""
    served = build()
    if served is None:
        is_governor = current_role() == "governor"
        st.sidebar.caption("Nothing has been released yet." if is_governor else "No data has been put together yet.")
        return
    moment = served.built_at.astimezone(_LOCAL)
    release = current_release(home()) if current_role() == "governor" else None
    if release and release.release_id == served.build_id:
        st.sidebar.caption(f"Release of {moment:%-d %B %Y}, signed off by {words.plain(release.released_by)}.")
        return
    st.sidebar.caption(f"Data put together {moment:%-d %B %Y at %H:%M}. {served.tests.get('passed', 0)} checks passed.")
