"""Living answers: judged, kept while typed, agreed, changed with a reason, beside the evidence then and now."""

import time
from datetime import datetime

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.answers_rerun import add_three_years
from tests.app.conftest import serving, settled
from ui.answers import evidence, fields
from ui.navigation import page_at
from ui.questions import judged
from ui.typing_kept import KEEPS
from warehouse import homes
from warehouse.read import current_build
from warehouse.register import changes, current_answers, drafts, latest, record_answer, save_draft
from warehouse.settings import Home, get_settings

QUESTION, TERM = "kq_05", "2025/26 summer"
SUBJECT = f"{QUESTION}|{TERM}"


def home() -> Home:
    return homes.active(get_settings())


def opened(role: str = "slt", question: str = QUESTION) -> AppTest:
    app = AppTest.from_file(str(page_at("key_questions").file), default_timeout=60)
    for name, value in {"role": role, "question": question, "term": TERM}.items():
        app.query_params[name] = value
    return app.run()


def field(app: AppTest, name: str):
    kinds = (app.radio, app.text_area, app.multiselect)
    return next(element for kind in kinds for element in kind if element.key == f"answer {SUBJECT} {name}")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def texts(app: AppTest) -> str:
    kinds = (app.subheader, app.text, app.markdown, app.caption, app.error, app.success, app.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def saved() -> dict:
    return latest(home(), "answer", key_question_id=QUESTION, cycle_id=TERM)


def judge(app: AppTest, judgement: str, answer: str, state: str = "Submit", **others) -> AppTest:
    for name, value in {"judgement": judgement, "answer": answer, **others}.items():
        field(app, name).set_value(value)
    return press(app, state)


def theirs(**fields_of_the_answer) -> None:
    words = {"judgement": "not_yet", "answer": "The other leader's view.", "state": "submitted"} | fields_of_the_answer
    record_answer(home(), QUESTION, TERM, **words, role="slt", client_id="other")


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
    assert listed.value == ["favourable_rate__pupil_wellbeing", "favourable_rate__type_6_community"]


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


@pytest.mark.parametrize("role", ["governor", "staff"])
def test_others_see_judgement_confidence_and_evidence_and_no_typed_word(role, in_school):
    with duckdb.connect(str(current_build(home()).path)) as connection:
        connection.execute("update rpt_judgements set confidence = 'low', state = 'agreed'")
    app = opened(role)
    said = texts(app)
    assert "with low confidence; agreed; enough evidence" in said and "when judged and today" in said
    assert not app.text_area and not [button for button in app.button if button.label in ("Submit", "Agree")]
    typed = current_answers(home())["answer"].to_list()
    assert typed and not any(answer in said for answer in typed)


def test_the_page_says_whether_evidence_is_enough_and_what_the_rules_are(in_school):
    app = opened("governor")
    assert (
        "Enough evidence; kinds of data: 3 (at least 2); days behind the newest data of the term: 0 (at most 60); "
        "people behind the figure that rests on fewest: 26 (at least 10)."
    ) in texts(app)
    rules = app.table[0].value
    assert list(rules["Set at"]) == ["2", "60", "10"] and list(rules["Met"]) == ["yes"] * 3
    assert "the two ranges do not touch" in texts(app)


def test_a_figure_that_moved_is_shown_as_it_was_kept_and_as_it_is_and_speaks_against_the_judgement(in_school):
    with duckdb.connect(str(current_build(home()).path)) as connection:
        connection.execute(
            "update rpt_judged_evidence set is_kept = true, drift = 'moved down', then_numerator = 60, "
            "then_value = 60 / 73, then_interval_low = 0.72, then_interval_high = 0.89 "
            "where key_question_id = $question and cycle_id = $term and position = 1",
            {"question": QUESTION, "term": TERM},
        )
        connection.execute("update rpt_key_questions set drift = 'moved down' where judgement = 'developing'")
    app = opened("governor")
    table = next(element.value for element in app.dataframe if "When judged" in element.value)
    assert table.iloc[0].to_list() == [
        "Turn-out",
        "82%, between 72% and 89% (60 of 73, summer term 2025/26)",
        "29%, between 18% and 42% (21 of 73, summer term 2025/26)",
        "worse: down 53 percentage points",
    ]
    said = texts(app)
    assert evidence.KEPT in said and "Turn-out: worse: down 53 percentage points; Came at least once: no newer" in said
    assert "worse since, so the judgement may be too high now" in said


def test_a_small_groups_figures_then_and_now_are_withheld_from_governors(in_school):
    with duckdb.connect(str(current_build(home()).path)) as connection:
        connection.execute("update rpt_judged_evidence set is_reportable = false where position = 1")
    table = next(element.value for element in opened("governor").dataframe if "When judged" in element.value)
    assert table.iloc[0].to_list() == ["Turn-out", "too few to say", "too few to say", "too few to say"]


@pytest.mark.parametrize(
    "judgement, drift, ending",
    [
        ("strong", "moved down", "may be too high now."),
        ("developing", "moved up", "may be too low now."),
        ("not_yet", "moved down", "worse since."),
        ("strong", "moved up", "better since."),
    ],
)
def test_drift_is_said_to_speak_against_a_judgement_only_where_it_does(judgement, drift, ending):
    row = {"judgement": judgement, "drift": drift, "place": judgement, "judged_by_role": "slt", "confidence": None}
    row |= {"state": "submitted", "judged_at": datetime(2026, 7, 1), "evidence": "enough", "evidence_newest": None}  # noqa: DTZ001
    assert judged(row, TERM).endswith(ending)


def test_the_page_opens_with_three_years_of_history(in_school):
    """How fast is measured in benchmarks/answers_rerun.py: a clock in a test fails on a busy machine."""
    add_three_years(home())
    app = opened()
    assert current_answers(home()).height == 9 * 21
    assert not app.exception


def browse(page, url: str) -> None:
    page.goto(f"{url}/key_questions?role=slt&question={QUESTION}&term=2025%2F26%20summer")
    page.get_by_role("button", name="Agree").wait_for()
    settled(page)


def type_answer(page, words: str) -> None:
    area = page.locator(f"[class*='st-key-{KEEPS}'] textarea").first
    area.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def until(condition) -> None:
    for _ in range(100):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within ten seconds")


@pytest.mark.browser
def test_a_closed_tab_loses_nothing_and_the_answer_is_agreed_and_read_back_after_a_restart(in_school, browser):
    context = browser.new_context(locale="en-GB")
    with serving(in_school) as running:
        page = context.new_page()
        browse(page, running.url)
        type_answer(page, "Typed and never sent")
        until(
            lambda: any("Typed and never sent" in str(draft) for draft in drafts(home(), "answer", SUBJECT, role="slt"))
        )
        page.close()
        page = context.new_page()
        browse(page, running.url)
        page.get_by_role("button", name="Take it up again").click()
        page.get_by_text("Typed and never sent").first.wait_for()
        page.get_by_text("High", exact=True).click()
        page.get_by_role("button", name="Agree").click()
        page.get_by_text("Saved and agreed.").wait_for()
    with serving(in_school) as again:
        page = context.new_page()
        browse(page, again.url)
        page.get_by_text("Saved for this term: developing, high confidence, agreed").wait_for()
        assert page.get_by_text("Typed and never sent").count() >= 1
    context.close()
    assert (saved()["answer"], saved()["state"]) == ("Typed and never sent", "agreed")


@pytest.mark.browser
def test_two_browsers_on_one_answer_choose_between_their_words(in_school, browser):
    contexts = [browser.new_context(locale="en-GB") for _ in range(2)]
    mine, other = [context.new_page() for context in contexts]
    with serving(in_school) as running:
        browse(mine, running.url)
        browse(other, running.url)
        type_answer(other, "What the other saw")
        other.get_by_role("button", name="Submit").click()
        other.get_by_text("Saved and submitted.").wait_for()
        type_answer(mine, "What I saw")
        mine.get_by_role("button", name="Submit").click()
        mine.get_by_text("Somebody else saved this while you were writing").wait_for()
        assert mine.get_by_text("What the other saw").count() >= 1 and saved()["answer"] == "What the other saw"
        mine.get_by_role("button", name="Put both together").click()
        mine.get_by_text("Somebody else saved this").wait_for(state="detached")
        mine.get_by_role("button", name="Submit").click()
        mine.get_by_text("Saved and submitted.").wait_for()
    for context in contexts:
        context.close()
    assert saved()["answer"] == "What the other saw\nWhat I saw"
