"""What a phase has come to, worked out from catalogue and register: state, lateness, burn-up, days to an outcome."""

from datetime import date, datetime

import polars as pl

from ui import progress
from ui.accounts import concerns, reviews
from ui.phases.burn_up import DONE, DUE, PLANNED, burn_up
from ui.phases.standing import Work, put_together
from warehouse.read import read_mart
from warehouse.register import current, history
from warehouse.settings import Home

DAY = date(2026, 1, 31)
KINDS = ("phase", "action", "step", "step_update", "carry_over")
ITEMS = [
    {"framework_id": "phase_1", "item_id": "phase_1_action_1", "item_type": "action", "parent_item_id": None}
    | {"position": 1, "label": "Classes"},
    {"framework_id": "phase_1", "item_id": "phase_1_step_01", "item_type": "step", "position": 1, "label": "Find room"}
    | {"parent_item_id": "phase_1_action_1"},
]


def at(*day: int) -> datetime:
    return datetime(*day, 9)  # noqa: DTZ001 -- as the register gives it


def phase(phase_id: str, start: date | None = None) -> dict:
    return {"phase_id": phase_id, "label": phase_id, "term": None, "start_date": start, "end_date": None, "row_id": 1}


def action(action_id: str, phase_id: str, due: date | None = None) -> dict:
    given = {"action_id": action_id, "phase_id": phase_id, "label": action_id, "due_date": due, "start_date": None}
    return {**given, "idea_id": None, "option_id": None, "owner_role": None, "row_id": 1}


def step(step_id: str, action_id: str, position: int = 1) -> dict:
    given = {"step_id": step_id, "action_id": action_id, "label": step_id, "position": position}
    return {**given, "row_id": 1, "recorded_at": at(2026, 1, 1)}


def update(step_id: str, status: str, **more) -> dict:
    dates = {"start_date": None, "due_date": None, "done_date": None, "owner_role": None, "note": None}
    return {"row_id": 1, "step_id": step_id, "status": status, **dates, **more}


def work(**rows: list[dict]) -> Work:
    return put_together(ITEMS, {kind: rows.get(kind, []) for kind in KINDS}, DAY)


def by_id(found: Work) -> dict[str, dict]:
    return {row["action_id"]: row for row in found.actions}


def test_a_page_and_the_warehouse_say_the_same_of_phase_1(demo_home):
    home = Home(demo_home)
    items = read_mart(home, "rpt_framework_items", "slt", {"framework_id": "phase_1"}).to_dicts()
    today = datetime.now().astimezone().date()
    found = put_together(items, {kind: current(home, kind).to_dicts() for kind in KINDS}, today)
    steps = read_mart(home, "rpt_phase_steps", "slt", {"phase_id": "phase_1"})
    assert found.steps_frame("phase_1").rows() == steps.rows()
    actions = read_mart(home, "rpt_phase_progress", "slt", {"phase_id": "phase_1"})
    assert found.actions_frame("phase_1").select(actions.columns).rows() == actions.rows()


def test_an_own_action_is_late_by_its_own_date_and_carried_over_it_is_late_no_longer():
    actions = [action("bare", "p2", date(2026, 1, 21)), action("carried", "p2", date(2026, 1, 21))]
    found = work(
        phase=[phase("p2"), phase("p3")],
        action=[*actions, action("onward", "p3")],
        carry_over=[{"action_id": "carried", "to_phase_id": "p3", "to_action_id": "onward"}],
    )
    rows = by_id(found)
    assert (rows["bare"]["days_late"], rows["carried"]["days_late"]) == (10, 0)
    assert (rows["carried"]["carried_to"], rows["onward"]["carried_from"]) == ("p3", "p2")
    said = progress.overall(found.steps_frame("p2"), found.actions_frame("p2"))
    assert said.endswith("Of 2 actions, 0 are done, 0 are on time, 1 is late and 1 is carried over.")


def test_what_belongs_to_a_phase_or_action_that_was_taken_back_goes_with_it():
    found = work(action=[action("left", "gone")], step=[step("lost", "left"), step("kept", "phase_1_action_1")])
    assert [row["action_id"] for row in found.actions] == ["phase_1_action_1"]
    assert [row["step_id"] for row in found.steps] == ["phase_1_step_01", "kept"]


def test_late_and_stuck_come_first_and_an_action_without_steps_is_named_when_it_is_late():
    found = work(
        phase=[phase("p2")],
        action=[action("bare", "p2", date(2026, 1, 30)), action("busy", "p2")],
        step=[step("slow", "busy", 1), step("held", "busy", 2), step("fine", "busy", 3)],
        step_update=[
            update("slow", "in_progress", due_date=date(2026, 1, 1), owner_role="Head"),
            update("held", "stuck"),
            update("fine", "in_progress", due_date=date(2026, 2, 1)),
        ],
    )
    said = progress.in_the_way(progress.with_states(found.steps_frame("p2")), found.actions_frame("p2"))
    assert said == [
        "Slow (busy): late by 30 days, due 1 January 2026, owner: Head.",
        "Bare: late by 1 day, due 30 January 2026, owner: nobody named.",
        "Held (busy): stuck, due no date, owner: nobody named.",
    ]


def test_the_burn_up_counts_from_the_day_done_and_a_step_that_is_opened_again_is_taken_off():
    rows = [
        ("a", "done", at(2026, 1, 12), date(2026, 1, 10)),
        ("b", "done", at(2026, 1, 14), None),
        ("b", "stuck", at(2026, 1, 20), None),
        ("other", "done", at(2026, 1, 14), None),
    ]
    updates = pl.DataFrame(rows, schema=["step_id", "status", "recorded_at", "done_date"], orient="row")
    updates = updates.with_columns(row_id=pl.int_range(pl.len()), is_withdrawn=pl.lit(value=False))
    steps = [
        {"step_id": "a", "made_at": None, "due_date": date(2026, 1, 15)},
        {"step_id": "b", "made_at": at(2026, 1, 13), "due_date": None},
    ]
    line = burn_up(steps, updates, date(2026, 1, 5), DAY)
    at_day = {(day, name): count for day, name, count in line.rows()}
    assert [at_day[date(2026, 1, day), DONE] for day in (5, 10, 14, 20, 31)] == [0, 1, 2, 1, 1]
    assert [at_day[date(2026, 1, day), PLANNED] for day in (5, 13, 31)] == [1, 2, 2]
    assert [at_day[date(2026, 1, day), DUE] for day in (5, 15, 31)] == [0, 1, 1]
    assert progress.against_plan(line, DAY) == "Steps done: 1. Due by 31 January 2026: 1. In the phase: 2."


def test_the_days_to_an_outcome_are_said_only_when_enough_concerns_are_closed():
    closed = [{"raised_on": date(2026, 1, 1), "closed_on": date(2026, 1, day)} for day in (3, 5, 8, 30)]
    still_open = {"raised_on": date(2026, 1, 2), "closed_on": None}
    assert "too few to say" in concerns.counts([*closed, still_open])
    more = {"raised_on": date(2026, 1, 1), "closed_on": date(2026, 1, 10)}
    assert concerns.counts([*closed, more, still_open]) == (
        "1 open, 5 closed. In the middle it took 7 days from a concern to its outcome."
    )


def test_a_review_is_due_a_year_after_the_last_and_late_is_said():
    held = {"review_date": date(2025, 1, 10), "done_on": date(2025, 1, 15)}
    none_yet = "No review is on record yet. A senior leader sets the day of the first."
    assert reviews.standing([], DAY) == (none_yet, False)
    said, is_late = reviews.standing([held], DAY)
    assert is_late and said.endswith("was due on 15 January 2026 and is late by 16 days.")
    planned = {"review_date": date(2026, 3, 2), "done_on": None}
    assert reviews.standing([held, planned], DAY) == (
        "Last reviewed on 15 January 2025. The next is due on 2 March 2026.",
        False,
    )


def test_a_history_without_any_update_gives_a_burn_up_at_nought(tmp_path):
    line = burn_up([], history(Home(tmp_path), "step_update"), None, DAY)
    assert set(line["steps"]) == {0}
