"""Attendance: the rate beside what is published, why sessions are missed and when, and how far pupils have come."""

import polars as pl
import streamlit as st

from ui import indicators, words
from ui.attendance import codes, days, journeys, published, totals
from ui.cards import empty, heading
from ui.data import build, mart, one_look
from ui.explore.clicks import onward
from ui.filters import Filters, filters
from ui.shell import guard

RATE = "attendance_rate"
WHOLE_ALONE = "Why sessions are missed, and how far pupils have come, governors read of the whole school alone."

role = guard("attendance")
heading("Attendance", "How much of their schooling pupils get, what they miss it for, and when.")


def to_see(reading: indicators.Reading | None, why: pl.DataFrame, runs: pl.DataFrame) -> None:
    """The one thing to see, and the question to ask."""
    cause, ask = codes.most_missed(why)
    now = "no attendance was loaded for this period" if reading is None else reading.in_words
    with st.container(border=True):
        st.text(words.sentence(f"Attendance: {now}"))
        for sentence in (cause, journeys.long_runs(runs)):
            if sentence:
                st.text(sentence)
        unseen = codes.ASK_ANY if reading and reading.now else "Ask when marks of these pupils will be loaded."
        st.caption(ask or unseen)


def over_time(chosen: Filters) -> None:
    """The rate by half term up to the chosen period, and at the end of its year beside published figures.

    Half terms are not released to governors; terms are.
    """
    year = chosen.period_id.partition(" ")[0]
    halves = mart("dim_periods", period_type="half_term", has_data=True)
    halves = halves.filter(pl.col("period_id").str.starts_with(chosen.period_id))
    last = chosen
    if halves.height:
        last = Filters("half_term", halves["period_id"][-1], chosen.site, chosen.group_type, chosen.group_value)
    reading = indicators.readings(last).get(RATE)
    if reading and reading.now:
        indicators.show_trend(reading, last)
        indicators.trace(reading)
    whole = Filters("year", year, chosen.site, chosen.group_type, chosen.group_value)
    published.show(published.read(chosen), indicators.readings(whole).get(RATE))


def how_far(chosen: Filters, moved: pl.DataFrame, runs: pl.DataFrame) -> None:
    """Pupils on roll now, whatever the term: change since they came, and sessions missed in a row."""
    st.subheader("Pupils on roll now", anchor=False)
    if runs.is_empty():
        is_part = role == "governor" and chosen.group_type != "all"
        empty(WHOLE_ALONE if is_part else "No marks of pupils who are on roll now.")
        return
    left, right = st.columns(2)
    with left:
        journeys.show("entry_to_now", "From the first six weeks to the latest six", moved, narrows=role != "governor")
        st.caption(
            "Attendance is best in early autumn and lowest in summer, so those who came in September tend to fall; "
            "what is unusually low at first tends to rise by itself. Ask about pupils, not about the average."
        )
    with right:
        title = "Sessions missed in a row, up to the newest mark"
        journeys.show("missed_in_a_row", title, runs, narrows=role != "governor")
        st.caption("Two sessions are a school day. Sessions that were not possible are passed over.")
    if role != "governor":
        journeys.pupils(chosen)
        totals.show()


@st.fragment
@one_look
def body() -> None:
    """Everything that the filters change."""
    onward()
    chosen = filters("term", "site", "group")
    why = codes.read(chosen)
    moved, runs = (journeys.read(measure, chosen) for measure in ("entry_to_now", "missed_in_a_row"))
    to_see(indicators.readings(chosen).get(RATE), why, runs)
    over_time(chosen)
    if why.height:
        left, right = st.columns(2)
        with left:
            codes.show(why, chosen)
        with right:
            days.show_to(role, chosen)
    how_far(chosen, moved, runs)


if build() is None:
    empty("Nothing has been loaded yet; an export of marks fills this page.", "Upload an export", "upload")
else:
    body()
