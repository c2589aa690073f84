"""Priorities on their page: options come in, are scored, ordered, challenged, joined to whys, and become actions."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.needs import audited, errors, home, labelled, opened, press, saved, told, view, weighed
from tests.app.tables import with_tables
from warehouse.register import current, record

pytestmark = pytest.mark.usefixtures("in_school")

FIRST, CHALLENGE, WHYS = "What comes first", "Challenge", "Against the whys"


def labels() -> list[str]:
    return sorted(current(home(), "matrix_option")["label"])


def test_musts_of_the_audit_are_carried_over_by_one_click_and_only_once():
    audited({"staff 1": "strong"})
    steps = {"round_id": "round_1", "theme_id": "audit_theme_2", "must": ["Name a leader"], "could": ["Buy a van"]}
    saved("audit_next", [steps, {**steps, "theme_id": "audit_theme_5", "must": ["Name a  LEADER"], "could": []}])
    app = press(opened("priorities"), "Carry over")
    assert labels() == ["Name a leader"]
    assert with_tables(app).dataframe[0].value["From"].tolist() == ["must, theme 2"]
    assert labelled(app.multiselect, "Actions").options == ["Buy a van (could, theme 2)"]


def test_options_come_from_the_idea_bank_and_in_own_words_and_empty_ones_are_refused():
    app = opened("priorities")
    labelled(app.selectbox, "From the idea bank").set_value("idea_2_01").run()
    app = press(app, "Add the option")
    labelled(app.text_input, "In own words").set_value("Pay bus fares").run()
    app = press(app, "Add the option")
    rows = {row["label"]: row["idea_id"] for row in current(home(), "matrix_option").to_dicts()}
    assert len(rows) == 2 and rows.pop("Pay bus fares") is None and list(rows.values()) == ["idea_2_01"]
    labelled(app.text_input, "In own words").set_value(" ").run()
    assert errors(press(app, "Add the option")) == ["The option is empty; say what could be done, then save again."]


def test_an_option_is_worded_anew_and_taken_out():
    weighed(bus=(4, 4), gym=(1, 1))
    app = opened("priorities")
    labelled(app.text_input, "In other words").set_value("Pay bus fares").run()
    app = press(app, "Save the new words")
    assert labels() == ["Pay bus fares", "gym"]
    press(app, "Take it out")
    assert labels() == ["gym"]


def score(app: AppTest, **parts: int) -> AppTest:
    for part, value in parts.items():
        labelled(app.radio, part.capitalize()).set_value(value)
    return press(app.run(), "Save the scores")


def as_scorer(handle: str) -> AppTest:
    app = view(opened("priorities"), "Score")
    return app.text_input(key="needs_scorer").set_value(handle).run()


ALL = dict.fromkeys(("impact", "effort", "cost", "time", "resources", "risk"), 3)


def test_two_scorers_score_and_each_is_led_from_option_to_option():
    saved("matrix_option", [{"option_id": name, "matrix_id": "matrix_own", "label": name} for name in ("bus", "gym")])
    for handle in ("blue", "green"):
        app = score(as_scorer(handle), **ALL)
        assert "Here is the next option" in told(app)
        assert "You have scored every option" in told(score(app, **ALL | {"risk": 1}))
    rows = current(home(), "matrix_score")
    assert sorted(rows.select("option_id", "scorer_id", "risk").rows()) == [
        ("bus", "blue", 3),
        ("bus", "green", 3),
        ("gym", "blue", 1),
        ("gym", "green", 1),
    ]


def test_a_score_left_out_is_refused_beside_it_and_the_others_stay():
    saved("matrix_option", [{"option_id": "bus", "matrix_id": "matrix_own", "label": "bus"}])
    app = score(as_scorer("blue"), impact=4)
    assert len(errors(app)) == 5 and "Score effort with a whole number from 1 to 4, then save again." in errors(app)
    assert labelled(app.radio, "Impact").value == 4
    assert current(home(), "matrix_score").is_empty()


def test_options_are_plotted_in_order_with_quick_wins_named_and_the_unscored_said():
    weighed(bus=(4, 4), gym=(1, 4), van=(4, 1))
    saved("matrix_option", [{"option_id": "sky", "matrix_id": "matrix_own", "label": "sky"}])
    app = view(opened("priorities"), FIRST)
    assert "Quick wins: bus." in told(app) and "Not scored yet, and so not in the order: sky." in told(app)
    table = with_tables(app).dataframe[0].value
    assert table["Option"].tolist() == ["bus", "van", "gym"]
    assert table["Kind"].tolist() == ["quick win", "major work", "easy extra"]


def test_two_scorers_are_averaged_with_their_spread():
    weighed(bus=(4, 4))
    saved("matrix_score", [{"option_id": "bus", "scorer_id": "green", **ALL, "impact": 1}])
    row = with_tables(view(opened("priorities"), FIRST)).dataframe[0].value.iloc[0]
    assert (row["Impact"], row["Ease"], row["Scorers"]) == ("2.5 (1 to 4)", "3.5 (3 to 4)", 2)


def test_the_page_says_whether_the_order_survives_other_weights():
    weighed(bus=(4, 4), van=(3, 3), gym=(2, 2), sky=(1, 1))
    app = view(opened("priorities"), FIRST)
    assert "The first three stay the first three in 100 of 100 weightings." in told(app)
    assert with_tables(app).dataframe[1].value["Worst rank"].tolist() == [1, 2, 3, 4]


def test_weights_change_the_ease_and_cannot_all_be_nothing():
    saved("matrix_option", [{"option_id": "bus", "matrix_id": "matrix_own", "label": "bus"}])
    saved("matrix_score", [{"option_id": "bus", "scorer_id": "blue", **dict.fromkeys(ALL, 1), "cost": 4}])
    app = view(opened("priorities"), FIRST)
    assert with_tables(app).dataframe[0].value["Ease"].tolist() == ["1.6"]
    labelled(app.number_input, "Cost").set_value(6.0).run()
    app = press(app, "Save the weights")
    assert with_tables(app).dataframe[0].value["Ease"].tolist() == ["2.8"]
    for number in app.number_input:
        number.set_value(0.0)
    assert "At least one weight has to be above 0" in errors(press(app.run(), "Save the weights"))[0]


def challenged(text: str = "It needs two people") -> AppTest:
    weighed(bus=(4, 4), gym=(1, 1))
    saved("matrix_score", [{"option_id": "bus", "scorer_id": "green", **ALL, "effort": 1}])
    app = view(opened("priorities"), CHALLENGE)
    labelled(app.text_input, "What speaks against").set_value(text).run()
    return press(app, "Challenge it")


def test_options_on_which_scorers_differ_are_named_first():
    assert "talk about these first: bus (effort)." in told(challenged())


def test_a_challenge_that_changes_a_score_leaves_a_trail():
    app = press(challenged(), "Settle it")
    assert "Choose what came of the challenge" in errors(app)[0]
    labelled(app.radio, "What came of it?").set_value("changed").run()
    labelled(app.radio, "To").set_value(2).run()
    app = press(app, "Settle it")
    row = with_tables(app).dataframe[0].value.iloc[0]
    assert (row["Challenge"], row["Outcome"], row["Scores"]) == (
        "It needs two people",
        "changed",
        "impact from 4, 3 to 2",
    )
    assert set(current(home(), "matrix_score", option_id="bus")["impact"]) == {2}


def test_a_challenge_may_end_with_the_scores_kept():
    app = challenged()
    before = current(home(), "matrix_score")["row_id"].to_list()
    labelled(app.radio, "What came of it?").set_value("kept").run()
    app = press(app, "Settle it")
    assert with_tables(app).dataframe[0].value.iloc[0]["Outcome"] == "kept"
    assert current(home(), "matrix_score")["row_id"].to_list() == before


def test_an_empty_challenge_is_refused():
    assert errors(challenged("  ")) == ["The challenge is empty; write what speaks against the score, then save again."]


def with_whys() -> None:
    shared = {"tree_id": "t"}
    saved(
        "why",
        [
            {**shared, "why_id": "w0", "level": 0, "statement": "Few come"},
            {**shared, "why_id": "w1", "level": 1, "parent_why_id": "w0", "statement": "No bus"},
            {**shared, "why_id": "w2", "level": 1, "parent_why_id": "w0", "statement": "At noon"},
        ],
    )


def test_an_option_is_joined_to_a_why_and_threads_without_an_answer_are_named():
    with_whys()
    weighed(bus=(4, 4))
    app = view(opened("priorities"), WHYS)
    assert "Of 'Few come' no option answers: 1 No bus; 2 At noon." in told(app)
    labelled(app.selectbox, "The why it answers").set_value("w1").run()
    app = press(app, "Save")
    assert "Of 'Few come' no option answers: 2 At noon." in told(app)
    assert "• 1 No bus: answered by bus" in told(app)


def test_without_whys_the_check_says_what_is_missing():
    weighed(bus=(4, 4))
    assert "There is no tree of whys to check against yet." in told(view(opened("priorities"), WHYS))


def test_a_priority_becomes_an_action_in_a_new_phase_that_is_saved_with_it():
    weighed(bus=(4, 4), gym=(1, 1))
    app = view(opened("priorities"), FIRST)
    labelled(app.selectbox, "Phase").set_value("a new phase").run()
    app = press(app, "Make it an action")
    assert errors(app) == ["Give the new phase a name, then save again."]
    assert current(home(), "phase").is_empty() and current(home(), "action").is_empty()
    labelled(app.text_input, "Name of the new phase").set_value("Phase 2").run()
    app = press(app, "Make it an action")
    assert "✓ bus: an action in Phase 2" in told(app)
    action, phase = current(home(), "action").row(0, named=True), current(home(), "phase").row(0, named=True)
    assert (action["label"], action["option_id"], action["phase_id"]) == ("bus", "bus", phase["phase_id"])
    assert labelled(app.selectbox, "Option").options == ["2. gym"]


def test_a_priority_becomes_an_action_in_a_phase_that_is_there_by_one_click():
    weighed(bus=(4, 4))
    app = press(view(opened("priorities"), FIRST), "Make it an action")
    assert "'bus' is an action now." in told(app)
    assert current(home(), "action")["phase_id"].to_list() == ["phase_1"]


def test_two_people_who_make_the_same_priority_an_action_make_one_action():
    weighed(bus=(4, 4))
    app = view(opened("priorities"), FIRST)
    theirs = {"action_id": "action_bus", "phase_id": "phase_1", "label": "bus", "option_id": "bus"}
    record(home(), "action", theirs, role="slt", client_id="another")
    press(app, "Make it an action")
    assert current(home(), "action").height == 1
