"""A phase as a page shows it: what is done, what is late or stuck first, and rows for the charts."""

import polars as pl

from ui import words

_URGENCY = {"late": 0, "stuck": 1}


def with_states(steps: pl.DataFrame) -> pl.DataFrame:
    """rpt_phase_steps with ``state`` (lateness first), ``label`` with number and state, in order of due date."""
    states = [words.state(row["status"], row["days_late"]) for row in steps.to_dicts()]
    rows = steps.with_columns(state=pl.Series(states, dtype=pl.String))
    labels = [_label(row) for row in rows.to_dicts()]
    return rows.with_columns(label=pl.Series(labels, dtype=pl.String)).sort(
        "due_date", "action_position", "step_position", nulls_last=True
    )


def overall(steps: pl.DataFrame, actions: pl.DataFrame) -> str:
    """'5 of 11 steps are done. 2 of 9 actions are done, 6 are on time and 1 is late.'"""
    done = actions.filter(pl.col("status") == "done").height
    late = actions.filter(pl.col("days_late").fill_null(0) > 0).height
    steps_done = steps.filter(pl.col("status") == "done").height
    on_time = actions.height - done - late
    return (
        f"{steps_done} of {steps.height} steps are done. Of {actions.height} actions, {done} {_are(done)} done, "
        f"{on_time} {_are(on_time)} on time and {late} {_are(late)} late."
    )


def in_the_way(steps: pl.DataFrame) -> list[str]:
    """A sentence for each late or stuck step, the latest first."""
    rows = [row for row in steps.to_dicts() if row["state"] in _URGENCY or row["status"] == "stuck"]
    rows.sort(key=lambda row: (-(row["days_late"] or 0), row["action_position"], row["step_position"]))
    return [_trouble(row) for row in rows]


def action_rows(actions: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    """rpt_phase_progress in the order of the phase, with ``label`` naming the action and counting its steps."""
    named = steps.select("action_id", "action_position", "action_label").unique()
    rows = actions.join(named, on="action_id").sort("action_position")
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


def actions_table(actions: pl.DataFrame) -> pl.DataFrame:
    """Every action for reading."""
    return pl.DataFrame(
        {
            "Action": actions["action_label"],
            "Steps done": actions["steps_done"],
            "Steps": actions["steps_total"],
            "State": [words.state(row["status"], row["days_late"]) for row in actions.to_dicts()],
            "Due": [words.date(day) for day in actions["due_date"]],
        }
    )


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
    said = (
        f"{row['step_label']} ({row['action_label']}): {_state(row)}, due {words.date(row['due_date'])}, owner: {owner}"
    )
    return words.sentence(said)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
