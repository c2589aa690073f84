"""Living answers: judged, kept while typed, agreed, changed with a reason, and what two leaders do at once."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.answers import QUESTION, SUBJECT, TERM, field, home, judge, opened, press, saved, texts, theirs
from ui.answers import fields
from warehouse.read import current_build
from warehouse.register import changes, drafts, save_draft


def test_an_answer_is_saved_whole_with_what_it_points_to_and_the_figures_of_the_day(in_school):
    app = judge(
        opened(),
        "strong",
        "Most families came.",
        confidence="medium",
        next_must="Ring those who did not\nChange the hour",
        indicators=["turnout_rate"],
        surveys=["s_dfd0351d"],
        actions=["phase_1_action_5"],
        documents="Minutes of the forum; shared drive, folder 4",
        notes="Three parents said the bus is late.",
    )
    assert not app.error and "Saved and submitted." in texts(app)
    row = saved()
    assert (row["judgement"], row["confidence"], row["state"]) == ("strong", "medium", "submitted")
    assert row["next_must"] == ["Ring those who did not", "Change the hour"]
    kinds = [link["kind"] for link in row["links"]]
    assert kinds == ["indicator", "survey", "action", "document", "note"]
    assert [link["label"] for link in row["links"][-2:]] == [
        "shared drive, folder 4",
        "Three parents said the bus is late.",
    ]
    turnout = row["evidence"][0]
    assert (turnout["indicator_id"], turnout["numerator"], turnout["denominator"]) == ("turnout_rate", 21, 73)
    assert turnout["build_id"] == current_build(home()).build_id


def test_a_first_answer_points_to_the_questions_own_figures_until_somebody_takes_them_away(in_school):
    app = opened(question="kq_13")
    listed = next(element for element in app.multiselect if element.key.endswith("indicators"))
    assert listed.value == ["favourable_rate__pupil_wellbeing", "favourable_rate__type_6_community", "bullying_rate"]


def test_saving_what_is_saved_already_adds_nothing(in_school):
    judge(opened(), "strong", "Most families came.")
    row_id = saved()["row_id"]
    app = judge(opened(), "strong", "Most families came.")
    assert "nothing was changed" in texts(app) and saved()["row_id"] == row_id


def test_the_same_answer_is_saved_anew_once_the_figures_beside_it_are_others(in_school):
    then = {"indicator_id": "turnout_rate", "period_id": TERM, "numerator": 20, "denominator": 73}
    theirs(judgement="strong", answer="Most families came.", evidence=[then])
    row_id = saved()["row_id"]
    press(opened(), "Submit")
    assert saved()["row_id"] > row_id and saved()["evidence"][0]["numerator"] == 21
    assert "Nothing" not in texts(opened()) and "Figures kept: Turn-out" in texts(opened())


@pytest.mark.parametrize(
    "values, name, sentence",
    [
        ({"answer": "  "}, "answer", "The answer is empty"),
        ({"documents": "x" * 81 + "; drive"}, "documents", fields.TITLE_REFUSED),
        ({"next_must": "x" * 501}, "next_must", "on a line of its own"),
    ],
)
def test_what_cannot_be_saved_is_refused_beside_its_field_and_stays_typed(values, name, sentence, in_school):
    before = saved()
    app = judge(opened(), "strong", **{"answer": "Most came.", **values})
    assert len(app.error) == 1 and sentence in app.error[0].value
    assert field(app, name).value == values[name] and field(app, "judgement").value == "strong"
    assert saved() == before


def test_an_agreed_answer_is_changed_only_with_a_reason_and_the_history_tells_it(in_school):
    app = judge(opened(), "strong", "Most families came.", "Agree")
    assert "Saved and agreed." in texts(app)
    agreed = saved()
    app = judge(opened(), "developing", "Fewer came than we thought.", "Agree")
    assert "say why it is changed" in app.error[0].value and saved() == agreed
    field(app, "why").set_value("The register was counted again.")
    app = press(app, "Agree")
    assert not app.error and saved()["judgement"] == "developing"
    newest = changes(home(), "answer", key_question_id=QUESTION, cycle_id=TERM)[0]
    assert newest.why == "The register was counted again."
    said = texts(app)
    assert "The register was counted again" in said and "a senior leader" in said
    assert "Judgement: strong → developing\nAnswer: Most families came. → Fewer came than we thought." in said
    assert said.index("strong → developing") < said.index("developing → strong")


def test_a_draft_is_saved_as_one_and_opened_again_as_it_was(in_school):
    app = judge(opened(), "strong", "Not sure yet.", "Save as a draft")
    assert "does not count as a judgement yet" in texts(app) and saved()["state"] == "draft"
    assert field(opened(), "answer").value == "Not sure yet."


def test_typed_text_is_kept_and_offered_and_can_be_taken_up_or_thrown_away(in_school):
    field(opened(), "answer").set_value("Half a sentence").run()
    assert [draft.content["answer"] for draft in drafts(home(), "answer", SUBJECT, role="slt")] == ["Half a sentence"]
    app = opened()
    assert field(app, "answer").value != "Half a sentence" and "was never saved" in texts(app)
    app = press(app, "Take it up again")
    assert field(app, "answer").value == "Half a sentence"
    app = press(app, "Submit")
    assert saved()["answer"] == "Half a sentence" and drafts(home(), "answer", role="slt") == []
    save_draft(home(), "old", "answer", SUBJECT, {"answer": "Old words"}, role="slt")
    app = press(opened(), "Throw it away")
    assert "was never saved" not in texts(app) and drafts(home(), "answer", role="slt") == []


def conflict() -> AppTest:
    app = opened()
    theirs(next_must=["Theirs to do"])
    return judge(app, "strong", "My view.", next_must="Mine to do")


def test_two_leaders_see_each_others_words_and_nothing_is_written_over(in_school):
    app = conflict()
    assert "Somebody else saved this" in app.error[0].value
    said = texts(app)
    assert "The other leader's view." in said and "My view." in said and saved()["judgement"] == "not_yet"
    assert drafts(home(), "answer", SUBJECT, role="slt")[0].content["answer"] == "My view."


def test_theirs_can_stand(in_school):
    app = press(conflict(), "Keep theirs")
    assert field(app, "answer").value == "The other leader's view." and saved()["answer"] == "The other leader's view."


def test_ones_own_can_take_their_place(in_school):
    press(conflict(), "Save mine")
    assert (saved()["answer"], saved()["judgement"]) == ("My view.", "strong")
    assert drafts(home(), "answer", SUBJECT, role="slt") == []


def test_both_can_be_put_together_by_hand(in_school):
    app = press(conflict(), "Put both together")
    assert field(app, "answer").value == "The other leader's view.\nMy view."
    assert saved()["answer"] == "The other leader's view."
    field(app, "answer").set_value("Our view.")
    press(app, "Submit")
    assert saved()["answer"] == "Our view." and saved()["next_must"] == ["Theirs to do", "Mine to do"]


def test_ones_own_over_an_agreed_answer_still_needs_a_reason(in_school):
    app = opened()
    theirs(state="agreed")
    app = press(judge(app, "strong", "My view."), "Save mine")
    assert "say why it is changed" in texts(app) and saved()["answer"] == "The other leader's view."
