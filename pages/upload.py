"""Upload: drop exports, see what was recognised and why, load them, watch the build, see what changed."""

import streamlit as st

from ui import cards, jobs, own_home, upload_cards, uploading
from ui.data import home
from ui.shell import guard

JOB = "village_upload_job"
DROP = "village_drop_number"
ANSWERS = "village_upload_answers"


def inspections() -> list[tuple[uploading.Dropped, object]]:
    """Each dropped file with its inspection, in the order dropped; drawing them collects the answers."""
    number = st.session_state.setdefault(DROP, 0)
    dropped = st.file_uploader(
        "Exports as CSV files, one or several",
        accept_multiple_files=True,
        key=f"village_drop_{number}",
        help="Straight from the school's system, the form tool or the texting service. Nothing is stored until you "
        "press Load.",
    )
    return [examine(file) for file in dropped]


def examine(file) -> tuple[uploading.Dropped, object]:
    """One file, inspected with the answers given; a new answer looks at the file again."""
    answers = st.session_state.setdefault(ANSWERS, {})
    given = uploading.Dropped(file.name, file.getvalue(), tuple(sorted(answers.get(file.file_id, {}).items())))
    inspection = inspect(str(home().root), given.key, given)
    chosen = upload_cards.inspected(given, inspection)
    if chosen != dict(given.answers):
        answers[file.file_id] = chosen
        st.rerun()
    return given, inspection


@st.cache_data(max_entries=32, show_spinner="Looking at the file …", scope="session")
def inspect(home_root: str, key: str, _dropped: uploading.Dropped):
    """Cached by home, content and answers, for this session alone: files are not kept for anyone else."""
    return uploading.inspect(home(), _dropped)


def load(role: str, files: list[uploading.Dropped]) -> None:
    """Start loading; a second press finds the first one's work and watches it."""
    active = home()
    name = "load " + " ".join([str(active.root), *(file.key for file in files)])
    work = lambda tell: uploading.load_and_build(active, role, files, tell)  # noqa: E731
    st.session_state[JOB] = jobs.start(name, work)


def show(job: jobs.Job) -> None:
    """Watch the work, then say what came of it."""
    jobs.watch(job)
    if job.error:
        st.error(job.error)
    else:
        upload_cards.outcome(job.result)
    cards.link("See the Overview", "overview")
    cards.link("See every upload, or undo one", "uploads")
    if st.button("Load more files", type="primary"):
        del st.session_state[JOB]
        st.rerun()


def choose_files(role: str) -> None:
    """Drop, check, answer, press Load."""
    examined = inspections()
    ready = [file for file, inspection in examined if inspection.decision in ("accept", "accept_with_warnings")]
    waiting = any(inspection.decision == "ask" for _, inspection in examined)
    if waiting:
        st.info("Answer the question above, and the file can be loaded.", icon=":material/help:")
    label = "Load this file" if len(ready) == 1 else f"Load these {len(ready)} files"
    if ready and st.button(label, type="primary", icon=":material/publish:", disabled=waiting):
        load(role, ready)
        st.session_state[DROP] += 1
        st.rerun()
    own_home.offer(role)


role = guard("upload")
uploading.get_ready()
cards.heading("Upload", "Drop an export, check what was recognised, and load it. Nothing is stored before you do.")
form, work = st.container(key="upload_form"), st.container(key="upload_work")
if JOB in st.session_state:
    # Streamlit keeps what was drawn before in sight, greyed, for as long as the work runs.
    st.html("<style>.st-key-upload_form { display: none; }</style>")
    with work:
        show(st.session_state[JOB])
else:
    with form:
        choose_files(role)
