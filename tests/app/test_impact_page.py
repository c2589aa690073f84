"""Impact: the verdict as it is, what holds it up, and what may be said of each kind of message."""

from functools import partial

import polars as pl
import pytest

from tests.app.tables import with_tables
from tests.app.test_evaluation_pages import charts, opened, texts
from ui.impact import drawings, findings
from warehouse.settings import get_settings

PILOT = {
    "name": "Texts",
    "academic_year": "2025/26",
    "is_random": True,
    "effect": 0.051,
    "interval_low": 0.018,
    "interval_high": 0.085,
    "smallest_detectable": 0.048,
    "pre_level": -0.012,
    "pre_trend": 0.012,
    "pre_trend_low": -0.027,
    "pre_trend_high": 0.052,
    "published_low": 0.0,
    "published_high": 0.071,
    "warnings": "",
}


@pytest.fixture(scope="module")
def seen(demo_home):
    """The page as governors see it, opened once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VILLAGE_HOME", str(demo_home))
        get_settings.cache_clear()
        yield with_tables(opened("impact"))
    get_settings.cache_clear()


def test_the_page_begins_with_the_firmest_verdict_and_a_question_to_ask(seen):
    assert not seen.exception
    assert seen.text[0].value == "Text message nudge pilot, 2025/26: consistent with a gain of 1.8 to 8.5 points."
    assert seen.caption[0].value.startswith("Ask whether to go on")


def test_the_pilot_stands_before_and_after_beside_families_it_did_not_reach(seen):
    assert len(charts(seen)) == 2
    table = next(element.value for element in seen.dataframe if "Before" in element.value.columns)
    assert table["n"].to_list() == ["26 families, 28 pupils", "29 families, 30 pupils"]
    said = texts(seen)
    assert "attendance changed by +5.1 points (+1.8 to +8.5)" in said and "Chance decided which families" in said
    assert "no sign that they were moving apart already" in said and "a change of 4.8 points or more" in said


def test_two_kinds_of_message_that_went_to_the_same_families_cannot_be_told_apart(seen):
    (kinds,) = [element.value for element in seen.table]
    assert kinds["Kind"].to_list() == ["attendance linked with achievement", "a welcome"]
    assert set(kinds["What may be said"]) == {"cannot be told: the same families were reached by the other kinds too"}


def test_an_action_that_was_judged_in_two_years_is_found_by_its_year_and_else_at_its_newest():
    judged = {"action_id": ["texts", "course", "texts"], "academic_year": ["2025/26", "2024/25", "2024/25"]}
    place_of = partial(findings.place_of, pl.DataFrame(judged))
    assert (place_of("texts", "2024/25"), place_of("texts", "2025/26")) == (2, 0)
    assert (place_of("course", "2025/26"), place_of("texts", None), place_of("unknown", "2024/25")) == (1, 0, 0)


def test_an_action_in_the_address_is_the_one_in_full(demo_home, monkeypatch):
    monkeypatch.setenv("VILLAGE_HOME", str(demo_home))
    get_settings.cache_clear()
    said = texts(opened("impact", idea="idea_1_06"))
    assert "Attendance: no sign of a change." in said and "Somebody decided, or the families did" in said
    get_settings.cache_clear()


@pytest.mark.parametrize(
    "differs, said",
    [
        ({}, "stood 1.2 points below the others. From the first half of that time to the second they changed by +1.2"),
        ({"pre_trend_low": 0.001}, "they were moving apart already."),
        ({"is_random": False}, "the two groups may differ in other ways"),
        (
            {"effect": 0.09},
            "Published effects of such actions are 0 to 7.1 points at this school's attendance; this is larger",
        ),
        ({"published_low": None, "published_high": None}, "No published effect can be set beside it."),
        ({"smallest_detectable": None}, "How small a change could have been seen cannot be said."),
        ({"warnings": "The families reached stood lower before."}, "The families reached stood lower before."),
    ],
)
def test_what_a_verdict_rests_on_is_said_and_no_firmer_than_it_is(differs, said):
    sentences = findings.sentences(PILOT | differs)
    assert any(said in sentence for sentence in sentences)
    assert not any(word in " ".join(sentences) for word in ("because", "caused", "proves"))


def test_figures_that_are_withheld_are_neither_said_nor_drawn():
    nothing = {name: None for name, value in PILOT.items() if isinstance(value, float)}
    assert findings.sentences(PILOT | nothing) == []
    assert drawings.in_context(PILOT | nothing) == []


def test_what_could_have_gone_unseen_reaches_as_far_down_as_up():
    rows = pl.DataFrame(drawings.in_context(PILOT)).rows_by_key("label", unique=True, named=True)
    assert (rows["Could well have gone unseen"]["low"], rows["Could well have gone unseen"]["high"]) == (-0.048, 0.048)
    assert rows["This action"]["said"] == "+5.1 (+1.8 to +8.5)" and rows["Published effects"]["value"] is None
