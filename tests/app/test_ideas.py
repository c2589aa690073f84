"""The idea bank: found, picked, put into a phase, tried; nothing typed is lost, and governors see coverage alone."""

import re
import sqlite3

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import assert_sound, serving, settled
from tests.app.hands import pick
from ui import ideas
from ui.navigation import page_at
from ui.needs import forms
from warehouse import homes
from warehouse.register import connection, current, drafts, history, latest, record, save_draft, withdraw
from warehouse.settings import get_settings

IDEA, LABEL = "idea_3_01", "3.1"
FORMS = {"result": "idea_tried", "phase": "idea_phase", "new_phase": "idea_phase"}


def opened(role: str = "slt", **address: str) -> AppTest:
    app = AppTest.from_file(str(page_at("ideas").file), default_timeout=60)
    for name, value in {"role": role, **address}.items():
        app.query_params[name] = value
    return app.run()


def home():
    return homes.active(get_settings())


def said(app: AppTest) -> str:
    kinds = (app.subheader, app.text, app.caption, app.success, app.error, app.info, app.markdown)
    return shown("\n".join(str(element.value) for kind in kinds for element in kind))


def shown(text: str) -> str:
    """Words as a browser shows them: without the marks that keep them words."""
    return re.sub(r"\\(\W)", r"\1", text)


def listed(app: AppTest) -> list[str]:
    return [shown(option) for option in app.radio(key="idea_widget").options]


def field(kind, name: str, idea_id: str = IDEA):
    return kind(key=f"{FORMS[name]} {idea_id} {name}")


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def kept(idea_id: str = IDEA) -> dict | None:
    return latest(home(), "idea_pick", idea_id=idea_id)


def save(state: str, idea_id: str = IDEA, role: str = "slt", **more) -> None:
    values = {"idea_id": idea_id, "state": state, **more}
    record(home(), "idea_pick", values, role=role, client_id=f"{idea_id}{state}{more}")


def test_all_132_ideas_are_in_one_list_with_one_panel(in_school):
    app = opened()
    assert not app.exception
    assert len(listed(app)) == 132 and len(app.radio) == 1


def test_the_search_looks_for_every_word_in_label_and_text(in_school):
    app = opened()
    app.text_input(key="idea_search").set_value("home VISIT").run()
    found = listed(app)
    assert 0 < len(found) < 20
    assert any("visit" in name.lower() for name in found)
    app.text_input(key="idea_search").set_value("no such idea at all").run()
    assert not app.radio and "No idea passes these filters" in said(app)


def test_filters_by_type_barrier_and_state_hold_together(in_school):
    save("picked")
    app = opened()
    app.selectbox(key="idea_Type").select("type_3").run()
    assert len(listed(app)) == 18
    app.selectbox(key="idea_State").select("picked").run()
    assert listed(app)[0].startswith(LABEL) and len(listed(app)) == 1
    app.selectbox(key="idea_Type").select(None)
    app.selectbox(key="idea_State").select(None)
    app.selectbox(key="idea_Barrier it meets").select("barrier_practical_05").run()
    transport = len(listed(app))
    assert 0 < transport < 132


def test_the_address_names_the_idea(in_school):
    assert shown(opened(idea="idea_2_05").subheader[0].value).startswith("2.5")
    assert shown(opened(idea="idea_9_99").subheader[0].value).startswith("1.1")


def test_an_idea_is_picked_and_put_back(in_school, monkeypatch):
    monkeypatch.setattr(forms, "DOUBLE_CLICK_SECONDS", 0)
    app = opened(idea=IDEA)
    assert "nothing has been done with it yet" in said(app)
    press(app, "Pick this idea")
    assert (kept()["state"], kept()["recorded_by_role"]) == ("picked", "slt")
    assert "Picked, a senior leader" in said(app) and "1 picked" in said(app)
    press(app, "Put it back")
    assert kept()["state"] == "new"


def test_a_double_click_picks_once_and_does_not_put_back(in_school):
    app = opened(idea=IDEA)
    press(app, "Pick this idea")
    press(app, "Put it back")  # the same place on the screen, within the second of a double click
    assert kept()["state"] == "picked" and history(home(), "idea_pick").height == 1


def test_a_new_phase_and_its_action_are_saved_with_the_idea_or_not_at_all(in_school):
    app = opened(idea=IDEA)
    field(app.selectbox, "phase").select("new").run()
    press(app, "Put it into the phase")
    assert "The name of the phase is empty" in said(app)
    assert kept() is None and current(home(), "action").is_empty()
    field(app.text_input, "new_phase").set_value("Autumn 2026").run()
    press(app, "Put it into the phase")
    (phase,) = current(home(), "phase").to_dicts()
    (action,) = current(home(), "action").to_dicts()
    assert phase["label"] == "Autumn 2026"
    assert (action["phase_id"], action["idea_id"]) == (phase["phase_id"], IDEA)
    assert (kept()["state"], kept()["phase_id"]) == ("in_phase", phase["phase_id"])
    assert "In the phase 'Autumn 2026'" in said(app)
    withdraw(home(), "action", action_id=action["action_id"], role="slt", client_id="taken back", why="Too early")
    assert "Picked" in said(app.run()) and "In the phase" not in said(app)


def test_an_idea_without_a_phase_is_refused_beside_the_field(in_school):
    app = opened(idea=IDEA)
    press(app, "Put it into the phase")
    assert "Choose the phase the idea goes into, then save again." in said(app)
    assert kept() is None


def test_an_idea_is_tried_only_with_what_came_of_it(in_school):
    app = opened(idea=IDEA)
    press(app, "It was tried")
    assert "The idea was tried; write what came of it" in said(app) and kept() is None
    field(app.text_input, "result").set_value("Six parents came twice.").run()
    press(app, "It was tried")
    assert (kept()["state"], kept()["result"]) == ("tried", "Six parents came twice.")
    assert "What came of it: Six parents came twice." in said(app)
    assert drafts(home(), "idea_tried", role="slt") == []


def test_text_that_was_typed_and_not_saved_is_offered_again_and_goes_on(in_school):
    app = opened(idea=IDEA)
    field(app.text_input, "result").set_value("Four parents").run()
    again = opened(idea=IDEA)
    assert "Something typed here on" in said(again)
    press(again, "Take it up again")
    assert field(again.text_input, "result").value == "Four parents"
    press(again, "It was tried")
    assert kept()["result"] == "Four parents" and drafts(home(), "idea_tried", role="slt") == []


def test_a_draft_can_be_thrown_away(in_school):
    save_draft(home(), "d1", "idea_tried", IDEA, {"result": "Old words"}, role="slt")
    app = opened(idea=IDEA)
    press(app, "Throw it away")
    assert "typed here" not in said(app) and drafts(home(), "idea_tried", role="slt") == []


def test_the_second_of_two_people_sees_the_firsts_entry_beside_theirs_and_chooses(in_school):
    app = opened(idea=IDEA)
    field(app.text_input, "result").set_value("My words").run()
    save("tried", role="staff", result="Their words")
    press(app, "It was tried")
    assert kept()["result"] == "Their words"
    assert "Their words" in said(app) and "My words" in said(app)
    press(app, "Save mine")
    assert kept()["result"] == "My words"


def test_the_second_may_let_the_firsts_entry_stand(in_school):
    app = opened(idea=IDEA)
    field(app.text_input, "result").set_value("My words").run()
    save("tried", role="staff", result="Their words")
    press(app, "It was tried")
    press(app, "Keep theirs")
    assert kept()["result"] == "Their words" and "My words" not in said(app)


def test_what_is_typed_in_one_form_outlives_a_save_in_another(in_school):
    app = opened(idea=IDEA)
    field(app.text_input, "result").set_value("Six came").run()
    press(app, "Pick this idea")
    assert field(app.text_input, "result").value == "Six came"
    press(app, "It was tried")
    assert (kept()["state"], kept()["result"]) == ("tried", "Six came")


def test_an_idea_stays_in_sight_when_its_new_state_does_not_pass_the_filter(in_school):
    app = opened(idea=IDEA)
    app.selectbox(key="idea_State").select("new").run()
    press(app, "Pick this idea")
    assert shown(app.subheader[0].value).startswith(LABEL) and "Saved: the idea is picked." in said(app)


def test_a_register_that_is_locked_keeps_the_text_and_says_so(in_school, monkeypatch):
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.2)
    app = opened(idea=IDEA)
    field(app.text_input, "result").set_value("My words").run()
    holder = sqlite3.connect(home().register, isolation_level=None)
    holder.execute("begin immediate")
    press(app, "It was tried")
    holder.execute("rollback")
    holder.close()
    assert "another program holds it" in said(app) and kept() is None
    assert field(app.text_input, "result").value == "My words"
    press(app, "It was tried")
    assert kept()["result"] == "My words"


def test_an_idea_that_phase_1_takes_up_is_in_a_phase_from_the_start(in_school):
    app = opened(idea="idea_1_05")
    assert "In the phase 'Phase 1'" in said(app)
    assert "Of 132 ideas: 0 picked, 7 in a phase, 0 tried. Nothing is being done under Volunteering." in said(app)


def test_governors_see_coverage_and_no_list_and_no_words(in_school):
    save("tried", result="Only six came.")
    app = opened("governor")
    assert not app.exception and not app.radio and not app.text_input and not app.button
    assert "1 tried" in said(app) and "Only six came." not in said(app)
    assert "No idea in hand meets" in said(app)


def types(*rows: tuple[str, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["type_label", "in_hand"], orient="row")


@pytest.mark.parametrize(
    "rows, sentence",
    [
        ([("A", 1), ("B", 0), ("C", 0)], "Nothing is being done under B and C."),
        ([("A", 0), ("B", 0)], "Nothing is being done under any of the six types yet."),
        ([("A", 4), ("B", 1)], "Something is being done under every type; least under B (1)."),
    ],
)
def test_a_plain_sentence_says_where_nothing_is_being_done(rows, sentence):
    assert ideas.nothing_done(types(*rows)) == sentence


@pytest.mark.browser
def test_an_idea_goes_into_a_phase_in_a_browser_and_is_there_after_a_restart(school, page):
    with serving(school) as running:
        page.goto(f"{running.url}/ideas?role=slt")
        page.get_by_role("button", name="Pick this idea").wait_for()
        settled(page)
        page.get_by_role("searchbox", name="Search").fill("helping CLASSROOM")
        page.get_by_text("1 of 132 ideas").wait_for()
        settled(page)
        page.get_by_role("button", name="Pick this idea").click()
        page.get_by_text("Saved: the idea is picked.").wait_for()
        settled(page)
        page.get_by_text("Put it into a phase").click()
        pick(page, "Phase", "A new phase")
        page.get_by_role("textbox", name="Name of the new phase").fill("Autumn 2026")
        page.get_by_role("button", name="Put it into the phase").click()
        page.get_by_text("Saved: the idea is in the phase").wait_for()
        settled(page)
        assert_sound(page)
        address = page.url
    with serving(school) as again:
        page.goto(f"{again.url}/ideas?{address.partition('?')[2]}")
        page.get_by_role("heading", level=1).wait_for()
        settled(page)
        page.get_by_role("searchbox", name="Search").fill("helping CLASSROOM")
        page.get_by_text("In the phase 'Autumn 2026'").wait_for()
