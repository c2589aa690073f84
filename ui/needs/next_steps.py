"""Must, should and could for each theme of the audit, and the summary chart that shows where themes overlap."""

import polars as pl
import streamlit as st

from ui import words
from ui.cards import empty, figure
from ui.charts import audit as charts
from ui.data import home
from ui.drawing import drawn
from ui.needs import audit
from ui.needs.forms import Form
from warehouse.needs.overlap import grouped, overlaps
from warehouse.register import NOTHING_SEEN, NewEntry, current

LEVELS = {
    "must": "Must: critical, to be done next",
    "should": "Should: good to have",
    "could": "Could: may be left until later",
}


def actions(round_id: str) -> pl.DataFrame:
    """One row an action: theme_id, theme (1 to 5), level, text, group_no; in order of theme and level."""
    rows = current(home(), "audit_next", round_id=round_id).sort("theme_id").to_dicts()
    numbers = dict(audit.themes().select("item_id", "position").rows())
    found = [
        (row["theme_id"], numbers.get(row["theme_id"], 0), level, text)
        for row in rows
        for level in LEVELS
        for text in row[level]
    ]
    schema = {"theme_id": pl.String, "theme": pl.Int64, "level": pl.String, "text": pl.String}
    return grouped(pl.DataFrame(found, schema=schema, orient="row"))


def form(round_id: str, role: str) -> None:
    """Write down what must, should and could be done about one theme, beside what raters noted as actions."""
    rows = {row["item_id"]: row for row in audit.themes().to_dicts()}
    with st.container(border=True, key="form_next"):
        theme_id = st.selectbox("Theme", list(rows), format_func=lambda one: rows[one]["name"], key="needs_next_theme")
        saved = current(home(), "audit_next", round_id=round_id, theme_id=theme_id).to_dicts()
        before = _values(saved[0]) if saved else dict.fromkeys(LEVELS, "")
        one = Form("audit_next", f"{round_id} {theme_id}", role, LEVELS, fields_of=_values)
        one.open(before, {"": saved[0]["row_id"] if saved else NOTHING_SEEN})
        st.caption("One action a line. Name no child or family.")
        for level in LEVELS:
            one.widget(st.text_area, level, height=110)

        def entries(values: dict, bases: dict) -> list[NewEntry]:
            key = {"round_id": round_id, "theme_id": theme_id}
            return [] if values == before else [NewEntry("audit_next", key | values, bases[""])]

        one.status(entries)
        one.button("Save for this theme", entries)
        _noted(round_id, theme_id)


def summary(round_id: str) -> None:
    """Every action by theme; actions that look alike share a row, and a line joins them."""
    rows = actions(round_id)
    if rows.is_empty():
        empty("No action is written down for this round yet; begin with one theme above.")
        return
    shared = overlaps(rows)
    _suggest(shared)
    shown = _for_chart(rows, shared)
    themes = "; ".join(audit.themes()["name"])
    table = rows.select(Theme="theme", Level="level", Action="text").sort("Theme")
    figure(
        "Must, should and could by theme",
        drawn(charts.summary, shown, description="Must, should and could by theme"),
        table,
        n=words.count(rows.height, "actions"),
        alt="; ".join(f"theme {row['theme']}, {row['level']}: {row['text']}" for row in rows.to_dicts()) + ".",
        source="Audit tool, phase 2; the actions are the school's own",
    )
    st.caption(f"Themes: {words.plain(themes)}.")


def _suggest(shared: pl.DataFrame) -> None:
    """Say which actions may be one and the same: people decide, words only suggest."""
    if shared.is_empty():
        st.text("No action seems to be named under more than one theme.")
        return
    groups = shared.partition_by("group_no", maintain_order=True)
    st.text(f"{len(groups)} {'action seems' if len(groups) == 1 else 'actions seem'} to serve more than one theme:")
    for group in groups:
        named = [f"'{row['text']}' (theme {row['theme']}, {row['level']})" for row in group.to_dicts()]
        st.text("• " + " and ".join(named))
    st.caption("Suggested from the words they share. If they are one action, word them alike: it counts once.")


def _for_chart(rows: pl.DataFrame, shared: pl.DataFrame) -> pl.DataFrame:
    """Overlaps first, each named by its first wording; then the others, musts before shoulds and coulds."""
    groups = shared["group_no"].unique().to_list()
    first = pl.col("text").first().over("group_no")
    order = {level: at for at, level in enumerate(LEVELS)}
    return (
        rows.with_columns(
            label=pl.when(pl.col("group_no").is_in(groups)).then(first).otherwise("text"),
            is_alone=~pl.col("group_no").is_in(groups),
        )
        .sort("is_alone", pl.when("is_alone").then(pl.col("level").replace_strict(order)), "group_no", "theme")
        .select("label", "theme", "level")
    )


def _noted(round_id: str, theme_id: str) -> None:
    ids = audit.statements(theme_id)["item_id"].to_list()
    rows = audit.ratings(round_id).filter(pl.col("statement_id").is_in(ids) & pl.col("actions").is_not_null())
    if rows.height:
        st.caption("What raters noted as actions for this theme")
        for text in rows["actions"]:
            st.text(f"• {text}")


def _values(row: dict) -> dict:
    return {level: "\n".join(row[level]) for level in LEVELS}
