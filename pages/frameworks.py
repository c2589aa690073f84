"""Frameworks: any of the nine seen whole, and each item with the evidence, answers and actions that reach it."""

import streamlit as st

from ui import choices, frameworks, own_words, words
from ui.cards import empty, heading
from ui.data import build
from ui.frameworks import FRAMEWORKS, KIND_NAMES, Desk
from ui.reach import KINDS, Reached
from ui.shell import guard

role = guard("frameworks")
heading(
    "Frameworks",
    "One piece of evidence, one answer or one action counts in every framework it belongs to; see any of them whole.",
)


def pick_framework(now: Desk) -> str:
    """The framework, from the item in the address, from the address, or the first."""
    item = now.items.get(choices.choice("item") or "")
    kept = item["framework_id"] if item else choices.choice("framework")
    st.session_state["framework_widget"] = kept if kept in FRAMEWORKS else next(iter(FRAMEWORKS))
    return st.selectbox(
        "Framework", list(FRAMEWORKS), format_func=FRAMEWORKS.get, key="framework_widget", on_change=keep_framework
    )


def keep_framework() -> None:
    """Keep the framework; an item of another one is let go."""
    choices.choose("item", None)
    choices.choose("framework", st.session_state["framework_widget"])


def overview(framework_id: str, now: Desk) -> list[str]:
    """The whole framework as tables; returns the ids of its items in order."""
    st.text(frameworks.overall(framework_id, now))
    st.caption("Counts are direct joins; after the plus, what comes by way of one of the six types.")
    sections = frameworks.tree(now.items, framework_id)
    for title, section in sections.items():
        st.subheader(title, anchor=False)
        st.table(frameworks.as_table(section, now), hide_index=True)
    return [item["item_id"] for section in sections.values() for _, item in section]


def pick_item(ids: list[str], now: Desk) -> str | None:
    """The item to see in full, from the address or the list."""
    kept = choices.choice("item")
    st.session_state["item_widget"] = kept if kept in ids else None
    return st.selectbox(
        "Item to see in full",
        ids,
        index=None,
        format_func=lambda item_id: now.items[item_id]["label"],
        key="item_widget",
        on_change=lambda: choices.choose("item", st.session_state["item_widget"]),
    )


def in_full(item: dict, now: Desk) -> None:
    """One item: its words, and what reaches it, kind by kind."""
    st.subheader(words.plain(item["label"]), anchor=False)
    st.text(item["text"])
    st.caption(f"{FRAMEWORKS[item['framework_id']]} · {item['source_document']}, section {item['source_section']}")
    found = now.reaching(item["item_id"])
    if not found:
        empty("**Nothing reaches this yet.** Evidence, an answer or an action that is joined to it will stand here.")
    for kind in KINDS:
        if any(reached.carrier.kind == kind for reached in found):
            show_kind(kind, found, now)
    joined = frameworks.elsewhere(item["item_id"], now)
    if joined:
        with st.expander("What it is joined to in the other frameworks"):
            for framework, label, reason in joined:
                st.text(f"{framework}: {label}. {reason}")


def show_kind(kind: str, found: list[Reached], now: Desk) -> None:
    """Evidence, answers or actions: each direct one with its reason, then those by way of each type."""
    direct, ways = frameworks.by_way(found, kind)
    with st.container(border=True):
        st.markdown(f"**{KIND_NAMES[kind]}**")
        for reached in direct:
            st.text(f"{reached.carrier.name}: {reached.carrier.said}.")
            if reached.carrier.detail:
                st.text(f"“{reached.carrier.detail}”")
            st.caption(f"Why it counts: {words.plain(words.sentence(reached.join.reason))}")
        for type_id, part in ways.items():
            st.text(f"{frameworks.way_name(type_id, now)}:")
            st.text("\n".join(f"• {reached.carrier.name}: {reached.carrier.said}" for reached in part))


@st.fragment
def body() -> None:
    """Everything that the choice of a framework or an item changes."""
    now = frameworks.desk()
    framework_id = pick_framework(now)
    item_place = st.container()
    ids = overview(framework_id, now)
    with item_place:
        item_id = pick_item(ids, now)
        if item_id:
            in_full(now.items[item_id], now)
            st.divider()


if build() is None:
    empty("Nothing has been put together yet, so no item has evidence beside it.", "Upload an export", "upload")
else:
    body()
    if role != "governor":
        own_words.show()
