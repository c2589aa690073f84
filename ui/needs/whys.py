"""The five whys as a page shows them: the trees, one tree in order, and its words for eye, ear and paper."""

import polars as pl
import streamlit as st

from ui import words
from ui.cards import figure
from ui.charts.whys import ANSWERS, LEVELS
from ui.charts.whys import tree as draw_tree
from ui.data import home
from ui.drawing import drawn
from warehouse.needs import trees
from warehouse.register import current, history

NEW = "new"
SOURCE = "five whys: Audit tool, phase 1; the words are the school's own"
_TREE = "needs_tree"


def statements() -> dict[str, str]:
    """tree_id → statement of the trees that stand, the oldest first."""
    rows = current(home(), "why", level=0)
    return dict(zip(rows["tree_id"], rows["statement"], strict=True))


def withdrawn_statements() -> dict[str, str]:
    """tree_id → statement of the trees that were withdrawn as a whole, which can be brought back."""
    rows = history(home(), "why", level=0).unique("tree_id", keep="first", maintain_order=True)
    gone = rows.filter("is_withdrawn")
    return dict(zip(gone["tree_id"], gone["statement"], strict=True))


def tree(tree_id: str) -> pl.DataFrame:
    """One tree from top to bottom, with number and is_end."""
    return trees.in_order(current(home(), "why", tree_id=tree_id))


def choose_tree() -> str:
    """The tree to look at, or NEW; a tree that was just begun is chosen already."""
    names = statements() | {NEW: "Begin a new tree"}
    if st.session_state.get(_TREE) not in names:
        st.session_state[_TREE] = next(iter(names))
    return st.selectbox("Statement", list(names), format_func=names.get, key=_TREE, persist_state="session")


def show_next(tree_id: str) -> None:
    """Choose ``tree_id`` at the next run."""
    st.session_state[_TREE] = tree_id


def name(row: dict) -> str:
    """'2.1 They come too late'; the statement has no number."""
    return f"{row['number']} {row['statement']}".strip()


def drawing(rows: pl.DataFrame, ends: pl.DataFrame | None = None) -> None:
    """The tree drawn, with its table; with ``ends`` (warehouse.needs.trees) the ends say whether they are answered."""
    kinds = ANSWERS if ends is not None else LEVELS
    states = {} if ends is None else dict(zip(ends["why_id"], ends["answered"], strict=True))
    nodes = [{**row, "kind": states.get(row["why_id"], _kind(row, kinds))} for row in rows.to_dicts()]
    frame = pl.DataFrame(nodes).select("number", "statement", "kind")
    threads = rows.filter(pl.col("is_end") & (pl.col("number") != "")).height
    table = {"Number": frame["number"], "Words": frame["statement"], "Kind": frame["kind"]}
    figure(
        f"Why: {rows['statement'][0]}",
        drawn(draw_tree, frame, kinds=kinds, description="The five whys as a tree"),
        pl.DataFrame(table),
        n=f"{_number(rows.height - 1, 'why')} in {_number(threads, 'thread')}",
        alt="; ".join(name(row) for row in rows.to_dicts()) + ".",
        source=SOURCE,
    )


def in_words(rows: pl.DataFrame) -> None:
    """The tree as a nested list: for the keyboard, for reading aloud and for paper."""
    lines = [f"**{words.plain(rows['statement'][0])}**", ""]
    for row in rows.to_dicts()[1:]:
        indent = "    " * row["number"].count(".")
        lines.append(f"{indent}- **{row['number']}** {words.plain(row['statement'])}")
    with st.container(border=True):
        st.subheader("The same in words", anchor=False)
        st.markdown("\n".join(lines))


def _kind(row: dict, kinds: list[str]) -> str:
    if not row["number"]:
        return "statement"
    return "fifth why" if row["level"] == trees.DEEPEST and "fifth why" in kinds else "why"


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
