"""The audit log as people read it: in words, filtered, and checked for gaps."""

import json

import polars as pl
import streamlit as st

from ui.data import home
from ui.roles import ALL_ROLES, current_role
from warehouse import acts
from warehouse.register import audit
from warehouse.register.admission import REASONS

MOST_SHOWN = 2_000


def rows() -> pl.DataFrame:
    """The newest rows: Row, When (UTC), Who, What and About in words."""
    found = acts.read_audit_log(home(), current_role(), MOST_SHOWN)
    return found.select(
        pl.col("number").alias("Row"),
        pl.col("at").dt.strftime("%-d %B %Y, %H:%M:%S").alias("When (UTC)"),
        pl.col("who").alias("Who"),
        pl.col("what").replace_strict(audit.ACTIONS, default=pl.col("what")).alias("What"),
        pl.Series("About", [_in_words(detail) for detail in found["detail"]], dtype=pl.String),
    )


def choose(found: pl.DataFrame) -> pl.DataFrame:
    """Draw the filters and return the rows they leave."""
    left, right = st.columns(2)
    what = left.multiselect("What was done", sorted(found["What"].unique()))
    person = right.selectbox("By whom", sorted(found["Who"].unique()), index=None, placeholder="Everybody")
    if what:
        found = found.filter(pl.col("What").is_in(what))
    return found.filter(pl.col("Who") == person) if person else found


def verdict() -> None:
    """Say whether the chain is whole, and the head to note down."""
    head = st.text_input("Head noted earlier (64 characters), to check against", max_chars=64).strip() or None
    found = acts.verify_audit_log(home(), current_role(), head)
    if found.broken_at:
        st.error(
            f"The chain is broken at row {found.broken_at}: that row or one before it was changed or taken out. "
            "Rows before it can be trusted; compare with a backup."
        )
    elif found.is_head_known is False:
        st.error("The chain fits together, but the head noted earlier is not in it: rows were cut off or written anew.")
    else:
        st.success(f"Chain whole: {found.rows:,} rows, each sealing the one before it.")
    st.caption("Note this head outside Village, for instance in the minutes; later it shows that nothing was cut off.")
    st.code(found.head, language=None, wrap_lines=True)


def _in_words(detail: str) -> str:
    told = json.loads(detail)
    if "role" in told:
        told["role"] = ALL_ROLES.get(told["role"], told["role"])
    if "reason" in told:
        told["reason"] = REASONS.get(told["reason"], told["reason"])
    return ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in told.items())
