"""Headings that are nearly known: safe ones are used and said, doubtful ones asked, personal ones never used."""

import pytest

from tests.intake.conftest import landed
from warehouse.intake import Options, inspect_file, load_file
from warehouse.intake.feeds import feed_named
from warehouse.intake.likeness import ASK, SAFE, likenesses, one_to_one, score

MARKS = "P1,2024-09-13,AM,/\n"
MISSPELT = {
    "Pupl ID": "pupil_id",
    "Pupil Nubmer": "pupil_id",
    "Admision Number": "pupil_id",
    "Sesion": "session",
    "Sessions": "session",
    "Dates": "session_date",
    "Date of mark": "session_date",
    "Atendance Code": "mark",
    "Marks": "mark",
}


@pytest.fixture
def inspected(export):
    """What a text is seen to be."""
    return lambda text: inspect_file(export(text, "seen.csv"))


def column(found, header):
    return next(column for column in found.columns if column.header == header)


@pytest.mark.parametrize(("heading", "field"), MISSPELT.items())
def test_a_misspelt_heading_is_used_as_the_field_it_reads_like(heading, field):
    best = one_to_one(
        likenesses({0: heading}, feed_named("attendance"), ["pupil_id", "session_date", "session", "mark"])
    )
    assert [one.field for one in best] == [field] and best[0].score >= SAFE


def test_a_file_of_misspelt_headings_loads_with_a_warning_for_each(export, home):
    path = export("Pupl ID,Dates,Sesion,Atendance Code\n" + MARKS)
    result = load_file(home, path)
    assert landed(home, "attendance").select("pupil_id", "session", "mark").rows() == [("P1", "AM", "/")]
    assert result.decision == "accept_with_warnings"
    for heading in ("Pupl ID", "Dates", "Sesion", "Atendance Code"):
        assert any(f"'{heading}' reads like" in warning for warning in result.warnings)


def test_a_likeness_is_scored_and_a_known_heading_is_not(inspected):
    found = column(inspected("Pupil ID,Dates,Session,Mark\n" + MARKS), "Dates")
    assert (found.field, found.treatment) == ("session_date", "used") and SAFE <= found.score < 100
    assert column(inspected("Pupil ID,Date,Session,Mark\n" + MARKS), "Date").score is None


def test_a_doubtful_heading_is_asked_about_and_stands_first_among_the_choices(export):
    path = export("Pupil ID,Shoe size,Date,Session,Mark given by\nP1,4,2024-09-13,AM,/\n")
    question = inspect_file(path).questions[0]
    assert question.id == "mark" and question.choices == ("Mark given by", "Shoe size")
    answered = inspect_file(path, Options(answers={"mark": "Mark given by"}))
    assert answered.decision == "accept" and column(answered, "Mark given by").field == "mark"


def test_two_headings_never_become_one_field():
    found = likenesses({0: "Sesion", 1: "Sessionn"}, feed_named("attendance"), ["session"])
    assert len(found) == 2 and len(one_to_one(found)) == 1


@pytest.mark.parametrize(
    "heading", ["Pupil nme", "Parent emial", "Mobile numbr", "Surnme", "Date of brith", "Contact telephone number"]
)
def test_a_misspelt_personal_heading_is_never_used_as_a_field(heading):
    for feed in ("attendance", "contacts", "events", "pupils"):
        fields = [field.name for field in feed_named(feed).fields]
        assert {one.field for one in likenesses({0: heading}, feed_named(feed), fields)} <= {None}


def test_a_misspelt_personal_column_is_left_out_and_said(inspected):
    found = inspected("Pupil ID,Date,Session,Mark,Pupil nme\nP1,2024-09-13,AM,/,Zebedee\n")
    assert column(found, "Pupil nme").treatment == "dropped_personal"
    assert any("Pupil nme" in note for note in found.notes)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Unauthorised absence", "Authorised absence"), ("Parent 2 ID", "Parent 1 ID"), ("Not invited", "Invited")],
)
def test_headings_that_deny_or_number_otherwise_are_never_safely_alike(one, other):
    assert score(one, other) < SAFE


def test_headings_of_other_things_are_not_even_asked_about():
    unlike = dict(enumerate(["Shoe size", "Weather", "Bus route", "Lunch", "House points"]))
    fields = [field.name for field in feed_named("attendance").fields]
    assert [one for one in likenesses(unlike, feed_named("attendance"), fields) if one.score >= ASK] == []


def test_a_survey_heading_is_never_taken_for_a_field_it_is_like(inspected):
    answers = "".join(f"2024-09-{day:02d} 10:00,Agree,Yes,Often\n" for day in range(1, 20))
    found = inspected("Timestamp,I feel welcome at the site,Sites are easy to reach,Pupils ask\n" + answers)
    assert found.feed == "surveys" and not [c for c in found.columns if c.score is not None]


PUBLISHED = (
    "time_period,{level},country_code,country_name,education_phase,possible_sessions,attendance_perc\n"
    "202526,National,E92000001,England,Primary,100,94.1\n"
)


def test_a_misspelt_heading_of_a_vendors_export_does_not_hide_what_it_is(export):
    found = inspect_file(export(PUBLISHED.format(level="geographic_levl")))
    assert (found.feed, found.shape, found.decision) == ("benchmarks", "dfe_year_to_date", "accept_with_warnings")


def test_a_vendors_export_with_one_unknown_heading_is_asked_about_and_read_when_it_is_said(export):
    path = export(PUBLISHED.format(level="kind of place"))
    assert [question.id for question in inspect_file(path).questions] == ["area_level"]
    assert inspect_file(path, Options(answers={"area_level": "kind of place"})).shape == "dfe_year_to_date"
