"""Behaviour logs and assessment results: what is taken of them, and what is left out."""

from tests.intake.conftest import landed
from warehouse.intake import inspect_file, load_file

LOG = """Pupil ID,Incident date,Behaviour type,Description,Site
P1,09/09/2024,Racist incident,A long story with a name in it,Westside
P1,09/09/2024,Merit,Helped to lay the table,Westside
P2,13/09/2024,Fixed term exclusion,,Westside
P3,14/09/2024,Chewing gum,,Westside
P4,31/09/2024,Bullying,,Westside
"""
RESULTS = """Pupil ID,Assessment date,Subject,Measure,Result
P1,13/09/2024,English,Reading age,9.5
P1,13/09/2024,Maths,Standardised score,96
P2,13/09/2024,Maths,Standardised score,absent
"""


def test_a_behaviour_log_is_recognised_and_its_kinds_are_told_apart(export, home):
    result = load_file(home, export(LOG))
    assert (result.feed, result.kind) == ("behaviour", "behaviour")
    rows = landed(home, "behaviour")
    assert rows["incident_kind"].to_list() == ["prejudice", "positive", "suspension", "other"]
    assert rows["site"].unique().to_list() == ["Westside"]


def test_what_happened_in_words_is_never_landed(export, home):
    load_file(home, export(LOG))
    assert "story" not in landed(home, "behaviour").write_csv()


def test_a_day_that_does_not_exist_is_set_aside_and_a_kind_that_is_not_known_is_warned_of(export, home):
    found = inspect_file(export(LOG), home=home)
    assert [record.code for record in found.quarantined_records] == ["bad_date"]
    assert [warning for warning in found.warnings if "kind of behaviour" in warning]


def test_assessment_results_are_recognised_and_a_word_for_a_result_is_set_aside(export, home):
    result = load_file(home, export(RESULTS))
    assert (result.feed, result.accepted) == ("attainment", 2)
    assert [record.code for record in result.quarantined_records] == ["bad_number"]
    rows = landed(home, "attainment").select("measure", "result").rows()
    assert rows == [("reading_age", 9.5), ("standardised_score", 96.0)]


def test_a_log_exported_again_with_one_entry_more_tells_what_is_new(export, home):
    load_file(home, export(LOG))
    later = inspect_file(export(LOG + "P5,16/09/2024,Bullying,,Westside\n", "later.csv"), home=home).changes
    assert (later.new, later.changed, later.unchanged) == (1, 0, 4)


def test_two_different_results_of_one_day_are_both_set_aside_and_a_copy_counts_once(export, home):
    more = "P1,13/09/2024,English,Reading age,10.5\nP1,13/09/2024,Maths,Standardised score,96.0\n"
    result = load_file(home, export(RESULTS + more))
    assert [record.code for record in result.quarantined_records].count("conflicting_results") == 2
    assert landed(home, "attainment").select("subject", "result").rows() == [("Maths", 96.0)]
    assert result.duplicates == 1
