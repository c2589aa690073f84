"""Barriers: what parents and staff say stands in the way, where they differ, and what is published."""

import streamlit as st

from ui import perceptions, words
from ui.cards import empty, figure, heading
from ui.charts.barriers import parents_and_staff, upper_limit
from ui.data import build, mart
from ui.drawing import drawn
from ui.filters import Filters, filters
from ui.shell import guard

role = guard("barriers")
heading("Barriers", "What stands between families and the school, as parents name it and as staff do.")


def stands_out(wave: perceptions.Wave, before: perceptions.Wave | None, chosen: Filters) -> None:
    """Three sentences that can be read aloud in a meeting."""
    with st.container(border=True):
        if wave.period_id != chosen.period_id:
            asked, last = words.period(chosen.period_id), words.period(wave.period_id)
            st.caption(f"No survey in {asked}; this is the last before it, {last}.")
        for sentence in (perceptions.most_named(wave), perceptions.widest_gap(wave), perceptions.changed(wave, before)):
            st.text(sentence)


def group_figure(wave: perceptions.Wave, barrier_group: str, label: str, families: str) -> None:
    """One of the three groups of barriers as a chart and a table."""
    rows = perceptions.chart_rows(wave, barrier_group)
    if rows.is_empty():
        empty(f"{label}: none of these was named in {words.period(wave.period_id)}.")
        return
    table = perceptions.as_table(wave, barrier_group)
    title = f"{label}: share naming each, {families}, {words.period(wave.period_id)}"
    alt = "; ".join(f"{row['Barrier']}: parents {row['Parents']}, staff {row['Staff']}" for row in table.to_dicts())
    sources = rows["published_source"].drop_nulls().unique(maintain_order=True).to_list()
    figure(
        words.plain(title),
        drawn(parents_and_staff, rows, description=alt, upper=upper_limit(wave.rows)),
        table,
        n=wave.n,
        alt=f"{title}. {alt}.",
        source="; ".join(sources) or None,
    )


@st.fragment
def body() -> None:
    """Everything that the filters change."""
    chosen = filters("term", "site", "group")
    waves = perceptions.waves(chosen)
    if not waves:
        empty(
            f"No survey about barriers was loaded for {words.period(chosen.period_id)} or before.",
            "Upload an export",
            "upload",
        )
        return
    wave, before = waves[0], waves[1] if len(waves) > 1 else None
    stands_out(wave, before, chosen)
    groups = mart("dim_barriers").select("barrier_group", "barrier_group_label").unique(maintain_order=True)
    for barrier_group, label in groups.iter_rows():
        group_figure(wave, barrier_group, label, words.group(chosen.group_type, chosen.group_value))
    if wave.staff_is_whole and chosen.group_type != "all":
        st.caption("Staff are not split by group of pupils: all staff are shown beside the chosen families.")
    notes = {"Named by nobody": perceptions.named_by_nobody(wave), "Not asked about": perceptions.not_asked(wave)}
    for note, labels in notes.items():
        if labels:
            st.caption(f"{note}: {', '.join(labels)}.")
    st.caption(
        "People could name several barriers. Lines are 95% ranges: where they overlap, the shares may not differ."
    )


if build() is None:
    empty("Nothing has been loaded yet; a parent or staff survey fills this page.", "Upload an export", "upload")
else:
    body()
