"""What a build is given: every standing entry by id, date and score, and not one typed sentence."""

import polars as pl
import pytest
from samples import BEFORE, GOOD

from warehouse import register
from warehouse.register import NewEntry
from warehouse.register.snapshot import SNAPSHOT_TABLES

SENTENCES = {
    value
    for values in [*GOOD.values(), *(values for _, values in BEFORE)]
    for field, found in values.items()
    for value in (found if isinstance(found, list) else [found])
    if isinstance(value, str) and field in ("answer", "label", "text", "statement", "notes", "note", "result", "reason",
                                            "said", "done", "outcome", "must", "should", "next_must", "next_could")
}  # fmt: skip


@pytest.fixture
def filled(home):
    entries = [NewEntry(*entry) for entry in [*BEFORE, *GOOD.items()]]
    register.record_all(home, entries, role="admin", client_id="all", recorded_by="A. Head", why="Looked again")
    return home


def test_a_snapshot_of_an_empty_home_is_typed_and_empty(home):
    frames = register.snapshot(home)
    assert all(frame.is_empty() for frame in frames.values())
    assert frames["register_step_updates"].schema["due_date"] == pl.Date
    assert frames["register_answers"].schema["recorded_at"] == pl.Datetime("us")
    assert frames["register_answer_evidence"].schema["value"] == pl.Float64


def test_every_table_of_the_snapshot_has_the_entries_of_its_kind(filled):
    frames = register.snapshot(filled)
    for table in SNAPSHOT_TABLES:
        assert frames[table.name].height == register.current(filled, table.kind).height > 0


def test_a_snapshot_for_the_warehouse_has_no_typed_sentence_and_no_name(filled):
    written = "".join(frame.write_csv() for frame in register.snapshot(filled).values())
    assert "audit_1_1" in written
    assert len(SENTENCES) > 20
    assert [sentence for sentence in SENTENCES | {"A. Head", "Looked again", "p7"} if sentence in written] == []


def test_steps_and_answers_go_in_with_their_history(filled):
    register.record_step_update(filled, "phase_1_step_01", "stuck", role="staff", client_id="later")
    register.record_answer(filled, "kq_05", "2025/26 spring", "strong", "All come.", role="slt", client_id="later")
    frames = register.snapshot(filled)
    assert frames["register_step_updates"]["status"].to_list() == ["done", "stuck"]
    assert frames["register_answers"]["judgement"].to_list() == ["developing", "strong"]


def test_the_evidence_an_answer_was_judged_by_goes_in_as_figures(filled):
    evidence = register.snapshot(filled)["register_answer_evidence"].row(0, named=True)
    assert (evidence["key_question_id"], evidence["indicator_id"], evidence["numerator"], evidence["denominator"]) == (
        "kq_05", "turnout_rate", 31.0, 50.0,
    )  # fmt: skip


def test_links_to_documents_and_notes_are_counted_and_not_named(filled):
    links = register.snapshot(filled)["register_answer_links"].select("link_kind", "link_id").rows()
    assert links == [("indicator", "turnout_rate"), ("note", None)]


def test_raters_are_told_apart_by_number(filled):
    values = GOOD["audit_rating"] | {"rater_id": "t1", "rater_group": "staff"}
    register.record(filled, "audit_rating", values, role="staff", client_id="second")
    ratings = register.snapshot(filled)["register_audit_ratings"]
    assert ratings.sort("person_no").select("person_no", "rater_group").rows() == [(1, "parent"), (2, "staff")]
