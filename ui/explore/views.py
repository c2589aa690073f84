"""Kept views: a page with its choices under a name, for everyone in the same role, in the sidebar."""

from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

import polars as pl
import streamlit as st

from ui import choices
from ui.data import home
from ui.explore import kept
from ui.navigation import page_at
from ui.roles import current_role
from warehouse.register import current

KIND = "saved_view"


def in_sidebar(url_path: str) -> None:
    """The views of the role to open, and the field that keeps the present one."""
    role, rows = current_role(), current(home(), KIND)
    rows = rows.filter(pl.col("recorded_by_role") == role).sort("name")
    with st.sidebar.expander("Saved views", icon=":material/bookmark:"):
        for row in rows.to_dicts():
            _listed(row, role)
        name = st.text_input("Name for what is shown now", key="view_name", max_chars=60)
        st.button("Save this view", on_click=_save, args=(url_path, name), disabled=not name.strip())
        kept.last_change(KIND)


def _listed(row: dict, role: str) -> None:
    page = page_at(row["url_path"])
    if role not in page.roles:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(row["name"], key=f"view_{row['view_id']}", type="tertiary", icon=page.icon):
            choices.replace(dict(parse_qsl(row["query"] or "")))
            st.switch_page(page.file, query_params=choices.as_query())
        values = {name: row[name] for name in ("view_id", "name", "url_path", "query")}
        st.button(
            "Take away",
            key=f"view_away_{row['view_id']}",
            on_click=kept.take_away,
            args=(KIND, "view_id", values),
            type="tertiary",
        )


def _save(url_path: str, name: str) -> None:
    query = urlencode({key: value for key, value in choices.as_query().items() if key != "role"})
    values = {"view_id": uuid4().hex, "name": name, "url_path": url_path, "query": query or None}
    if kept.save(KIND, "view_id", values):
        st.session_state["view_name"] = ""
