"""Uploads: every file loaded so far, what was set aside and why, undo and bring back."""

import streamlit as st

from ui import cards, jobs, words
from ui.data import home
from ui.roles import current_role
from ui.shell import guard
from ui.upload import history, loading, mending, outcome

JOB = "village_history_job"


def overview(uploads: list) -> None:
    """All uploads in one table."""
    st.dataframe(
        history.table(home(), uploads),
        hide_index=True,
        column_config={"Loaded": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm", timezone="Europe/London")},
    )


def chosen(uploads: list) -> dict:
    """The upload to look at: a list to choose from, which the keyboard and a screen reader can use."""
    by_id = {upload["upload_id"]: upload for upload in uploads}
    name_of = lambda upload_id: history.name_of(by_id[upload_id])  # noqa: E731
    return by_id[st.selectbox("Look at one upload", list(by_id), format_func=name_of)]


def details(upload: dict) -> None:
    """What was taken and set aside of one upload, and the button that undoes it or brings it back."""
    with st.container(border=True):
        st.text(outcome.counts(upload["accepted"], upload["quarantined"], upload["duplicates"]))
        if upload["first_date"] and upload["last_date"]:
            st.caption(f"Dates from {history.day(upload['first_date'])} to {history.day(upload['last_date'])}.")
        for event in history.left_out(upload):
            st.text(event)
        if upload["is_active"] and not history.corrected(upload):
            mending.show(upload["upload_id"])
            mending.load_button([upload["upload_id"]], correct)
        label, icon = ("Undo this upload", "undo") if upload["is_active"] else ("Bring this upload back", "redo")
        if st.button(label, icon=f":material/{icon}:"):
            confirm(upload)


@st.dialog("Are you sure?")
def confirm(upload: dict) -> None:
    """Say what will happen and start it."""
    if upload["is_active"]:
        st.markdown("Its records leave every figure, and the figures are put together again. You can bring it back.")
        if history.corrections(home(), upload):
            st.markdown("Its corrections are uploads of their own: they stay in the figures unless you undo them too.")
    else:
        st.markdown("Its records count again, and the figures are put together again.")
    if st.button("Yes, undo it" if upload["is_active"] else "Yes, bring it back", type="primary"):
        active, role = home(), current_role()
        name = f"switch {active.root} {upload['upload_id']} {upload['is_active']}"
        start(name, lambda tell: history.switch(active, role, upload, tell))


def correct(changed: list) -> None:
    """Load records that were put right."""
    active, role = home(), current_role()
    work = lambda tell: loading.correct(active, role, loading.Outcome(), changed, tell)  # noqa: E731
    st.session_state[JOB] = jobs.start(f"correct {changed[0][0]} {active.root}", work)


def start(name: str, work: jobs.Work) -> None:
    """Start the work, or find it running, and draw the page again to watch it."""
    st.session_state[JOB] = jobs.start(name, work)
    st.rerun()


def report(job: jobs.Job) -> None:
    """Watch the work that was started here and, when it has ended, say what came of it once."""
    jobs.watch(job)
    del st.session_state[JOB]
    problem = job.error or (job.result.problem if isinstance(job.result, loading.Outcome) else job.result)
    if problem:
        st.error(words.plain(problem))
    else:
        st.success("Done. The figures were put together again.", icon=":material/check_circle:")


guard("uploads")
cards.heading(
    "Uploads", "Every file loaded so far, what was set aside and why. An upload can be undone and brought back."
)
if JOB in st.session_state:
    report(st.session_state[JOB])
found = history.uploads(home())
if found:
    overview(found)
    details(chosen(found))
    if st.button("Put the figures together again", icon=":material/refresh:", help="After a build that failed."):
        active = home()
        start(f"build {active.root}", lambda tell: loading.build(active, tell))
else:
    cards.empty("Nothing has been loaded yet.", "Load the first export", "upload")
