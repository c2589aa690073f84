"""The panel beside the idea bank: one idea in full, and the forms that say what is done with it."""

import streamlit as st

from ui import idea_desk, ideas, words
from ui.data import home
from ui.idea_desk import NEW_PHASE, Desk
from warehouse.register import drafts


def panel(idea: dict, barriers: dict[str, str], role: str) -> None:
    """Draw one row of ideas.bank: its words, where it stands, and what may be done with it next.

    ``barriers`` maps a barrier to its name.
    """
    now = idea_desk.desk(idea)
    phases = ideas.phases()
    st.subheader(words.plain(idea["name"]), anchor=False)
    st.text(idea["text"])
    st.caption(f"{idea['type_label']} · {idea['source']}")
    if idea["barriers"]:
        st.text("Meets: " + "; ".join(barriers[barrier] for barrier in idea["barriers"]) + ".")
    st.text(idea_desk.stands(idea, phases))
    _ended(now, phases)
    _left_over(now, role)
    _pick(now, idea, role)
    _phase(now, idea, phases, role)
    _tried(now, idea, role)


def _ended(now: Desk, phases: dict[str, str]) -> None:
    """How the last save ended; after a conflict the other's entry beside one's own."""
    if now.said:
        st.success(now.said)
    if "" in now.problems:
        st.error(now.problems[""])
    if now.theirs:
        theirs, yours = st.columns(2, border=True)
        theirs.caption("Theirs, saved while you were writing")
        theirs.text(idea_desk.stands(now.theirs, phases))
        yours.caption("Yours, not saved yet")
        yours.text("\n".join(idea_desk.typed(now).values()) or "Another state, without words of your own.")
        st.caption("Save again below to put yours in its place, or:")
        st.button("Let theirs stand", on_click=idea_desk.take_theirs, args=(now,))


def _left_over(now: Desk, role: str) -> None:
    """Text that was typed before and never saved."""
    for draft in drafts(home(), idea_desk.FORM, now.idea_id, role=role):
        if draft.draft_id == now.draft_id or not draft.content:
            continue
        with st.container(border=True):
            st.caption(f"Typed on {words.date(draft.saved_at)} and not saved:")
            st.text("\n".join(draft.content.values()))
            with st.container(horizontal=True):
                use, forget = f"use_{draft.draft_id}", f"forget_{draft.draft_id}"
                st.button("Go on with it", key=use, on_click=idea_desk.take_up, args=(now, draft))
                st.button("Throw it away", key=forget, on_click=idea_desk.throw_away, args=(draft,))


def _pick(now: Desk, idea: dict, role: str) -> None:
    if idea["state"] == "new":
        st.button(
            "Pick this idea", type="primary", on_click=idea_desk.set_state, args=(now, "picked", role), key="idea_pick"
        )
    elif idea["state"] == "picked":
        st.button("Put it back", on_click=idea_desk.set_state, args=(now, "new", role), key="idea_put_back")


def _phase(now: Desk, idea: dict, phases: dict[str, str], role: str) -> None:
    """An action for the idea, in a phase that is there or in a new one."""
    fields = ("phase", "new_phase", "action", "owner", "due_date")
    with st.expander("Put it into a phase", expanded=_is_open(now, fields)):
        options = [*phases, NEW_PHASE]
        names = phases | {NEW_PHASE: "A new phase"}
        phase_id = st.selectbox("Phase", options, index=None, format_func=names.get, key=now.key("phase"))
        _problem(now, "phase")
        if phase_id == NEW_PHASE:
            _text(now, "new_phase", "Name of the new phase", role)
        st.session_state.setdefault(now.key("action"), idea["label"])
        _text(now, "action", "What will be done", role)
        _text(now, "owner", "Owner (a role, not a name; may stay empty)", role)
        due_date = st.date_input("Due (may stay empty)", value=None, format="DD/MM/YYYY", key=now.key("due_date"))
        _problem(now, "due_date")
        args = (now, phase_id, due_date, role)
        st.button("Put it into the phase", on_click=idea_desk.put_into_phase, args=args, key="idea_phase")


def _tried(now: Desk, idea: dict, role: str) -> None:
    with st.expander("Say what came of it", expanded=_is_open(now, ("result",))):
        _text(now, "result", "What came of it, in a sentence (name no child or family)", role)
        st.button("It was tried", on_click=_save_tried, args=(now, idea, role), key="idea_tried")


def _save_tried(now: Desk, idea: dict, role: str) -> None:
    result = idea_desk.typed(now).get("result")
    idea_desk.set_state(now, "tried", role, phase_id=idea["phase_id"], result=result)


def _text(now: Desk, field: str, label: str, role: str) -> None:
    """One line of text, kept as a draft while it is typed, with its problem below it."""
    st.text_input(
        label,
        key=now.key(field),
        max_chars=500,
        live=True,
        on_change=idea_desk.keep_typed,
        args=(now, role),
    )
    _problem(now, field)


def _problem(now: Desk, field: str) -> None:
    if field in now.problems:
        st.error(now.problems[field])


def _is_open(now: Desk, fields: tuple[str, ...]) -> bool:
    """A form with text that was brought back or with a problem opens by itself."""
    filled = idea_desk.typed(now).keys() - {"action"}  # which has a text of its own from the start
    return bool(set(fields) & (now.problems.keys() | filled))
