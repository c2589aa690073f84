"""What stands of all phases, put together from catalogue and register: order, state, lateness. Pure functions."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

STEP_COLUMNS = {
    "phase_id": pl.String,
    "action_id": pl.String,
    "action_position": pl.Int64,
    "action_label": pl.String,
    "step_id": pl.String,
    "step_position": pl.Int64,
    "step_label": pl.String,
    "status": pl.String,
    "start_date": pl.Date,
    "due_date": pl.Date,
    "done_date": pl.Date,
    "owner_role": pl.String,
    "days_late": pl.Int64,
}
ACTION_COLUMNS = {
    "phase_id": pl.String,
    "action_id": pl.String,
    "action_position": pl.Int64,
    "action_label": pl.String,
    "owner_role": pl.String,
    "owners": pl.String,
    "steps_total": pl.Int64,
    "steps_done": pl.Int64,
    "status": pl.String,
    "due_date": pl.Date,
    "days_late": pl.Int64,
    "carried_to": pl.String,
    "carried_from": pl.String,
}
NOT_STARTED = {
    "status": "not_started",
    "start_date": None,
    "due_date": None,
    "done_date": None,
    "owner_role": None,
    "note": None,
    "row_id": 0,
}


@dataclass(frozen=True)
class Work:
    """``phases`` by id, in order of their start; ``actions`` and ``steps`` in the order of their phase.

    Rows of actions and steps have the columns above; ``is_own`` says that the school made them, ``own_due`` is the
    due date typed in for the action itself, ``update`` a step's newest row in the register or NOT_STARTED.
    """

    phases: dict[str, dict]
    actions: list[dict]
    steps: list[dict]

    def actions_of(self, phase_id: str) -> list[dict]:
        return [row for row in self.actions if row["phase_id"] == phase_id]

    def steps_of(self, phase_id: str) -> list[dict]:
        return [row for row in self.steps if row["phase_id"] == phase_id]

    def actions_frame(self, phase_id: str) -> pl.DataFrame:
        """Columns of ACTION_COLUMNS."""
        return _frame(self.actions_of(phase_id), ACTION_COLUMNS)

    def steps_frame(self, phase_id: str) -> pl.DataFrame:
        """Columns of STEP_COLUMNS, those of rpt_phase_steps."""
        return _frame(self.steps_of(phase_id), STEP_COLUMNS)

    def owners(self) -> list[str]:
        """Every role that owns an action or a step."""
        return sorted({row["owner_role"] for row in [*self.actions, *self.steps] if row["owner_role"]})


def put_together(items: list[dict], rows: dict[str, list[dict]], day: dt.date) -> Work:
    """``items`` are rows of rpt_framework_items; ``rows`` the current rows of the register by kind."""
    phases = _phases(items, rows["phase"])
    actions = _actions(items, rows, phases)
    steps = _steps(items, rows, {row["action_id"]: row for row in actions}, day)
    return Work(phases, [_with_progress(row, steps, day) for row in actions], steps)


def _phases(items: list[dict], own: list[dict]) -> dict[str, dict]:
    nothing = {"term": None, "start_date": None, "end_date": None, "row_id": None}
    ids = dict.fromkeys(item["framework_id"] for item in items if item["item_type"] == "action")
    listed = {one: {"phase_id": one, "label": one.replace("_", " ").capitalize(), **nothing} for one in ids}
    made = sorted(own, key=lambda row: (row["start_date"] or dt.date.max, row["label"]))
    return listed | {row["phase_id"]: row for row in made}


def _actions(items: list[dict], rows: dict[str, list[dict]], phases: dict[str, dict]) -> list[dict]:
    """The catalogue's in their order, then the school's own by due date."""
    nothing = {"owner_role": None, "own_due": None, "idea_id": None, "option_id": None, "row_id": None}
    listed = [
        {**nothing, "phase_id": item["framework_id"], "action_id": item["item_id"], "label": item["label"]}
        for item in sorted(items, key=lambda item: item["position"])
        if item["item_type"] == "action"
    ]
    own = sorted(rows["action"], key=lambda row: (row["due_date"] or dt.date.max, row["action_id"]))
    own = [{**row, "own_due": row["due_date"]} for row in own if row["phase_id"] in phases]
    onward = [row for row in rows["carry_over"] if row["to_phase_id"] in phases]
    to = {row["action_id"]: row["to_phase_id"] for row in onward}
    home_of = {row["action_id"]: row["phase_id"] for row in [*listed, *own]}
    came = {row["to_action_id"]: home_of.get(row["action_id"]) for row in onward}
    found = []
    for is_own, row in [*((False, row) for row in listed), *((True, row) for row in own)]:
        place = 1 + sum(other["phase_id"] == row["phase_id"] for other in found)
        one = row["action_id"]
        more = {"is_own": is_own, "action_position": place, "action_label": row["label"]}
        found.append({**row, **more, "carried_to": to.get(one), "carried_from": came.get(one)})
    return found


def _steps(items: list[dict], rows: dict[str, list[dict]], actions: dict[str, dict], day: dt.date) -> list[dict]:
    updates = {row["step_id"]: row for row in rows["step_update"]}
    own = [{**row, "is_own": True} for row in rows["step"]]
    listed = [
        {"step_id": item["item_id"], "action_id": item["parent_item_id"], "is_own": False, "row_id": None}
        | {"label": item["label"], "position": item["position"]}
        for item in items
        if item["item_type"] == "step"
    ]
    order = sorted([*listed, *own], key=lambda row: (row["is_own"], row["position"], row["step_id"]))
    places: dict[str, int] = {}
    found = []
    for row in order:
        action = actions.get(row["action_id"])
        if action is None:
            continue
        places[row["action_id"]] = places.get(row["action_id"], 0) + 1
        found.append(_step(row, action, places[row["action_id"]], updates.get(row["step_id"], NOT_STARTED), day))
    return sorted(found, key=lambda row: (row["phase_id"], row["action_position"], row["step_position"]))


def _step(row: dict, action: dict, place: int, update: dict, day: dt.date) -> dict:
    shared = {name: action[name] for name in ("phase_id", "action_id", "action_position", "action_label")}
    state = {name: update[name] for name in ("status", "start_date", "due_date", "done_date", "owner_role")}
    is_over = state["status"] == "done" or action["carried_to"] is not None
    days_late = 0 if is_over else _days(state["due_date"], day)
    named = {"step_id": row["step_id"], "step_position": place, "step_label": row["label"], "days_late": days_late}
    kept = {"is_own": row["is_own"], "row_id": row["row_id"], "position": row["position"], "update": update}
    return {**shared, **named, **state, **kept, "made_at": row.get("recorded_at")}


def _with_progress(action: dict, steps: list[dict], day: dt.date) -> dict:
    """Done when all steps are, stuck when one is; late by its own date, else by the last date of its open steps.

    ``owners`` is its own owner, else those of its steps.
    """
    own = [row for row in steps if row["action_id"] == action["action_id"]]
    done = sum(row["status"] == "done" for row in own)
    status = _status({row["status"] for row in own})
    due = action["own_due"] or _last(row["due_date"] for row in own)
    open_due = action["own_due"] or _last(row["due_date"] for row in own if row["status"] != "done")
    is_over = status == "done" or action["carried_to"] is not None
    roles = {action["owner_role"]} if action["owner_role"] else {row["owner_role"] for row in own if row["owner_role"]}
    progress = {
        "owners": ", ".join(sorted(roles)),
        "steps_total": len(own),
        "steps_done": done,
        "status": status,
        "due_date": due,
    }
    return {**action, **progress, "days_late": 0 if is_over else _days(open_due, day)}


def _status(states: set[str]) -> str:
    if states == {"done"}:
        return "done"
    if "stuck" in states:
        return "stuck"
    return "in_progress" if states - {"not_started"} else "not_started"


def _last(days) -> dt.date | None:
    return max((day for day in days if day), default=None)


def _days(due: dt.date | None, day: dt.date) -> int:
    return max(0, (day - due).days) if due else 0


def _frame(rows: list[dict], columns: dict) -> pl.DataFrame:
    return pl.DataFrame([{name: row[name] for name in columns} for row in rows], schema=columns)
