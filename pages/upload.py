"""Upload: drop exports, see what was recognised and why, put right, load, watch the build, see what changed."""

import streamlit as st

from ui import cards, jobs, own_home
from ui.data import home
from ui.shell import guard
from ui.upload import card, files, forms, history, loading, outcome, said

JOB = "village_upload_job"


@st.cache_data(max_entries=32, show_spinner="Looking at the file …", scope="session")
def inspect(home_root: str, stamp: tuple, digest: str, said_of_it: said.Said, _dropped: files.Dropped):
    """Cached by home, its uploads, content and answers, for this session alone: files are kept for nobody else."""
    return loading.inspect(home(), _dropped, said_of_it)


def examine(file: files.Dropped) -> object:
    """The inspection of one file with what was said of it; anything said anew looks at the file again."""
    active = home()
    return inspect(str(active.root), history.stamp(active), file.digest, said.frozen(file.digest), file)


def start(name: str, work: jobs.Work) -> None:
    """Start work; a second press finds the first one's and watches it."""
    st.session_state[JOB] = jobs.start(f"{name} {home().root}", work)


def load(role: str, ready: list[files.Dropped]) -> None:
    """Start loading these files."""
    active, given = home(), [(file, said.frozen(file.digest)) for file in ready]
    name = "load " + " ".join(f"{file.digest} {told}" for file, told in given)
    start(name, lambda tell: loading.load_and_build(active, role, given, tell))


def undo(role: str, found: loading.Outcome) -> None:
    """Take out what was loaded, or bring it back."""
    active, name = home(), f"switch {found.new_uploads} {found.is_undone}"
    start(name, lambda tell: loading.switch(active, role, found, tell))


def correct(role: str, found: loading.Outcome, changed: list) -> None:
    """Load records that were put right."""
    active, uploads = home(), [upload_id for upload_id, _ in changed]
    start(f"correct {uploads}", lambda tell: loading.correct(active, role, found, changed, tell))


def finish() -> None:
    """Back to the list, without the files that were loaded."""
    found = st.session_state.pop(JOB).result
    if found:
        files.take_off([file.digest for file in found.files if file.result])


def show(role: str, job: jobs.Job) -> None:
    """Watch the work, then say what came of it."""
    jobs.watch(job)
    if job.error:
        st.error(job.error)
    else:
        found = job.result
        outcome.show(found, lambda: undo(role, found), lambda changed: correct(role, found, changed))
    cards.link("See the Overview", "overview")
    cards.link("See every upload, or undo one", "uploads")
    st.button("Load more files", on_click=finish)


def load_bar(role: str, ready: list[files.Dropped], others: int) -> None:
    """Always in sight: the one button, or why there is none yet."""
    with st.bottom, st.container(key="upload_bar"):
        if ready:
            label = "Load this file" if len(ready) == 1 else f"Load these {len(ready)} files"
            st.button(label, type="primary", icon=":material/publish:", on_click=load, args=(role, ready))
        if others:
            st.caption(f"{others} of {len(ready) + others} files cannot be loaded yet: see what they say.")


def choose_files(role: str) -> None:
    """Drop, look, answer, put right, press Load."""
    files.drop_zone()
    examined = [(file, examine(file)) for file in files.waiting()]
    names = history.names(home())
    for file, inspection in examined:
        card.show(file, inspection, names, is_alone=len(examined) == 1)
    ready = [file for file, inspection in examined if inspection.decision in card.LOADABLE]
    if examined:
        load_bar(role, ready, len(examined) - len(ready))
    forms.offer()
    own_home.offer(role)


role = guard("upload")
loading.get_ready()
cards.heading("Upload", "Drop an export, check what was recognised, and load it. Nothing is stored before you do.")
form, work = st.container(key="upload_form"), st.container(key="upload_work")
if JOB in st.session_state:
    # Streamlit keeps what was drawn before in sight, greyed, for as long as the work runs.
    st.html("<style>.st-key-upload_form, .st-key-upload_bar { display: none; }</style>")
    with work:
        show(role, st.session_state[JOB])
else:
    with form:
        choose_files(role)
