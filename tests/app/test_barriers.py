"""Barriers: what is named, where sides differ and how sure that is, what is done; and comments that people read."""

import re
from html import unescape

import polars as pl
import pytest
from scipy.stats import false_discovery_control
from statsmodels.stats.proportion import proportions_ztest

from tests.app.tables import with_tables
from tests.app.test_evaluation_pages import TERM, charts, opened, texts, written
from ui import perceptions
from ui.barriers import associations
from warehouse import homes
from warehouse.errors import NotAllowed
from warehouse.impact.shares import difference
from warehouse.read import read_mart
from warehouse.register import current
from warehouse.settings import get_settings

COLUMNS = [
    "Barrier",
    "Parents",
    "Staff",
    "Parents beside staff",
    "Parents beside the survey before",
    "Published",
]


@pytest.fixture(scope="module")
def seen(demo_home):
    """The page as governors see it after a survey; opened once, for tests that change nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VILLAGE_HOME", str(demo_home))
        get_settings.cache_clear()
        app = opened("barriers", term=TERM)
        app.session_state["how_to_read"] = app.session_state["families_naming"] = True
        yield with_tables(app)
    get_settings.cache_clear()


def rows(name: str, role: str = "slt", **where) -> pl.DataFrame:
    return read_mart(homes.active(get_settings()), name, role, where)


def first_card(app) -> list[str]:
    """The sentences that the page begins with, and the question to ask."""
    pieces = ([unescape(line) for line in re.findall(r"<p[^>]*>(.*?)</p>", piece)] for piece in written(app))
    return next(lines for lines in pieces if lines and lines[0].startswith(("Most named by", "What parents name most")))


def button(app, label: str):
    return next(button for button in app.button if button.label == label)


def test_the_page_begins_with_what_parents_name_most_its_range_n_and_the_published_figure(seen):
    said = first_card(seen)
    assert said[0].startswith("Most named by parents: Work commitments, 45% (between ")
    assert "of 47 parents; published 41% (Peters et al. 2007, cited in Strategy 6.3)" in said[0]


def test_a_gap_that_was_planted_is_found_with_its_range(seen):
    said = first_card(seen)[1]
    assert said.startswith(
        "Parents and staff see this differently: Own experience of education, parents 32%, staff 67%"
    )
    assert "35 points less (10 to 54)" in said


def test_a_change_and_a_group_that_are_not_clear_are_said_not_to_be(seen):
    said = first_card(seen)
    assert said[2].startswith("No barrier is clearly more or less named by parents than in summer term 2024/25;")
    assert said[3].startswith("No group of families clearly stands out; nearest to it: ")


def test_there_is_one_question_to_ask(seen):
    asks = [line for line in first_card(seen) if line.startswith("Ask ")]
    assert asks == ["Ask who will answer 'Lack of time', with what, and by when."]


def test_the_three_groups_of_barriers_each_have_a_chart_and_a_table_with_every_comparison(seen):
    tables = [element.value for element in seen.dataframe]
    assert len(charts(seen)) == 3 and all(list(table.columns) == COLUMNS for table in tables)
    assert "Work commitments" in [barrier for table in tables for barrier in table["Barrier"]]


def test_a_barrier_no_survey_asked_about_is_named_as_such_and_not_shown_as_nought(seen):
    asked = [barrier for element in seen.dataframe for barrier in element.value["Barrier"]]
    note = next(element.value for element in seen.caption if element.value.startswith("Not asked about"))
    labels = rows("dim_barriers", "governor")["label"].to_list()
    assert [label in note for label in labels] == [label not in asked for label in labels]
    assert 0 < len(asked) < len(labels) == 27


def test_a_group_that_is_too_small_is_held_back_and_never_a_share(in_school):
    app = with_tables(opened("barriers", "governor", term=TERM, group="Year group: Year 7"))
    assert "What parents name most is held back" in first_card(app)[0]
    assert {cell for table in app.dataframe for cell in table.value["Parents"]} == {"held back"}
    assert {cell for table in app.dataframe for cell in table.value["Parents beside staff"]} == {""}


@pytest.mark.parametrize("respondents, said", [(None, "What parents name most is held back"), (4, "Too few parents")])
def test_of_a_small_group_governors_read_that_it_is_held_back_and_others_that_it_is_too_few(respondents, said):
    row = {"series": "parents", "share": None, "respondents": respondents}
    wave = perceptions.Wave(TERM, pl.DataFrame([row], schema_overrides={"respondents": pl.Int64}), staff_is_whole=True)
    assert perceptions.most_named(wave).startswith(said)


def test_a_term_without_a_survey_shows_the_last_one_and_says_so(in_school):
    said = texts(opened("barriers", term="2025/26 spring"))
    assert "No survey in spring term 2025/26; this is the last before it, summer term 2024/25." in said


def test_which_families_name_a_barrier_more_is_told_when_it_is_asked_for(seen):
    (table,) = (piece for piece in written(seen) if ">Other families<" in piece)
    assert "SEN support" in table


def test_what_is_named_most_stands_beside_the_actions_and_ideas_that_answer_it(seen):
    (table,) = (piece for piece in written(seen) if "Actions that answer it" in piece)
    rows = {cells[0]: cells for cells in (re.findall(r"<td>(.*?)</td>", row) for row in table.split("<tr>")) if cells}
    assert rows["Work commitments"][2] == "1 done" and rows["Lack of time"][2] == "none"
    assert "No action answers Lack of time, which 38% of parents name." in texts(seen)


def test_an_interval_is_statsmodels_and_a_clear_difference_is_clear_after_benjamini_and_hochberg(seen):
    found = rows("fct_barrier_differences").filter("is_reportable")
    together = ["comparison", "respondent_role", "period_id"]
    whole = pl.when(pl.col("comparison") == "other families").then(pl.lit("all"))
    found = found.with_columns(family=whole.otherwise(pl.concat_str("group_type", "group_value")))
    assert found.height > 500 and found["is_clear"].sum() > 5
    for row in found.sample(40, seed=5).to_dicts():
        wanted = difference(*(row[name] for name in ("reported", "respondents", "other_reported", "other_respondents")))
        assert (row["interval_low"], row["interval_high"]) == pytest.approx((wanted.low, wanted.high), abs=1e-6)
    for _, part in found.group_by(*together, "family"):
        chances = [_chance(row) for row in part.to_dicts()]
        passes = pl.Series(false_discovery_control(chances) <= 0.05)
        beyond = (part["interval_low"] > 0) | (part["interval_high"] < 0)
        assert part["is_clear"].to_list() == (passes & beyond).to_list()


def _chance(row: dict) -> float:
    counts = [row["reported"], row["other_reported"]]
    everyone = [row["respondents"], row["other_respondents"]]
    return 1.0 if counts == everyone else float(proportions_ztest(counts, everyone)[1])


def test_what_goes_with_a_barrier_cannot_be_told_from_answers_without_a_name(seen):
    assert (
        "How a barrier goes with attendance, turn-out and contact cannot be told: answers that name no family"
        in texts(seen)
    )


def _pairs(*verdicts: str) -> pl.DataFrame:
    row = {"label": "Transport", "outcome_id": "attendance_rate", "families_with": 12, "families_without": 30}
    figures = {"difference": -0.12, "interval_low": -0.2, "interval_high": -0.03}
    said = {"less": "goes with less", "cannot_tell": "cannot be told"}
    return pl.DataFrame([row | figures | {"verdict_id": one, "verdict": said.get(one, one)} for one in verdicts])


@pytest.mark.parametrize(
    "verdicts, said",
    [
        (("less", "no_sign"), "Naming 'Transport' goes with less attendance: 12 points less (3 to 20)."),
        (
            ("less", "less", "no_sign"),
            "12 points less (3 to 20). And 1 more, in the table. What goes together need not be",
        ),
        (
            ("no_sign", "no_sign", "too_few"),
            "No barrier clearly goes with more or less attendance, turn-out or contact (2",
        ),
        (("too_few", "cannot_tell"), "Too few families named a barrier to say what goes with it."),
        (("cannot_tell",), "How a barrier goes with attendance, turn-out and contact cannot be told."),
    ],
)
def test_what_goes_together_is_said_as_firmly_as_its_verdict_and_never_as_a_cause(verdicts, said):
    found = associations.in_words(_pairs(*verdicts))
    assert (
        said in found
        and "because" not in found
        and associations.as_table(_pairs(*verdicts)).height == sum(one == "less" for one in verdicts)
    )


def test_governors_are_shown_no_comment_and_may_not_read_one(seen):
    said = texts(seen)
    with pytest.raises(NotAllowed):
        rows("fct_comment_barriers", "governor")
    assert "dictionary" not in said and not [word for word in ("jargon", "bus pass") if word in said]


def test_whoever_decides_sees_no_word_that_could_be_a_name(in_school):
    said = texts(opened("comments", "staff"))
    assert "Parents (8 times): “Less jargon in letters”" in said
    assert "Parents (7 times): “One person to ring not …”" in said  # the comment ends on a word our texts do not have


def test_comments_that_look_alike_are_decided_together_kept_at_once_and_can_be_taken_back(in_school):
    home = homes.active(get_settings())
    app = opened("comments", "staff")
    app.button[_answers_to(app, "Less jargon")].click().run()
    assert "Saved: it counts from the next build." in texts(app)
    assert current(home, "coded_answer")["verdict"].to_list() == ["confirmed"] * 8
    button(app, "Take it back").click().run()
    assert "Taken back: it waits again." in texts(app) and current(home, "coded_answer").is_empty()


def _answers_to(app, words: str) -> int:
    """Place of the button that confirms the comment with these words: each comment has two."""
    shown = [element.value for element in app.text if "“" in element.value]
    return 2 * next(at for at, text in enumerate(shown) if words in text)
