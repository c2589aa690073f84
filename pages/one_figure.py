"""One figure: any indicator by itself, over time or by site and group, beside another term, and where it comes from."""

import streamlit as st

from ui import choices, indicators, left_out, words
from ui.cards import empty, heading
from ui.data import build, one_look
from ui.explore import notes
from ui.filters import filters, way_up
from ui.navigation import page_at
from ui.shell import guard

PEOPLE = {
    "attendance": ("See the pupils", "attendance"),
    "contacts": ("See the families", "reach"),
    "events": ("See the families", "reach"),
}
OVER_TIME, BY_GROUP = "Over time", "By site and group"

role = guard("one_figure")
heading("One figure", "Choose a figure, then click a point to look closer; every click can be made in the lists too.")


def pick(ids: list[str], names: dict[str, str]) -> str:
    """The figure to see, from the address or the list."""
    kept = choices.choice("figure")
    st.session_state["one_figure"] = kept if kept in ids else ids[0]
    return st.selectbox("Figure", ids, format_func=names.get, key="one_figure", on_change=keep)


def keep() -> None:
    """Keep the figure that was chosen from the list."""
    choices.choose("figure", st.session_state["one_figure"])


def people_behind(reading: indicators.Reading) -> None:
    """For those who work with them, the way to the pupils or families that the figure counts."""
    feeds = reading.spec["feeds"].split(";")
    found = next((PEOPLE[feed] for feed in feeds if feed in PEOPLE), None)
    if found and role != "governor" and st.button(found[0]):
        st.switch_page(page_at(found[1]).file, query_params=choices.as_query())


@st.fragment
@one_look
def body() -> None:
    """Everything that the filters change."""
    chosen = filters("term", "compare", "site", "group")
    every = indicators.readings(chosen)
    read = {name: reading for name, reading in every.items() if reading.now}
    left_out.say(list(every.values()))
    if not read:
        empty("Nothing was counted for this term and group.")
        return
    reading = read[pick(list(read), {name: one.name for name, one in read.items()})]
    sides = (OVER_TIME, BY_GROUP) if reading.kind == words.SHARE else (OVER_TIME,)
    side = OVER_TIME
    if len(sides) > 1:
        side = st.segmented_control("Seen", sides, default=OVER_TIME, key="seen", required=True)
    way_up(chosen)
    show = indicators.show_groups if side == BY_GROUP else indicators.show_trend
    show(reading, chosen, lead=words.sentence(reading.in_words))
    indicators.trace(reading)
    people_behind(reading)
    notes.control("one_figure")


if build() is None:
    empty("Nothing has been loaded yet, so there is no figure to look at.", "Upload an export", "upload")
else:
    body()
