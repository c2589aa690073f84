"""Carrying an action over: it goes on in another phase with its open steps, and is marked as carried in this one."""

from ui.needs.forms import refused
from ui.phases.form import DatedForm
from ui.phases.standing import Work
from warehouse.register import NOTHING_SEEN, NewEntry


def carry_over(work: Work, phase_id: str, role: str) -> None:
    """Choose an open action, the phase it goes on in, and say why."""
    actions = {
        row["action_id"]: row
        for row in work.actions_of(phase_id)
        if row["status"] != "done" and row["carried_to"] is None
    }
    others = {one: phase["label"] for one, phase in work.phases.items() if one != phase_id}
    form = DatedForm("carry_over", phase_id, role, {})
    form.open({"action_id": None, "to_phase_id": None, "reason": "", "due_date": None})
    form.choose("action_id", "Action that is not done", {one: row["action_label"] for one, row in actions.items()})
    form.choose("to_phase_id", "Goes on in", others, placeholder="Choose" if others else "Make the next phase first")
    form.text("reason", "Why it carries over (name no child or family)")
    form.day("due_date", "New due date, for it and its open steps")
    form.button(
        "Carry it over",
        lambda values, _: entries(values, actions, work.steps, form.submit_id),
        done="Saved. The action goes on in the other phase with its open steps, and is marked as carried here.",
    )
    form.status()


def entries(values: dict, actions: dict[str, dict], steps: list[dict], submit_id: str) -> list[NewEntry]:
    """The action in its new phase, the carry-over that joins the two, and each open step with the state it had."""
    action = actions.get(values["action_id"])
    if action is None:
        raise refused("action_id", "Choose the action that carries over, then save again.")
    if not values["to_phase_id"]:
        raise refused("to_phase_id", "Choose the phase it carries over to, then save again.")
    if not values["reason"].strip():
        raise refused("reason", "Say in a sentence why the action carries over, then save again.")
    new_id = f"action_{submit_id}"
    new = {name: action[name] for name in ("idea_id", "option_id", "owner_role")}
    new |= {"action_id": new_id, "phase_id": values["to_phase_id"], "label": action["action_label"]}
    joined = {"action_id": action["action_id"], "to_phase_id": values["to_phase_id"], "to_action_id": new_id}
    found = [
        NewEntry("action", {**new, "due_date": values["due_date"]}, NOTHING_SEEN),
        NewEntry("carry_over", {**joined, "reason": values["reason"]}),
    ]
    still_open = [row for row in steps if row["action_id"] == action["action_id"] and row["status"] != "done"]
    for number, row in enumerate(still_open, start=1):
        found += _again(row, f"step_{submit_id}_{number}", new_id, number, values["due_date"])
    if action["idea_id"]:
        pick = {"idea_id": action["idea_id"], "state": "in_phase", "phase_id": values["to_phase_id"]}
        found.append(NewEntry("idea_pick", pick))
    return found


def _again(row: dict, step_id: str, action_id: str, position: int, due_date) -> list[NewEntry]:
    step = {"step_id": step_id, "action_id": action_id, "label": row["step_label"], "position": position}
    state = {"step_id": step_id, "status": row["status"], "owner_role": row["owner_role"], "due_date": due_date}
    return [NewEntry("step", step, NOTHING_SEEN), NewEntry("step_update", state, NOTHING_SEEN)]
