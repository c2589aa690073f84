"""The desk of a phase: saved at once, refused beside the field, kept while typed, carried over, taken back."""

from datetime import date

from tests.app.phases import ACTION, CARRY, STEP, UPDATE, desk, errors, field, home, opened, press, said, save
from warehouse import homes
from warehouse.register import current, drafts, latest, record_step_update
from warehouse.settings import get_settings


def test_a_step_brought_up_to_date_is_seen_at_once_on_both_pages(in_school):
    app = desk(UPDATE)
    app.selectbox(key="step_widget").set_value(STEP).run()
    field(app, "status").set_value("stuck").run()
    field(app, "due_date").set_value(date(2027, 1, 29)).run()
    app = press(app, "Save the step")
    assert not errors(app) and "Saved." in said(app)
    row = latest(home(), "step_update", step_id=STEP)
    assert (row["status"], row["due_date"]) == ("stuck", date(2027, 1, 29))
    assert "Widen pupil voice to take in parents (Joint parent and pupil council): stuck, due 29 January 2027" in said(
        opened("phase_progress")
    )


def test_saving_a_step_as_it_is_adds_nothing(in_school):
    row_id = latest(home(), "step_update", step_id="phase_1_step_01")["row_id"]
    assert "This is what is saved already" in said(press(desk(UPDATE), "Save the step"))
    assert latest(home(), "step_update", step_id="phase_1_step_01")["row_id"] == row_id


def test_a_due_date_before_the_start_is_refused_beside_the_field_and_what_was_typed_stays(in_school):
    before = latest(home(), "step_update", step_id=STEP)
    app = desk(UPDATE)
    app.selectbox(key="step_widget").set_value(STEP).run()
    field(app, "due_date").set_value(date(2020, 1, 1)).run()
    field(app, "note").set_value("Moved by the meeting.").run()
    app = press(app, "Save the step")
    assert errors(app) == ["The due date is before the start date; change one of them and save again."]
    assert field(app, "note").value == "Moved by the meeting."
    assert latest(home(), "step_update", step_id=STEP) == before
    assert drafts(home(), "step", STEP, role="slt")[0].content["note"] == "Moved by the meeting."


def test_a_step_changed_by_somebody_else_is_shown_beside_mine_and_either_can_stand(in_school):
    app = desk(UPDATE)
    app.selectbox(key="step_widget").set_value(STEP).run()
    field(app, "note").set_value("Mine.").run()
    record_step_update(home(), STEP, "in_progress", note="Theirs.", role="slt", client_id="other")
    app = press(app, "Save the step")
    assert "Somebody else saved this" in said(app) and "Note: Theirs." in said(app) and "Note: Mine." in said(app)
    assert latest(home(), "step_update", step_id=STEP)["note"] == "Theirs."
    assert not errors(press(app, "Save mine"))
    assert latest(home(), "step_update", step_id=STEP)["note"] == "Mine."


def test_an_action_without_a_phase_is_refused_and_its_words_are_kept(in_school):
    app = desk(ACTION)
    field(app, "label").set_value("Coffee mornings").run()
    field(app, "phase_id").set_value(None).run()
    app = press(app, "Add the action")
    assert errors(app) == ["Choose the phase the action belongs to, then save again."]
    assert field(app, "label").value == "Coffee mornings"
    assert current(home(), "action").is_empty()


def test_an_action_taken_from_an_idea_has_its_name_and_the_idea_counts_as_in_the_phase(second_phase):
    app = desk(ACTION, phase="p2")
    field(app, "idea_id").set_value("idea_2_01").run()
    app = press(app, "Add the action")
    assert not errors(app)
    assert latest(second_phase, "idea_pick", idea_id="idea_2_01")["phase_id"] == "p2"
    made = current(second_phase, "action", idea_id="idea_2_01").row(0, named=True)
    assert made["label"] and made["label"] in app.dataframe[0].value["Action"].tolist()


def test_typed_text_is_offered_again_when_the_page_is_opened_anew_dates_included(second_phase):
    app = desk(ACTION, phase="p2")
    field(app, "label").set_value("Coffee mornings").run()
    field(app, "due_date").set_value(date(2027, 3, 1)).run()
    app = press(desk(ACTION, phase="p2"), "Take it up again")
    assert (field(app, "label").value, field(app, "due_date").value) == ("Coffee mornings", date(2027, 3, 1))
    assert not errors(press(app, "Add the action"))
    assert not drafts(second_phase, "action_add", role="slt")


def test_a_school_without_any_data_makes_its_first_phase(tmp_path, monkeypatch):
    monkeypatch.setenv("VILLAGE_HOME", str(tmp_path / "new"))
    get_settings.cache_clear()
    homes.start_own(get_settings())
    app = desk(ACTION)
    field(app, "label").set_value("Coffee mornings").run()
    assert errors(press(app, "Add the action")) == ["Choose the phase the action belongs to, then save again."]
    app = desk("Make a phase")
    field(app, "label").set_value("Phase 1").run()
    assert not errors(press(app, "Make the phase"))
    assert "This phase has no actions yet." in said(opened("phase_progress", "governor"))
    get_settings.cache_clear()


def test_carrying_over_needs_a_reason_then_moves_the_open_steps_and_marks_both_ends(second_phase):
    app = desk(CARRY, phase="phase_1")
    field(app, "action_id").set_value("phase_1_action_9").run()
    field(app, "to_phase_id").set_value("p2").run()
    app = press(app, "Carry it over")
    assert errors(app) == ["Say in a sentence why the action carries over, then save again."]
    field(app, "reason").set_value("The Eastside forum is in the autumn.").run()
    app = press(app, "Carry it over")
    assert not errors(app)
    assert "carried over to Phase 2" in app.dataframe[0].value["State"].tolist()
    there = opened("phase_progress", phase="p2")
    assert "Sharing best practice: not started, carried over from Phase 1." in said(there)
    assert "0 of 2 steps are done" in there.text[0].value
    assert "1 is carried over" in opened("phase_progress", phase="phase_1").text[0].value


def test_what_is_taken_back_goes_at_once_and_comes_back_with_one_click(second_phase):
    app = desk("Take something back", phase="p2")
    field(app, "thing").set_value("own").run()
    field(app, "why").set_value("Typed twice.").run()
    app = press(app, "Take it back")
    assert "No actions yet." in said(app) and "Why: Typed twice." in said(app)
    assert opened("phase_progress", phase="p2").get("page_link") or current(second_phase, "action").is_empty()
    app = press(app, "Bring it back")
    assert app.dataframe[0].value["Action"].tolist() == ["Forum at Eastside"] and "Brought back." in said(app)


def test_a_carry_over_that_is_taken_back_takes_its_action_in_the_other_phase_with_it(second_phase):
    save("action", action_id="onward", phase_id="p2", label="Sharing best practice")
    save("carry_over", action_id="phase_1_action_9", to_phase_id="p2", to_action_id="onward")
    app = desk("Take something back", phase="phase_1")
    field(app, "thing").set_value("phase_1_action_9 carried").run()
    app = press(app, "Take it back")
    assert "carried over" not in " ".join(app.dataframe[0].value["State"])
    assert current(second_phase, "action")["action_id"].to_list() == ["own"]
    press(app, "Bring it back")
    assert set(current(second_phase, "action")["action_id"]) == {"own", "onward"}
