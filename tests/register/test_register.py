"""What people type in is kept: once, for ever, with who and when."""

from datetime import date

import pytest

from warehouse import register
from warehouse.errors import RegisterError


def answer(home, client_id="c1", **changes):
    values = {
        "key_question_id": "kq_05",
        "cycle_id": "2025/26 spring",
        "judgement": "developing",
        "answer": "Parents come to reviews.",
        "role": "slt",
        "client_id": client_id,
    } | changes
    return register.record_answer(home, **values)


def test_a_home_without_a_register_has_no_steps_and_no_answers(home):
    assert register.current_steps(home).is_empty()
    assert register.current_answers(home).is_empty()
    assert not home.register.exists()  # reading makes no file


def test_a_saved_step_is_read_back_with_its_dates_and_role(home):
    register.record_step_update(
        home, "phase_1_step_01", "in_progress", due_date=date(2026, 5, 1), owner_role="family worker",
        role="slt", client_id="a",
    )  # fmt: skip
    step = register.current_steps(home).row(0, named=True)
    assert (step["status"], step["due_date"], step["owner_role"], step["recorded_by_role"]) == (
        "in_progress",
        date(2026, 5, 1),
        "family worker",
        "slt",
    )


def test_a_double_submit_is_one_row(home):
    assert answer(home) is True
    assert answer(home) is False
    assert register.history_of_answer(home, "kq_05").height == 1


def test_the_latest_row_is_now_and_history_stays(home):
    answer(home, "c1")
    answer(home, "c2", judgement="strong")
    assert register.current_answers(home)["judgement"].to_list() == ["strong"]
    assert register.history_of_answer(home, "kq_05")["judgement"].to_list() == ["strong", "developing"]


def test_answers_of_two_cycles_stand_side_by_side(home):
    answer(home, "c1")
    answer(home, "c2", cycle_id="2025/26 summer")
    assert register.current_answers(home).height == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"judgement": "excellent"}, "Choose a judgement"),
        ({"answer": "  "}, "answer is empty"),
        ({"answer": "x" * 4001}, "longer than 4,000"),
        ({"role": None}, "not complete"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused_with_a_sentence(home, changes, sentence):
    with pytest.raises(RegisterError, match=sentence):
        answer(home, **changes)
    assert register.current_answers(home).is_empty()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": "nearly"}, "Choose a state"),
        ({"start_date": date(2026, 5, 2), "due_date": date(2026, 5, 1)}, "due date is before the start"),
        ({"status": "done", "start_date": date(2026, 5, 2), "done_date": date(2026, 5, 1)}, "before the start date"),
        ({"done_date": date(2026, 5, 1)}, "state is not 'done'"),
    ],
)
def test_a_step_that_contradicts_itself_is_refused_with_a_sentence(home, changes, sentence):
    values = {"status": "in_progress", "role": "slt", "client_id": "a"} | changes
    with pytest.raises(RegisterError, match=sentence):
        register.record_step_update(home, "phase_1_step_01", **values)
    assert register.current_steps(home).is_empty()
