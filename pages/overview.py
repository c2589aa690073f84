"""Overview: what to look at first, how the partnership stands, for whom, and how fresh the data is."""

import streamlit as st

from ui import at_a_glance, attention, choices, freshness, head_counts, indicators, own_home, words
from ui.cards import empty, heading
from ui.data import build, one_look
from ui.explore import notes
from ui.filters import filters
from ui.navigation import page_at
from ui.shell import guard

HEADLINES = (
    "attendance_rate",
    "persistent_absence_rate",
    "two_way_reach_rate",
    "positive_contact_rate",
    "turnout_rate",
    "favourable_rate__type_2_communicating",
)

role = guard("overview")
heading("Overview")


def look_first() -> None:
    """At most seven sentences, each with the question to ask and a way to the page that shows more."""
    st.subheader("What to look at first", anchor=False)
    found = attention.matters()
    if not found:
        nothing_stands_out()
    for number, matter in enumerate(found):
        with st.container(horizontal=True, vertical_alignment="center", key=f"matter_{number}"):
            with st.container(gap=None):
                st.text(f"{number + 1}. {matter.sentence}")
                st.caption(matter.ask)
            if role in page_at(matter.page).roles and st.button(
                "Look", key=f"look_{number}", help=words.plain(matter.sentence)
            ):
                open_page(matter)


def nothing_stands_out() -> None:
    """That is an answer too: what was looked for, and what is steady."""
    with st.container(border=True):
        st.text("Nothing stands out: no clear change or gap, no late action, and no export is overdue.")
        for sentence in attention.steady(HEADLINES):
            st.text(sentence)
        st.caption("Ask whether steady is good enough, and for whom.")


def open_page(matter: attention.Matter) -> None:
    """Go to the page with the choices that show the matter."""
    for name, value in matter.choices.items():
        choices.choose(name, value)
    st.switch_page(page_at(matter.page).file, query_params=choices.as_query())


@st.fragment
@one_look
def standing() -> None:
    """Filters, the headline figures, and one of them over time and by group."""
    chosen = filters("term", "compare", "site", "group")
    read = indicators.readings(chosen)
    shown = [read[name] for name in HEADLINES if name in read]
    at_a_glance.show(shown, chosen.period_id)
    ids = [reading.spec["indicator_id"] for reading in shown]
    kept = choices.choice("figure")
    picked = st.selectbox(
        "Figure to see over time and by group",
        ids,
        index=ids.index(kept) if kept in ids else 0,
        format_func=lambda name: read[name].name,
        key="figure_widget",
        on_change=lambda: choices.choose("figure", st.session_state["figure_widget"]),
    )
    over_time, across = st.columns(2)
    with over_time:
        indicators.show_trend(read[picked], chosen)
        indicators.show_sites(read[picked], chosen)
        indicators.trace(read[picked])
        notes.control("overview")
    with across:
        indicators.show_groups(read[picked], chosen)


if build() is None:
    empty(
        "Nothing has been loaded yet, so there is nothing to show; a first export takes ten minutes.",
        "Upload an export",
        "upload",
    )
else:
    look_first()
    st.subheader("Where we stand", anchor=False)
    standing()
    head_counts.show()
    freshness.show()
own_home.offer(role)
