"""Phases run from empty to finished, the ledger and the concerns: saved at once, refused beside the field, kept."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import serving, settled
from ui.navigation import page_at
from warehouse import homes
from warehouse.register import current, drafts, latest, record, record_step_update
from warehouse.settings import Home, get_settings

STEP = "phase_1_step_04"
UPDATE, ACTION, CARRY = "Bring a step up to date", "Add an action", "Carry an action over"


def opened(url_path: str, role: str = "slt", **address: str) -> AppTest:
    app = AppTest.from_file(str(page_at(url_path).file), default_timeout=60)
    for name, value in {"role": role, **address}.items():
        app.query_params[name] = value
    return app.run()


def desk(task: str, **address: str) -> AppTest:
    return opened("phase_desk", **address).radio(key="task_widget").set_value(task).run()


def home() -> Home:
    return homes.active(get_settings())


def said(app: AppTest) -> str:
    kinds = (app.subheader, app.text, app.caption, app.success, app.error, app.warning, app.markdown)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def field(app: AppTest, name: str):
    """The widget of a form's field, by the last word of its key."""
    kinds = (app.text_input, app.text_area, app.selectbox, app.date_input, app.radio)
    return next(each for kind in kinds for each in kind if each.key and each.key.split()[-1] == name)


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def errors(app: AppTest) -> list[str]:
    return [error.value for error in app.error]


def save(kind: str, **values) -> None:
    record(home(), kind, values, role="slt", client_id=f"{kind} {values}")


@pytest.fixture
def second_phase(in_school):
    """Phase 2 with an action that has one step."""
    save("phase", phase_id="p2", label="Phase 2", start_date=date(2026, 9, 1))
    save("action", action_id="own", phase_id="p2", label="Forum at Eastside", owner_role="Head of centre")
    save("step", step_id="own_step", action_id="own", label="Find a room")
    return home()


def test_phase_progress_counts_and_puts_what_is_late_or_stuck_first(in_school):
    app = opened("phase_progress", "governor")
    assert app.text[0].value.startswith("5 of 11 steps are done. Of 9 actions, 3 are done")
    assert "late by" in app.text[1].value and "owner: Curriculum lead" in app.text[1].value
    assert any("stuck" in element.value for element in app.text)
    assert [len(element.value) for element in app.dataframe][::2] == [11, 9]


def test_the_planning_cycle_says_what_is_done_and_where_the_phase_is_now(in_school):
    app = opened("phase_progress", "governor")
    states = [element.value for element in app.text if element.value in ("Done.", "Now.", "To come.")]
    assert states == ["Now.", "To come.", "Done.", "To come."]
    save("why", why_id="w", tree_id="t", statement="Few parents come.")
    assert "Statements and whys: 1." in said(opened("phase_progress", "governor"))


def test_a_phase_the_school_made_is_shown_at_once_and_chosen_in_the_address(second_phase):
    app = opened("phase_progress", phase="p2")
    assert "0 of 1 steps are done" in app.text[0].value
    assert "Phase 2" in app.selectbox(key="phase_widget").options
    record_step_update(second_phase, "own_step", "stuck", note="No room.", role="slt", client_id="1")
    assert "Find a room (Forum at Eastside): stuck" in said(opened("phase_progress", phase="p2"))


def test_governors_read_labels_and_states_and_never_a_note(second_phase):
    record_step_update(second_phase, "own_step", "stuck", note="No room.", role="slt", client_id="1")
    shown = {role: opened("phase_progress", role, phase="p2") for role in ("governor", "staff")}
    notes = {
        role: [element.value["Note"].tolist() for element in app.dataframe if "Note" in element.value]
        for role, app in shown.items()
    }
    assert notes == {"governor": [], "staff": [["No room."]]}
    assert not shown["governor"].button


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


def test_a_phase_whose_steps_have_no_dates_is_a_table_and_no_empty_chart(second_phase):
    app = opened("phase_progress", phase="p2")
    assert not app.exception and "How each step stands" in said(app)
    assert app.dataframe[0].value["Step"].tolist() == ["Find a room"]


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


def test_the_ledger_puts_open_lines_first_and_closes_one_with_what_was_done_and_when(in_school):
    save("said_done", said_id="s1", said="We never know the dates.", said_by="parent")
    app = opened("accountability", "staff")
    app = press(app, "Close the line")
    assert errors(app) == ["Write what was done, then save again."]
    field(app, "done").set_value("Dates go out by text each half term.").run()
    field(app, "done_on").set_value(date(2026, 10, 2)).run()
    app = press(app, "Close the line")
    assert not errors(app)
    read = said(opened("accountability", "governor"))
    assert "We never know the dates." in read and "We did, 2 October 2026" in read and "0 open, 1 done." in read


def test_a_concern_is_counted_for_governors_and_its_words_are_not_shown_to_them(in_school):
    app = opened("accountability", "staff")
    assert "Never name a child or a family here" in said(app)
    field(app, "text").set_value("Letters come too late.").run()
    app = press(app, "Put it on record")
    assert "Give the day it was raised, then save again." in errors(app)
    field(app, "raised_on").set_value(date(2026, 10, 1)).run()
    app.selectbox(key="concern_add new raised_by").set_value("parent").run()
    app = press(app, "Put it on record")
    assert not errors(app)
    field(app, "closed_on").set_value(date(2026, 10, 9)).run()
    app = press(app, "Close the concern")
    assert errors(app) == ["A concern is closed with its outcome; write what came of it, then save again."]
    governor = opened("accountability", "governor")
    assert "1 open, 0 closed" in said(governor)
    assert not governor.dataframe and "Letters come too late." not in said(governor)


def test_a_review_that_is_overdue_is_said_to_everyone(in_school):
    save("review", review_id="r1", review_date=date(2025, 9, 1), done_on=date(2025, 9, 1))
    assert "is late by" in opened("accountability", "governor").warning[0].value


def pick(page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("combobox", name=label).fill(option)
    page.get_by_role("option", name=option).first.click()
    settled(page)


def fill(page, label: str, text: str) -> None:
    box = page.get_by_role("textbox", name=label)
    box.fill(text)
    box.press("Tab")
    settled(page)


def task(page, name: str) -> None:
    page.locator("label").filter(has_text=name).first.click()
    page.get_by_role("heading", name=name, exact=True).wait_for()
    settled(page)


def click(page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_text(said).wait_for()
    settled(page)


@pytest.mark.browser
def test_a_phase_is_made_run_and_carried_over_in_a_browser_and_read_back_after_a_restart(school, page):
    with serving(school) as running:
        page.goto(f"{running.url}/phase_desk?role=slt")
        page.get_by_role("heading", name="Run a phase", level=1).wait_for()
        settled(page)
        for name in ("Phase 2", "Phase 3"):
            task(page, "Make a phase")
            fill(page, "Name of the phase", name)
            click(page, "Make the phase", "The phase is there")
        pick(page, "Phase", "Phase 2")
        task(page, "Add an action")
        pick(page, "From an idea of the bank", "home visit")
        fill(page, "What will be done", "Visit every new family at home")
        click(page, "Add the action", "The action is in the phase")
        for step in ("Agree who visits", "Make the visits"):
            task(page, "Add a step")
            pick(page, "Action", "Visit every new family at home")
            fill(page, "What will be done", step)
            click(page, "Add the step", "The step is there")
        task(page, UPDATE)
        page.locator("label").filter(has_text="Done").first.click()
        settled(page)
        click(page, "Save the step", "show it at once")
        task(page, CARRY)
        pick(page, "Action that is not done", "Visit every new family at home")
        pick(page, "Goes on in", "Phase 3")
        fill(page, "Why it carries over", "New families join until Christmas.")
        click(page, "Carry it over", "marked as carried here")
        page.goto(f"{running.url}/accountability?role=staff")
        pick(page, "Whose voice", "Parents and carers")
        fill(page, "You said", "Come and see us before our child starts.")
        click(page, "Add to the ledger", "The line is open")
        fill(page, "We did", "Every new family is visited at home.")
        page.get_by_role("group", name="Done on").first.click()
        page.keyboard.type("02102026")
        page.keyboard.press("Tab")
        settled(page)
        click(page, "Close the line", "The line is done")
    with serving(school) as running:
        page.goto(f"{running.url}/phase_progress?role=governor")
        pick(page, "Phase", "Phase 2")
        page.get_by_text("1 of 2 steps are done").wait_for()
        page.get_by_text("Visit every new family at home: carried over to Phase 3").wait_for()
        pick(page, "Phase", "Phase 3")
        page.get_by_text("0 of 1 steps are done").wait_for()
        page.goto(f"{running.url}/accountability?role=governor")
        page.get_by_text("Every new family is visited at home.").wait_for()
        page.get_by_text("We did, 2 October 2026").wait_for()
