"""One file before it is loaded: its state in a line, what to know of it, and the steps to look at or to change."""

import streamlit as st

from ui import words
from ui.data import home
from ui.roles import current_role
from ui.upload import changes, columns, dates, files, steps, survey, what
from ui.upload.files import Dropped
from warehouse import acts
from warehouse.intake.memory import AS_LAST_TIME
from warehouse.intake.results import Inspection

LOADABLE = ("accept", "accept_with_warnings")


def show(file: Dropped, inspection: Inspection, names: dict[str, str], *, is_alone: bool) -> None:
    """Draw the file. Of several, those that need nobody show one line until somebody wants more."""
    with st.container(border=True):
        st.subheader(words.plain(file.name), anchor=False)
        _state(inspection)
        _memory(file, inspection)
        if is_alone or _is_open(file, inspection, names):
            steps.show(_steps(file, inspection, names), file.digest)
        st.button(
            "Take this file off the list",
            key=f"village_off {file.digest}",
            type="tertiary",
            on_click=files.take_off,
            args=([file.digest],),
        )


def _is_open(file: Dropped, inspection: Inspection, names: dict[str, str]) -> bool:
    """Whether the steps are shown: at first where they need somebody, then as somebody wants."""
    key = f"village_open {file.digest}"
    if key not in st.session_state:
        is_fine = all(step.state == steps.FINE for step in _steps(file, inspection, names))
        st.session_state[key] = inspection.decision not in LOADABLE or not is_fine
    return st.toggle("Show how it is read", key=key)


def _steps(file: Dropped, inspection: Inspection, names: dict[str, str]) -> list[steps.Step]:
    """Those that there is something to say in; a file that is refused may still be read otherwise."""
    found = [what.step(file, inspection)]
    if inspection.columns:
        found.append(columns.step(file, inspection))
    if inspection.error:
        return found
    found.append(dates.step(file, inspection))
    if inspection.kind == "survey":
        found.append(survey.step(file, inspection))
    return [*found, changes.step(file, inspection, names)]


def _state(inspection: Inspection) -> None:
    if inspection.error:
        refused(inspection.error)
    elif inspection.questions:
        said = f"One answer is needed before this file can be loaded. {inspection.why or ''}"
        st.info(words.plain(said.strip()), icon=":material/help:")
    else:
        feed = words.sentence(words.FEEDS[inspection.feed])
        st.markdown(f":material/check_circle: **Ready.** {feed} Records: {changes.line(inspection)}.")


def _memory(file: Dropped, inspection: Inspection) -> None:
    """Say that it is read as somebody said last time, and let go of that."""
    if AS_LAST_TIME in inspection.notes:
        st.caption(AS_LAST_TIME)
        label, key = "Forget what was said last time", f"village_forget {file.digest}"
        st.button(label, key=key, on_click=_forget, args=(inspection.fingerprint,))


def _forget(fingerprint: str) -> None:
    acts.forget_headings(home(), current_role(), fingerprint)


def refused(sentence: str) -> None:
    """Why a file was not taken, and that nothing of it was kept."""
    st.error(words.plain(sentence), icon=":material/block:")
    if "othing was stored" not in sentence:
        st.caption("Nothing was stored.")
