"""The steps of a release on the page: work it out, look, sign off; each runs as a job that outlives the click."""

import streamlit as st

from ui import jobs, recording
from ui.data import home, mart
from ui.messages import sentence_of
from ui.releasing import summary
from ui.roles import current_role
from ui.tables import table
from warehouse import acts, release
from warehouse.disclosure.planning import BEFORE, SMALL, TOGETHER
from warehouse.errors import VillageError
from warehouse.read import Release, current_release, list_releases

JOB, SAID = "village_release_job", "village_release_said"


def standing() -> None:
    """What governors read now."""
    if said := st.session_state.pop(SAID, None):
        st.success(said)
    now = current_release(home())
    if now is None:
        st.markdown("Governors read nothing yet: no release has been signed off, or all were taken back.")
        return
    st.text(f"Governors read the release of {summary.moment(now.released_at)}, signed off by {now.released_by}.")
    st.text(summary.kept(now.figures))


def start() -> None:
    """Work out what a release of the current build would show; a second press finds the first one's."""
    active, role = home(), current_role()
    work = lambda tell: acts.prepare_release(active, role, tell)  # noqa: E731
    st.session_state[JOB] = jobs.start(f"release {active.root}", work)


def drafted() -> release.Draft | None:
    """The draft that was worked out, after watching the work; None where there is none or it failed."""
    job = st.session_state.get(JOB)
    if job is None:
        return None
    jobs.watch(job)
    if job.error:
        st.error(job.error)
    return job.result


def show(draft: release.Draft) -> None:
    """What would be shown and held back, and what has changed since the release before."""
    st.text(summary.kept(draft.figures))
    names = dict(mart("dim_indicators").select("indicator_id", "name").iter_rows())
    rows = [(cell.about, item in draft.plan.shown, _reason(draft, item)) for item, cell in draft.plan.cells.items()]
    table(summary.by_subject(rows, names), "What is shown and held back")
    st.caption(summary.HOW)
    if draft.figures["as_released"]:
        st.text(f"{draft.figures['as_released']:,} figures stay as they were released, because few have changed since.")


def _reason(draft: release.Draft, item: tuple) -> str:
    if item in draft.plan.small:
        return SMALL
    return BEFORE if item in draft.plan.held_before else TOGETHER


def sign(draft: release.Draft) -> None:
    """The form that signs off; refused drafts can be signed with earlier years kept as they were released."""
    if draft.refused_because:
        st.warning(draft.refused_because.replace(" (--keep-earlier)", ""))
    with st.form("release_sign_off"):
        by = recording.named(current_role(), "Signed off by", help="Your name; it stands beside the release.")
        is_kept = not draft.refused_because or st.checkbox("Keep those school years as they were released")
        if st.form_submit_button("Sign off and let governors read it", type="primary"):
            _signed(draft, by, bool(draft.refused_because) and is_kept)


def _signed(draft: release.Draft, by: str, keep_earlier: bool) -> None:
    try:
        acts.sign_release(home(), current_role(), by, draft, keep_earlier=keep_earlier)
    except VillageError as error:
        st.error(sentence_of(error).replace(" with --by or on the page", ""))
        return
    del st.session_state[JOB]
    st.session_state[SAID] = "Signed off; governors read it from now on."
    st.rerun()


def earlier() -> None:
    """Every release, and the way to take the one that stands back."""
    listed = list_releases(home())
    if not listed:
        return
    st.subheader("Releases", anchor=False)
    table(summary.log(listed), "Releases")
    now = current_release(home())
    if now:
        _offer_withdrawal(now)


def _offer_withdrawal(now: Release) -> None:
    with st.expander("Take the current release back"), st.form("release_withdraw", border=False):
        st.markdown("Governors then read the release before it, or nothing. What they have seen stays seen.")
        by = recording.named(current_role(), "Taken back by")
        if st.form_submit_button("Take it back"):
            if not by.strip():
                st.error("Give the name of whoever takes it back.")
                return
            acts.withdraw_release(home(), current_role(), by.strip(), now.release_id)
            st.session_state[SAID] = "The release was taken back."
            st.rerun()
