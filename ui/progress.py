"""A phase as a page shows it: what is done, what is late or stuck first, and rows for the charts."""

import datetime as dt

import polars as pl

from ui import words
from ui.phases.burn_up import DONE, DUE, PLANNED

_URGENCY = {"late": 0, "stuck": 1}


def with_states(steps: pl.DataFrame) -> pl.DataFrame:
    """Steps (as rpt_phase_steps) with ``state`` (late first) and ``label`` (number, words, state), by due date."""
    states = [words.state(row["status"], row["days_late"]) for row in steps.to_dicts()]
    rows = steps.with_columns(state=pl.Series(states, dtype=pl.String))
    labels = [_label(row) for row in rows.to_dicts()]
    return rows.with_columns(label=pl.Series(labels, dtype=pl.String)).sort(
        "due_date", "action_position", "step_position", nulls_last=True
    )


def overall(steps: pl.DataFrame, actions: pl.DataFrame) -> str:
    """'5 of 11 steps are done. Of 9 actions, 2 are done, 6 are on time and 1 is late.'"""
    steps_done = steps.filter(pl.col("status") == "done").height
    carried = pl.col("carried_to").is_not_null()
    done = actions.filter(pl.col("status") == "done", ~carried).height
    late = actions.filter(pl.col("days_late") > 0).height
    over = actions.filter(carried).height
    on_time = actions.height - done - late - over
    parts = [f"{done} {_are(done)} done", f"{on_time} {_are(on_time)} on time", f"{late} {_are(late)} late"]
    if over:
        parts.append(f"{over} {_are(over)} carried over")
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{steps_done} of {steps.height} steps are done. Of {actions.height} actions, {listed}."


def in_the_way(steps: pl.DataFrame, actions: pl.DataFrame) -> list[str]:
    """A sentence for each late or stuck step, the latest first, and for an action that is late with no step late."""
    goes_on = actions.filter(pl.col("carried_to").is_not_null())["action_id"].to_list()
    rows = [
        row
        for row in steps.to_dicts()
        if row["action_id"] not in goes_on and (row["state"] in _URGENCY or row["status"] == "stuck")
    ]
    named = {row["action_id"] for row in rows if row["days_late"] > 0}
    late = actions.filter(pl.col("days_late") > 0, ~pl.col("action_id").is_in(list(named)))
    rows += [{**row, "owner_role": row["owners"], "step_label": None, "step_position": 0} for row in late.to_dicts()]
    rows.sort(key=lambda row: (-(row["days_late"] or 0), row["action_position"], row["step_position"]))
    return [_trouble(row) for row in rows]


def action_rows(actions: pl.DataFrame) -> pl.DataFrame:
    """Actions in the order of the phase, with ``label`` naming the action and counting its steps."""
    rows = actions.sort("action_position")
    labels = [
        f"{row['action_position']}. {row['action_label']}: {row['steps_done']}\u00a0of\u00a0{row['steps_total']}"
        for row in rows.to_dicts()
    ]
    return rows.with_columns(label=pl.Series(labels, dtype=pl.String))


def steps_table(steps: pl.DataFrame) -> pl.DataFrame:
    """Every step for reading."""
    return pl.DataFrame(
        {
            "Action": steps["action_label"],
            "Step": steps["step_label"],
            "State": [_state(row) for row in steps.to_dicts()],
            "Owner": steps["owner_role"].fill_null("nobody named"),
            "Start": [words.date(day, "") for day in steps["start_date"]],
            "Due": [words.date(day) for day in steps["due_date"]],
            "Done": [words.date(day, "") for day in steps["done_date"]],
        }
    )


def actions_table(actions: pl.DataFrame, phases: dict[str, str]) -> pl.DataFrame:
    """Every action for reading; ``phases`` names the phases one was carried to or from."""
    rows = actions.to_dicts()
    return pl.DataFrame(
        {
            "Action": actions["action_label"],
            "Steps done": actions["steps_done"],
            "Steps": actions["steps_total"],
            "State": [action_state(row, phases) for row in rows],
            "Owner": actions["owners"],
            "Due": [words.date(day) for day in actions["due_date"]],
        }
    )


def action_state(row: dict, phases: dict[str, str]) -> str:
    """'late by 12 days', 'carried over to Phase 2', 'not started, carried over from Phase 1'."""
    if row["carried_to"]:
        return f"carried over to {phases[row['carried_to']]}"
    came = f", carried over from {phases[row['carried_from']]}" if row["carried_from"] else ""
    return f"{_state(row)}{came}"


def against_plan(line: pl.DataFrame, day: dt.date) -> str:
    """'Steps done: 5. Due by 7 March 2026: 6. In the phase: 11.'; ``line`` is that of ui.phases.burn_up."""
    now = line.filter(pl.col("day") <= day).group_by("line").agg(pl.col("steps").sort_by("day").last())
    at = dict(now.iter_rows())
    done, due, planned = (at.get(one, 0) for one in (DONE, DUE, PLANNED))
    return f"Steps done: {done}. Due by {words.date(day)}: {due}. In the phase: {planned}."


def burn_up_table(line: pl.DataFrame) -> pl.DataFrame:
    """The days on which something moved, with the three counts on each."""
    wide = line.pivot("line", index="day", values="steps").sort("day").fill_null(strategy="forward").fill_null(0)
    counts = {name.capitalize(): wide[name] for name in (PLANNED, DUE, DONE)}
    return pl.DataFrame({"Day": [words.date(day) for day in wide["day"]], **counts})


def _label(row: dict) -> str:
    return f"{row['action_position']}.{row['step_position']} {row['step_label']}: {_state(row)}"


def _state(row: dict) -> str:
    """'late by 12 days', 'stuck, late by 12 days', 'done'."""
    late = row["days_late"] or 0
    if row["status"] == "done" or late <= 0:
        return words.state(row["status"])
    stuck = "stuck, " if row["status"] == "stuck" else ""
    return f"{stuck}late by {words.days(late)}"


def _trouble(row: dict) -> str:
    owner = row["owner_role"] or "nobody named"
    what = f"{row['step_label']} ({row['action_label']})" if row["step_label"] else row["action_label"]
    return words.sentence(f"{what}: {_state(row)}, due {words.date(row['due_date'])}, owner: {owner}")


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
