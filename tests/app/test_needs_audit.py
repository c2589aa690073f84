"""The audit on its page: rounds, rating by several people, who sees what of it, movement, and what follows."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.needs import audited, errors, home, labelled, opened, press, saved, told, view
from tests.app.tables import with_tables
from warehouse.register import current, record

pytestmark = pytest.mark.usefixtures("in_school")

STATEMENT = "audit_1_1"
FIVE = {
    "staff 1": "strong",
    "staff 2": "strong",
    "staff 3": "strong",
    "parent 1": "not_yet",
    "governor 1": "developing",
}


def as_rater(app: AppTest, handle: str, group: str | None = None) -> AppTest:
    app.text_input(key="needs_rater").set_value(handle).run()
    return app.radio(key="needs_rater_group").set_value(group).run() if group else app


def rate(app: AppTest, number: str, rating: str) -> AppTest:
    return labelled(app.radio, f"**{number} ").set_value(rating).run()


def save_ratings(app: AppTest) -> AppTest:
    return press(app, "Save the ratings")


def ratings() -> dict[tuple[str, str], str]:
    rows = current(home(), "audit_rating").to_dicts()
    return {(row["rater_id"], row["statement_id"]): row["rating"] for row in rows}


def test_a_senior_leader_begins_a_round_and_others_are_told_to_wait():
    assert "A senior leader begins one." in told(opened("audit", "staff"))
    app = opened("audit")
    labelled(app.text_input, "Name of the round").set_value("Autumn 2026").run()
    press(app, "Begin the round")
    assert current(home(), "audit_round")["label"].to_list() == ["Autumn 2026"]


def test_a_round_without_a_name_is_refused_beside_the_field():
    app = press(opened("audit"), "Begin the round")
    assert errors(app) == ["The name of the round is empty; give the round a name, then save again."]


def test_five_themes_hold_all_26_statements_to_rate():
    audited({"staff 1": "strong"})
    app = as_rater(opened("audit"), "blue 7", "staff")
    theme = labelled(app.selectbox, "Theme")
    assert len(theme.options) == 5
    asked = []
    for option in [f"audit_theme_{number}" for number in range(1, 6)]:
        app = app.selectbox(key=theme.key).set_value(option).run()
        asked.append(sum(radio.label.startswith("**") for radio in app.radio))
    assert asked == [5, 5, 6, 5, 5]


def test_each_rater_keeps_their_own_ratings_group_and_words():
    audited({"staff 1": "strong"})
    app = opened("audit")
    for handle, group, rating in (("blue 7", "staff", "strong"), ("paper copy 1", "parent", "not_yet")):
        app = rate(as_rater(app, handle, group), "1.2", rating)
        labelled(app.text_area, "Evidence").set_value(f"Seen by {handle}").run()
        app = save_ratings(rate(app, "1.1", "developing"))
        assert not errors(app)
    rows = current(home(), "audit_rating", rater_id="paper copy 1").to_dicts()
    assert [(row["statement_id"], row["rater_group"], row["evidence"]) for row in rows] == [
        ("audit_1_1", "parent", "Seen by paper copy 1"),
        ("audit_1_2", "parent", None),
    ]
    again = as_rater(opened("audit"), "blue 7")
    assert "Rating as staff, with 2 of 26 statements rated." in told(again)
    assert labelled(again.radio, "**1.2 ").value == "strong"


def test_words_without_a_rating_are_refused_beside_the_statement_and_nothing_is_saved_or_lost():
    audited({"staff 1": "strong"})
    app = rate(as_rater(opened("audit"), "blue 7", "staff"), "1.2", "strong")
    labelled(app.text_area, "Notes").set_value("We talked about it.").run()
    app = save_ratings(app)
    assert errors(app) == ["Choose a rating for this statement too, or take the words about it away; then save again."]
    assert labelled(app.text_area, "Notes").value == "We talked about it." and len(ratings()) == 1


def test_only_what_changed_is_saved_and_the_same_again_adds_nothing():
    audited({"staff 1": "strong"})
    app = save_ratings(rate(as_rater(opened("audit"), "staff 1"), "1.2", "strong"))
    before = current(home(), "audit_rating")["row_id"].to_list()
    app = save_ratings(app)
    assert current(home(), "audit_rating")["row_id"].to_list() == before and len(before) == 2


def test_two_people_under_one_handle_see_each_other():
    audited({"staff 1": "strong"})
    app = rate(as_rater(opened("audit"), "staff 1"), "1.1", "not_yet")
    theirs = {"round_id": "round_1", "statement_id": STATEMENT, "rater_id": "staff 1", "rater_group": "staff"}
    record(home(), "audit_rating", theirs | {"rating": "developing"}, role="slt", client_id="another")
    app = save_ratings(app)
    assert "rating: Developing" in told(app) and "rating: Not yet part of our work" in told(app)
    press(app, "Save mine")
    assert ratings() == {("staff 1", STATEMENT): "not_yet"}


def test_a_handle_of_another_role_is_not_opened_to_those_who_lead_nothing():
    audited({"staff 1": "strong"})
    app = as_rater(opened("audit", "governor"), "staff 1")
    assert errors(app) == ["Somebody else rates under this handle; choose another one."]
    assert not app.text_area


def test_a_closed_round_takes_no_ratings_until_it_is_opened_again():
    audited(FIVE)
    app = press(opened("audit"), "Close the round")
    assert "This round is closed" in told(app) and not app.text_area
    app = press(app, "Open the round again")
    assert app.text_input(key="needs_rater")


def test_a_senior_leader_sees_middle_agreement_spread_and_counts_by_group():
    audited(FIVE)
    app = view(opened("audit"), "What was said")
    first = with_tables(app).dataframe[0].value.iloc[0]
    assert first["Said"] == "strong; 3 of 5 chose the same, from not yet to strong, so talk about it first"
    assert first["Staff (not yet, developing, strong)"] == "0, 0, 3"
    assert first["Parents (not yet, developing, strong)"] == "1, 0, 0"
    assert "5 rated: 3 as staff, 1 as parents, 1 as governors." in told(app)
    assert len(app.get("vega_lite_chart")) == 5


def test_with_two_raters_it_is_too_few_to_say():
    audited({"staff 1": "strong", "staff 2": "not_yet"})
    app = view(opened("audit"), "What was said")
    assert with_tables(app).dataframe[0].value.iloc[0]["Said"] == "too few to say"


@pytest.mark.parametrize("role", ["governor", "staff"])
def test_others_see_nothing_while_a_round_is_open_and_no_small_group_after(role):
    audited(FIVE)
    app = view(opened("audit", role), "What was said")
    assert "shown when the round is closed" in told(app) and not with_tables(app).dataframe
    saved("audit_round", [{"round_id": "round_1", "label": "round_1", "closed_on": "2026-02-01"}])
    app = view(opened("audit", role), "What was said")
    assert list(with_tables(app).dataframe[0].value.columns) == [
        "Statement",
        "Said",
        "All raters (not yet, developing, strong)",
    ]
    assert "as parents" not in told(app)


def test_others_see_no_count_at_all_of_fewer_than_three_raters():
    audited({"staff 1": "strong", "staff 2": "not_yet"}, closed_on="2026-02-01")
    app = view(opened("audit", "governor"), "What was said")
    row = with_tables(app).dataframe[0].value.iloc[0]
    assert (row["Said"], row["All raters (not yet, developing, strong)"]) == ("too few to say", "")


def test_what_raters_wrote_is_read_by_senior_leaders_alone():
    audited(FIVE, closed_on="2026-02-01")
    row = {"round_id": "round_1", "statement_id": STATEMENT, "rater_id": "staff 1", "rater_group": "staff"}
    saved("audit_rating", [{**row, "rating": "strong", "notes": "A secret note"}])
    assert "Notes: A secret note" in told(view(opened("audit"), "What was said"))
    for role in ("governor", "staff"):
        app = view(opened("audit", role), "What was said")
        assert "A secret note" not in told(app) + "".join(frame.value.to_csv() for frame in with_tables(app).dataframe)


def test_a_second_round_shows_what_moved_since_the_first():
    audited(dict.fromkeys(FIVE, "not_yet"), "round_1", "2026-02-01")
    audited(dict.fromkeys(FIVE, "developing"), "round_2")
    app = view(opened("audit"), "What was said")
    assert "Of 1 statement rated in both rounds 1 moved up, 0 down, 0 not." in told(app)
    moved = next(frame.value for frame in with_tables(app).dataframe if "Before" in frame.value)
    assert moved.iloc[0].tolist() == ["1.1 Shared understanding and values", "not yet", "developing"]


def follow(app: AppTest, theme: str, must: str) -> AppTest:
    app = labelled(app.selectbox, "Theme").set_value(theme).run()
    labelled(app.text_area, "Must").set_value(must).run()
    return press(app, "Save for this theme")


def test_must_should_and_could_are_kept_by_theme_and_overlaps_are_suggested():
    audited(FIVE)
    app = view(opened("audit"), "What follows")
    assert "No action is written down" in told(app)
    app = follow(app, "audit_theme_1", "Hold a parent forum each term\nWrite our vision down")
    assert "No action seems to be named under more than one theme." in told(app)
    app = follow(app, "audit_theme_3", "A parent forum every term")
    assert "'Hold a parent forum each term' (theme 1, must) and 'A parent forum every term' (theme 3, must)" in told(
        app
    )
    assert len(with_tables(app).dataframe[0].value) == 3


def test_a_governor_is_not_shown_what_leaders_typed():
    audited(FIVE)
    saved("audit_next", [{"round_id": "round_1", "theme_id": "audit_theme_1", "must": ["Talk to the head"]}])
    assert labelled(opened("audit", "governor").radio, "Show").options == ["Rate", "What was said"]
    assert "Talk to the head" in with_tables(view(opened("audit", "staff"), "What follows")).dataframe[0].value.to_csv()
    assert not view(opened("audit", "staff"), "What follows").text_area
