"""The page of a phase: what is late or stuck first, a school's own phase, and what each role reads."""

from tests.app.phases import opened, said, save
from tests.app.tables import with_tables
from warehouse.register import record_step_update


def test_phase_progress_counts_and_puts_what_is_late_or_stuck_first(in_school):
    app = with_tables(opened("phase_progress", "governor"))
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


def test_a_phase_whose_steps_have_no_dates_is_a_table_and_no_empty_chart(second_phase):
    app = opened("phase_progress", phase="p2")
    assert not app.exception and "How each step stands" in said(app)
    assert app.dataframe[0].value["Step"].tolist() == ["Find a room"]
