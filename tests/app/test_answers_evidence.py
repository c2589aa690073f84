"""A judgement beside its evidence then and now: what others see of it, and when the figures speak against it."""

from datetime import datetime

import duckdb
import pytest

from benchmarks.answers_rerun import add_three_years
from tests.app.answers import QUESTION, TERM, home, opened, texts
from tests.app.tables import with_tables
from ui.answers import evidence
from ui.questions import judged
from warehouse.read import current_build
from warehouse.register import current_answers


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
    app.session_state["evidence_rules"] = True
    rules = app.run().table[0].value
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
    table = next(element.value for element in with_tables(app).dataframe if "When judged" in element.value)
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
    table = next(
        element.value for element in with_tables(opened("governor")).dataframe if "When judged" in element.value
    )
    assert table.iloc[0].to_list() == ["Turn-out", "held back", "held back", "held back"]


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
