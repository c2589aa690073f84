"""Editing together and over time: conflicts, double submits, drafts, withdrawals and what changed."""

import os
import sqlite3

import psycopg
import pytest
from samples import BEFORE, GOOD, PHASE

from warehouse import register
from warehouse.errors import Conflict, RegisterError
from warehouse.register import NOTHING_SEEN, NewEntry

ANSWER = GOOD["answer"]
KEY = {"key_question_id": "kq_05", "cycle_id": "2025/26 spring"}


def save(home, client_id, base_row_id=None, **changes):
    return register.record(
        home, "answer", ANSWER | changes, role="slt", client_id=client_id, base_row_id=base_row_id
    )  # fmt: skip


def test_the_second_of_two_editors_is_shown_the_first_ones_text(home):
    seen = save(home, "c1").row_id
    save(home, "anna", seen, answer="Anna's words", judgement="strong")
    with pytest.raises(Conflict) as conflict:
        save(home, "ben", seen, answer="Ben's words")
    assert conflict.value.row["answer"] == "Anna's words"
    assert conflict.value.row["judgement"] == "strong"
    assert register.latest(home, "answer", **KEY)["answer"] == "Anna's words"


def test_after_comparing_the_second_editor_saves_on_the_newer_row(home):
    seen = save(home, "c1").row_id
    save(home, "anna", seen, answer="Anna's words")
    with pytest.raises(Conflict) as conflict:
        save(home, "ben", seen, answer="Ben's words")
    receipt = save(home, "ben", conflict.value.row["row_id"], answer="Both our words")
    assert receipt.is_new
    assert register.latest(home, "answer", **KEY)["answer"] == "Both our words"
    assert register.history(home, "answer", **KEY)["base_row_id"].to_list() == [seen + 1, seen, None]


def test_two_first_answers_are_a_conflict_too(home):
    save(home, "anna", NOTHING_SEEN)
    with pytest.raises(Conflict):
        save(home, "ben", NOTHING_SEEN, answer="Ben's words")


def test_an_edit_of_another_term_is_no_conflict(home):
    seen = save(home, "c1").row_id
    save(home, "c2", cycle_id="2025/26 summer")
    assert save(home, "c3", seen, answer="Revised").is_new


def test_a_double_submit_of_an_edit_is_one_row_and_no_conflict(home):
    seen = save(home, "c1").row_id
    first = save(home, "c2", seen, answer="Revised")
    again = save(home, "c2", seen, answer="Revised")
    assert (first.is_new, again.is_new, again.row_id) == (True, False, first.row_id)
    assert register.history(home, "answer", **KEY).height == 2


def test_a_submit_that_comes_back_with_other_words_is_refused_and_not_lost_in_silence(home):
    save(home, "c1")
    with pytest.raises(RegisterError, match="saved once already with other content"):
        save(home, "c1", answer="Other words")
    with pytest.raises(RegisterError, match="saved once already with other content"):
        save(home, "c1", cycle_id="2025/26 summer")
    assert register.history(home, "answer").height == 1


def test_a_form_of_many_entries_is_saved_whole_or_not_at_all(home):
    ratings = [NewEntry("audit_rating", GOOD["audit_rating"] | {"statement_id": f"audit_1_{n}"}) for n in range(1, 6)]
    bad = NewEntry("action", GOOD["action"] | {"phase_id": "phase_9"})
    with pytest.raises(RegisterError, match="There is no such phase"):
        register.record_all(home, [*ratings, bad], role="slt", client_id="form")
    assert register.current(home, "audit_rating").is_empty()
    receipts = register.record_all(home, ratings, role="slt", client_id="form")
    assert [receipt.is_new for receipt in receipts] == [True] * 5
    again = register.record_all(home, ratings, role="slt", client_id="form")
    assert [receipt.is_new for receipt in again] == [False] * 5
    assert register.current(home, "audit_rating").height == 5


def test_an_action_may_come_with_its_phase_in_one_submit(home):
    entries = [NewEntry("phase", PHASE), NewEntry("action", GOOD["action"])]
    assert len(register.record_all(home, entries, role="slt", client_id="form")) == 2


def test_history_says_who_changed_what_and_why(home):
    save(home, "c1")
    register.record(
        home, "answer", ANSWER | {"judgement": "strong", "next_must": ["Keep it up"]},
        role="admin", client_id="c2", recorded_by="A. Head", why="Summer survey is in",
    )  # fmt: skip
    newest, oldest = register.changes(home, "answer", **KEY)
    assert newest.fields == {
        "judgement": ("developing", "strong"),
        "next_must": (["Record turn-out at Eastside"], ["Keep it up"]),
    }
    assert (newest.recorded_by_role, newest.recorded_by, newest.why) == ("admin", "A. Head", "Summer survey is in")
    assert oldest.fields["answer"] == (None, "Parents come to reviews.")


def test_entries_are_found_by_a_value_by_several_and_by_none(home):
    for client_id, rater, notes in (("c1", "p1", None), ("c2", "p2", "Seldom"), ("c3", "P1", None)):
        values = GOOD["audit_rating"] | {"rater_id": rater, "notes": notes}
        register.record(home, "audit_rating", values, role="staff", client_id=client_id)

    def raters(**where):
        return register.current(home, "audit_rating", **where)["rater_id"].to_list()

    assert raters(round_id="r1", statement_id="audit_1_1", rater_id="p1") == ["p1"]
    assert raters(rater_id=["p1", "p2"]) == ["p1", "p2"]
    assert sorted(raters(round_id="r1", notes=None)) == ["P1", "p1"]
    assert raters(round_id="r") == []


def test_what_is_withdrawn_leaves_the_current_view_and_stays_in_history(home):
    register.record_all(home, [NewEntry(*entry) for entry in BEFORE], role="slt", client_id="before")
    register.withdraw(home, "matrix_option", option_id="o1", role="slt", client_id="w", why="Said twice")
    assert register.current(home, "matrix_option").is_empty()
    assert register.latest(home, "matrix_option", option_id="o1") is None
    assert register.history(home, "matrix_option")["is_withdrawn"].to_list() == [True, False]
    with pytest.raises(RegisterError, match="not in the matrix"):
        register.record(home, "matrix_score", GOOD["matrix_score"], role="slt", client_id="s")
    with pytest.raises(RegisterError, match="not there any more"):
        register.withdraw(home, "matrix_option", option_id="o1", role="slt", client_id="w2")


def test_a_withdrawn_answer_leaves_the_snapshot_with_all_before_it(home):
    save(home, "c1")
    register.withdraw(home, "answer", **KEY, role="slt", client_id="w")
    assert register.snapshot(home)["register_answers"].is_empty()
    save(home, "c2", judgement="strong")
    assert register.snapshot(home)["register_answers"]["judgement"].to_list() == ["strong"]


def test_a_draft_outlives_the_page_and_grows_in_its_place(home):
    register.save_draft(home, "d1", "answer", "kq_05", {"answer": "Par"}, role="slt")
    register.save_draft(home, "d1", "answer", "kq_05", {"answer": "Parents"}, role="slt", saved_by="A. Head")
    register.save_draft(home, "d2", "answer", "kq_06", {"answer": "Other"}, role="slt")
    found = register.drafts(home, "answer", "kq_05", role="slt")
    assert [(draft.content, draft.saved_by) for draft in found] == [({"answer": "Parents"}, "A. Head")]
    assert [draft.draft_id for draft in register.drafts(home, "answer", role="slt")] == ["d2", "d1"]


def test_two_tabs_keep_two_drafts_and_other_roles_see_neither(home):
    register.save_draft(home, "tab-1", "answer", "kq_05", {"answer": "One"}, role="slt")
    register.save_draft(home, "tab-2", "answer", "kq_05", {"answer": "Two"}, role="slt")
    assert len(register.drafts(home, "answer", "kq_05", role="slt")) == 2
    assert register.drafts(home, "answer", "kq_05", role="staff") == []


def test_saving_throws_the_draft_away_and_a_refusal_keeps_it(home):
    register.save_draft(home, "d1", "answer", "kq_05", {"answer": "Parents"}, role="slt")
    with pytest.raises(RegisterError):
        register.record(home, "answer", ANSWER | {"judgement": ""}, role="slt", client_id="c1", draft_ids=["d1"])
    assert len(register.drafts(home, "answer", role="slt")) == 1
    register.record(home, "answer", ANSWER, role="slt", client_id="c1", draft_ids=["d1"])
    assert register.drafts(home, "answer", role="slt") == []


def test_a_discarded_draft_is_gone(home):
    assert register.drafts(home, "answer", role="slt") == []
    register.save_draft(home, "d1", "answer", "kq_05", {"answer": "Parents"}, role="slt")
    register.discard_draft(home, "d1")
    assert register.drafts(home, "answer", role="slt") == []


CHANGES = ["update entries set payload = 'x'", "delete from entries"]
REPLACING = """
    insert or replace into entries (row_id, client_id, kind, subject_id, payload, recorded_at, recorded_by_role)
    values (1, 'x', 'answer', 'x', '{}', '2026-01-01', 'slt')"""


@pytest.mark.parametrize("statement", [*CHANGES, REPLACING])
def test_sqlite_lets_no_row_be_changed_replaced_or_deleted(sqlite_home, statement):
    save(sqlite_home, "c1")
    with (
        sqlite3.connect(sqlite_home.register) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(statement)


@pytest.mark.parametrize("statement", [*CHANGES, "truncate entries"])
def test_postgresql_lets_no_row_be_changed_or_deleted(postgresql_home, statement):
    save(postgresql_home, "c1")
    with (
        psycopg.connect(os.environ["VILLAGE_REGISTER_URL"]) as connection,
        pytest.raises(psycopg.errors.RestrictViolation, match="append-only"),
    ):
        connection.execute(statement)
