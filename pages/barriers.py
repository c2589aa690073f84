"""Barriers: what parents and staff say stands in the way, where they differ, and what is being done about it."""

import streamlit as st

from ui import choices, perceptions, words
from ui.barriers import answered, associations, differences, groups, picked
from ui.cards import empty, figure, heading, sentences
from ui.charts.barriers import parents_and_staff
from ui.data import build, one_look
from ui.drawing import drawn
from ui.filters import Filters, filters
from ui.navigation import page_at
from ui.shell import guard
from ui.tables import written

role = guard("barriers")
heading("Barriers", "What stands between families and the school, as parents name it and as staff do.")


def stands_out(wave: perceptions.Wave, found: differences.Differences, chosen: Filters) -> None:
    """Sentences that can be read aloud in a meeting, and the question to ask."""
    older = ""
    if wave.period_id != chosen.period_id:
        asked, last = words.period(chosen.period_id), words.period(wave.period_id)
        older = f"No survey in {asked}; this is the last before it, {last}."
    ask = answered.question(chosen, differs=bool(found.perception["is_clear"].any()))
    sentences(older, *groups.stands_out(chosen), note=ask, is_boxed=True)


def group_figure(wave: perceptions.Wave, group: groups.Group) -> None:
    """One of the three groups of barriers as a chart and a table."""
    if group.rows.is_empty():
        empty(f"{words.plain(group.label)}: none of these was named in {words.period(wave.period_id)}.")
        return
    figure(
        group.label,
        drawn(parents_and_staff, group.rows, description=group.label, upper=group.upper),
        group.table,
        n=f"{wave.n}, {words.period(wave.period_id)}",
        alt=group.alt,
        source=group.source,
        picks=("barrier_id",),
        on_pick=picked.pick,
    )


def notes(wave: perceptions.Wave, chosen: Filters) -> None:
    """How to read the charts, and what they leave out, for whoever asks."""
    asked = st.expander("How to read this, and what is left out", key="how_to_read", on_change="rerun")
    if not asked.open:
        return
    with asked:
        for sentence in groups.left_out(chosen):
            st.caption(words.plain(sentence))
        if wave.staff_is_whole and chosen.group_type != "all":
            st.caption("Staff are not split by group of pupils: all staff are shown beside the chosen families.")
        st.caption(
            "People could name several barriers. Lines are 95% ranges. A difference is called clear where it would be "
            "even though many are looked at: of all that are called so, about one in twenty may be chance."
        )


def what_is_done(chosen: Filters, barrier_id: str | None) -> None:
    """The barriers named most, or the one that is picked, beside the actions and ideas that answer them."""
    title = "What is being done about the most named"
    done = answered.found(chosen, barrier_id, with_own_names=role != "governor")
    if done.table.is_empty():
        st.subheader(title, anchor=False)
        empty("Not among the barriers that parents name most, or too few parents answered to say.")
        return
    written(done.table, done.gaps, done.idle, title=title)
    if st.button("See the ideas"):
        st.switch_page(page_at("ideas").file, query_params=choices.as_query())


@st.fragment
@one_look
def body() -> None:
    """Everything that the filters change."""
    chosen = filters("term", "site", "group")
    waves = perceptions.waves(chosen)
    if not waves:
        none = f"No survey about barriers was loaded for {words.period(chosen.period_id)} or before."
        empty(none, "Upload an export", "upload")
        return
    wave = waves[0]
    found = differences.read(wave.period_id, chosen)
    stands_out(wave, found, chosen)
    with st.container(horizontal=True, key="groups"):
        for group in groups.read(chosen):
            group_figure(wave, group)
    notes(wave, chosen)
    one = picked.control()
    if one:
        st.text(picked.over_time(waves, one))
    what_is_done(chosen, one)
    associations.show(found.term.partition(" ")[0])
    families = picked.only(found.groups, one)
    if families.height:
        title = f"Which families name it more, {words.period(found.term)}"
        asked = st.expander(title, key="families_naming", on_change="rerun")
        if asked.open:
            with asked:
                written(differences.groups_table(families))


if build() is None:
    empty("Nothing has been loaded yet; a parent or staff survey fills this page.", "Upload an export", "upload")
else:
    body()
