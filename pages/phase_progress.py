"""Phase progress: how far a phase is, what is late or stuck, when what is due, and where the planning cycle is."""

import polars as pl
import streamlit as st

from ui import choices, progress, words
from ui.cards import empty, figure, heading
from ui.charts.phases import action_progress, burn_up, timeline
from ui.data import build, home
from ui.drawing import drawn
from ui.navigation import page_at
from ui.phases import burn_up as filling
from ui.phases import cycle, reading
from ui.phases.standing import Work
from ui.shell import guard
from warehouse.register import history

SOURCE = "the register, as senior leaders keep it; phase 1 from the Strategy, section 4.7"

role = guard("phase_progress")
heading("Phase progress", "What a phase set out to do, how far it is, and what needs a decision.")


def needs_a_decision(steps: pl.DataFrame, actions: pl.DataFrame) -> None:
    """Late and stuck first: they are what a meeting can do something about."""
    st.subheader("Late or stuck", anchor=False)
    found = progress.in_the_way(steps, actions)
    if not found:
        empty("Nothing is late and nothing is stuck.")
        return
    with st.container(border=True):
        for sentence in found:
            st.text(sentence)
        st.caption("Ask of each: what is in the way, who will move it, and by when?")


def over_time(work: Work, phase_id: str, steps: pl.DataFrame) -> None:
    """The steps on their dates, and how the phase fills up."""
    today, begin = reading.today(), work.phases[phase_id]["start_date"]
    count = f"{steps.height} steps"
    if steps["due_date"].count() or steps["done_date"].count():
        figure(
            "When each step is due, and how it stands",
            drawn(timeline, steps, as_of=today, description="Steps of the phase on their dates"),
            progress.steps_table(steps),
            n=count,
            alt="; ".join(steps["label"]) + ".",
            source=SOURCE,
        )
    else:
        st.subheader("How each step stands", anchor=False)
        st.dataframe(progress.steps_table(steps), hide_index=True, width="stretch")
    line = filling.burn_up(work.steps_of(phase_id), history(home(), "step_update"), begin, today)
    said = progress.against_plan(line, today)
    if line["day"].n_unique() == 1:
        st.text(said)
        return
    figure(
        "Steps done, against steps due and steps planned",
        drawn(burn_up, line, as_of=today, description=said),
        progress.burn_up_table(line),
        n=count,
        alt=said,
        source=SOURCE,
    )


def actions_of(work: Work, actions: pl.DataFrame) -> None:
    """Each action: steps done, state, owner, due date, and where it was carried."""
    phases = {one: phase["label"] for one, phase in work.phases.items()}
    figure(
        "Steps done for each action",
        drawn(action_progress, actions, description="Steps done for each action"),
        progress.actions_table(actions, phases),
        n=f"{actions.height} actions",
        alt="; ".join(actions["label"]) + ".",
        source=SOURCE,
    )
    for row in actions.to_dicts():
        if row["carried_to"] or row["carried_from"]:
            st.text(words.sentence(f"{row['action_label']}: {progress.action_state(row, phases)}"))


def notes(work: Work, phase_id: str) -> None:
    """What staff and senior leaders noted; governors read counts and labels, not notes."""
    found = reading.notes(work, phase_id)
    if role != "governor" and found.height:
        st.subheader("Notes and evidence", anchor=False)
        shown = found.with_columns(pl.Series("At", [words.date(day) for day in found["At"]]))
        st.dataframe(shown, hide_index=True, width="stretch")


def show(work: Work, phase_id: str) -> None:
    """One phase."""
    steps = progress.with_states(work.steps_frame(phase_id))
    actions = progress.action_rows(work.actions_frame(phase_id))
    if actions.is_empty():
        empty("This phase has no actions yet.", "Add the first action", "phase_desk")
        return
    st.text(f"{progress.overall(steps, actions)} As of {words.date(reading.today())}.")
    if role == "slt" and st.button("Bring this phase up to date", icon=":material/edit_calendar:"):
        st.switch_page(page_at("phase_desk").file, query_params=choices.as_query())
    needs_a_decision(steps, actions)
    if build():
        cycle.strip(cycle.parts(work, phase_id))
    if steps.height:
        over_time(work, phase_id, steps)
    actions_of(work, actions)
    notes(work, phase_id)


everything = reading.read()
chosen = reading.choose(everything)
if chosen is None:
    empty("Nothing has been planned yet; a senior leader makes the first phase.", "Make a phase", "phase_desk")
else:
    show(everything, chosen)
