"""What is done with one idea: picked, put into a phase, tried. Typed text is a draft until it is saved."""

from dataclasses import dataclass, replace
from uuid import uuid4

import streamlit as st

from ui import ideas, words
from ui.data import home
from ui.messages import sentence_of
from warehouse.errors import VillageError
from warehouse.register import NOTHING_SEEN, Conflict, NewEntry, RegisterError, discard_draft, record_all, save_draft

FORM = "idea"
NEW_PHASE = "new"
_TYPED = ("action", "new_phase", "owner", "result")
_KEY = "village_idea_desk"


@dataclass(frozen=True)
class Desk:
    """One opening of the panel on an idea: the row that was seen, the id of the submit, and how the last save ended.

    ``theirs`` is another person's row that was saved in between; ``problems`` maps a field to its sentence, '' for
    what no field is to blame for.
    """

    idea_id: str
    base_row_id: int
    client_id: str
    problems: dict[str, str]
    theirs: dict | None = None
    said: str = ""

    @property
    def draft_id(self) -> str:
        return f"{FORM}_{self.client_id}"

    def key(self, field: str) -> str:
        """The widget of a field; a new opening has empty widgets."""
        return f"idea_{field}_{self.client_id}"


def desk(idea: dict) -> Desk:
    """The opening on ``idea`` (a row of ideas.bank); another idea is opened anew."""
    kept = st.session_state.get(_KEY)
    return kept if kept and kept.idea_id == idea["idea_id"] else opened(idea["idea_id"], idea["row_id"])


def opened(idea_id: str, row_id: int | None, said: str = "") -> Desk:
    """Open the panel with empty fields; ``said`` is what became of the last save."""
    return _keep(Desk(idea_id, row_id or NOTHING_SEEN, uuid4().hex, {}, said=said))


def just_saved() -> str | None:
    """The idea whose new state was saved last while it was open: a filter must not take it out of sight at once."""
    kept = st.session_state.get(_KEY)
    return kept.idea_id if kept and kept.said else None


def typed(now: Desk) -> dict[str, str]:
    """What stands in the text fields, blanks left out."""
    fields = {field: (st.session_state.get(now.key(field)) or "").strip() for field in _TYPED}
    return {field: text for field, text in fields.items() if text}


def keep_typed(now: Desk, role: str) -> None:
    """Keep the text fields as a draft; a register that cannot be written says so and the text stays in the page."""
    try:
        save_draft(home(), now.draft_id, FORM, now.idea_id, typed(now), role=role)
    except VillageError as error:
        _keep(replace(now, problems={"": sentence_of(error)}))


def take_up(now: Desk, draft) -> None:
    """Put a draft back into the fields; it goes on under the same id."""
    fresh = _keep(replace(now, client_id=draft.draft_id.removeprefix(f"{FORM}_")))
    for field in _TYPED:
        st.session_state[fresh.key(field)] = draft.content.get(field, "")


def throw_away(draft) -> None:
    """Forget a draft that is not wanted."""
    discard_draft(home(), draft.draft_id)


def set_state(now: Desk, state: str, role: str, **more: str | None) -> None:
    """Save a state of the idea alone."""
    _save(now, [_pick(now, state, **more)], role, f"Saved: the idea is {ideas.STATES[state]}.")


def put_into_phase(now: Desk, phase_id: str | None, due_date, role: str) -> None:
    """Save the action, its phase where that is new, and the idea's state, all together or not at all."""
    text = typed(now)
    entries = []
    if phase_id == NEW_PHASE:
        phase_id = f"phase_{now.client_id[:16]}"
        entries.append(NewEntry("phase", {"phase_id": phase_id, "label": text.get("new_phase", "")}))
    action = {
        "action_id": f"action_{now.client_id[:16]}",
        "phase_id": phase_id or "",
        "label": text.get("action", ""),
        "idea_id": now.idea_id,
        "owner_role": text.get("owner"),
        "due_date": due_date,
    }
    entries += [NewEntry("action", action), _pick(now, "in_phase", phase_id=phase_id)]
    _save(now, entries, role, "Saved: the idea is in the phase, with an action of its own.")


def take_theirs(now: Desk) -> None:
    """Let the other person's entry stand and close what was typed; the draft goes with it."""
    discard_draft(home(), now.draft_id)
    opened(now.idea_id, now.theirs["row_id"], "Theirs stands; nothing of yours was saved.")


def _pick(now: Desk, state: str, **more: str | None) -> NewEntry:
    return NewEntry("idea_pick", {"idea_id": now.idea_id, "state": state, **more}, base_row_id=now.base_row_id)


def _save(now: Desk, entries: list[NewEntry], role: str, said: str) -> None:
    try:
        receipts = record_all(home(), entries, role=role, client_id=now.client_id, draft_ids=[now.draft_id])
    except Conflict as conflict:
        _keep(replace(now, base_row_id=conflict.row["row_id"], theirs=conflict.row, problems={"": str(conflict)}))
    except RegisterError as error:
        _keep(replace(now, problems=_by_field(error, typed(now), entries)))
    except VillageError as error:
        _keep(replace(now, problems={"": sentence_of(error)}))
    else:
        opened(now.idea_id, receipts[-1].row_id, said)


def _by_field(error: RegisterError, text: dict[str, str], entries: list[NewEntry]) -> dict[str, str]:
    """The register's fields as this panel names them; a phase and an action both have a label."""
    is_phase = entries[0].kind == "phase" and "new_phase" not in text
    names = {"label": "new_phase" if is_phase else "action", "phase_id": "phase", "owner_role": "owner"}
    return {names.get(field, field): said for field, said in error.problems.items()} or {"": str(error)}


def _keep(now: Desk) -> Desk:
    st.session_state[_KEY] = now
    return now


def stands(idea: dict, phases: dict[str, str]) -> str:
    """What has become of the idea, in a sentence: its state, the phase, who said so and when."""
    phase = phases.get(idea["phase_id"] or "", "a phase that was withdrawn")
    state = f"In the phase '{phase}'" if idea["state"] == "in_phase" else ideas.STATES[idea["state"]].capitalize()
    if idea["row_id"] is None:
        return words.sentence(state if idea["state"] == "in_phase" else "New: nothing has been done with it yet")
    by = words.ROLES.get(idea["recorded_by_role"], idea["recorded_by_role"])
    said = f"{state}, {by}, {words.date(idea['recorded_at'])}"
    return words.sentence(said + (f". What came of it: {idea['result']}" if idea["result"] else ""))
