"""Values in words: what a governor reads."""

import datetime as dt

import pytest

from ui import words


def rate(value, low=None, high=None):
    return {"value": value, "interval_low": low, "interval_high": high}


@pytest.mark.parametrize(
    "value, said",
    [(0.0, "0%"), (0.004, "0%"), (0.285, "29%"), (0.575, "58%"), (1.0, "100%"), (None, "held back")],
)
def test_a_rate_is_a_whole_percentage(value, said):
    assert words.percent(value) == said


@pytest.mark.parametrize("value, said", [(0.575, "57.5%"), (0.41, "41%"), (0.29, "29%"), (0.827, "82.7%")])
def test_a_published_rate_keeps_the_decimal_it_was_published_with(value, said):
    assert words.exact(value) == said


def test_overlapping_intervals_are_no_clear_change():
    said = words.change(rate(0.6, 0.5, 0.7), rate(0.5, 0.4, 0.6), "spring term 2024/25")
    assert said == "no clear change since spring term 2024/25 (50%)"


@pytest.mark.parametrize(
    "now, better_direction, said",
    [
        (rate(0.7, 0.65, 0.75), "up", "better: up 20 percentage points since spring (50%)"),
        (rate(0.7, 0.65, 0.75), "down", "worse: up 20 percentage points since spring (50%)"),
        (rate(0.49, 0.489, 0.491), "down", "better: down 1 percentage point since spring (50%)"),
    ],
)
def test_a_clear_change_says_better_or_worse_by_the_indicators_own_direction(now, better_direction, said):
    assert words.change(now, rate(0.5, 0.495, 0.505), "spring", better_direction) == said


def test_intervals_that_touch_are_not_a_clear_change():
    assert not words.is_clear(rate(0.6, 0.55, 0.65), rate(0.5, 0.45, 0.55))


def test_a_figure_without_an_interval_is_never_a_clear_change():
    assert not words.is_clear(rate(0.9), rate(0.1, 0.05, 0.15))


def test_a_change_from_or_to_too_few_is_not_a_change():
    assert words.change(rate(None), rate(0.5, 0.4, 0.6), "spring") == "held back"
    assert words.change(rate(0.5, 0.4, 0.6), rate(None), "spring") == "nothing to compare with in spring"
    assert words.change(rate(0.5, 0.4, 0.6), None, "") == "nothing earlier to compare with"


@pytest.mark.parametrize(
    "low, high, said",
    [
        (0.3, 0.5, "close to the published 41%"),
        (0.42, 0.5, "above the published 41%"),
        (0.2, 0.4, "below the published 41%"),
    ],
)
def test_a_rate_is_above_or_below_a_published_one_only_if_its_interval_is(low, high, said):
    assert words.against_published((low + high) / 2, low, high, 0.41) == said


@pytest.mark.parametrize(
    "period_id, said",
    [
        ("2024/25 autumn", "autumn term 2024/25"),
        ("2024/25", "the school year 2024/25"),
        ("2024/25 autumn 1", "autumn term 2024/25, half term 1"),
        ("2024-W37", "2024-W37"),
    ],
)
def test_a_period_reads_as_a_school_says_it(period_id, said):
    assert words.period(period_id) == said


@pytest.mark.parametrize(
    "group, said",
    [
        (("all", "all"), "all pupils"),
        (("site", "Westside"), "Westside"),
        (("pupil_premium", "no"), "no pupil premium"),
        (("send", "ehcp"), "education, health and care plan"),
        (("year_group", "Year 9"), "Year 9"),
    ],
)
def test_a_group_is_named_in_words(group, said):
    assert words.group(*group) == said


@pytest.mark.parametrize(
    "status, days_late, said",
    [
        ("in_progress", 3, "late"),
        ("in_progress", 0, "in progress"),
        ("not_started", None, "not started"),
        ("done", 3, "done"),
    ],
)
def test_lateness_comes_before_the_state_unless_the_work_is_done(status, days_late, said):
    assert words.state(status, days_late) == said


@pytest.mark.parametrize(
    "ends, said",
    [
        ((-0.328, -0.528, -0.088), "33 points less (9 to 53)"),
        ((0.014, -0.05, 0.081), "1 point more (5 less to 8 more)"),
        ((0.001, -0.2, 0.2), "no difference (20 less to 20 more)"),
        ((0.3, 0.0, 0.55), "30 points more (0 to 55)"),
    ],
)
def test_a_difference_is_said_with_its_range_and_which_way_each_end_lies(ends, said):
    assert words.difference(*ends) == said


def test_dates_counts_and_days_are_in_british_words():
    assert words.date(dt.date(2025, 3, 7)) == "7 March 2025"
    assert words.date(None) == "no date"
    assert words.count(12345, "possible sessions") == "12,345 possible sessions"
    assert (words.days(1), words.days(12)) == ("1 day", "12 days")


def test_a_missing_judgement_is_not_the_lowest_one():
    assert words.judgement(None) == "not judged"
    assert words.judgement("not_yet") == "not yet"


def test_a_name_from_an_upload_cannot_become_markdown():
    assert words.plain("**[Eastside](http://x.example)**") == "\\*\\*\\[Eastside\\]\\(http\u2060\\://x.example\\)\\*\\*"


@pytest.mark.parametrize(
    "text, shown",
    [("- one", r"\- one"), ("1. one", r"1\. one"), ("    code", "code"), ("www.x.example", "www\u2060.x.example"),
     ("a@b.example", "a\u2060@b.example"), ("Title\n===", "Title\n\\==="), ("12.5 of 20", r"12\.5 of 20")],
)  # fmt: skip
def test_words_alone_become_no_list_heading_code_or_link(text, shown):
    assert words.plain(text) == shown


def test_a_sentence_ends_once():
    assert words.sentence("no clear change") == "No clear change."
    assert words.sentence("Ask why?") == "Ask why?"


@pytest.mark.parametrize(
    "value, kind, said",
    [
        (0.575, "share", "58%"),
        (2345.0, "count", "2,345"),
        (3.42, "mean", "3.4"),
        (-5.0, "mean", "-5.0"),
        (1.0, "days", "1 day"),
        (4.5, "days", "4.5 days"),
        (None, "days", "held back"),
        (0.332, "ratio", "0.33"),
        (0.4, "mean", "0.4"),
    ],
)
def test_a_figure_is_said_by_its_kind(value, kind, said):
    assert words.figure(value, kind) == said


def test_a_change_of_days_or_of_a_mean_is_no_change_of_percentage_points():
    days = words.change(rate(4, 3, 5), rate(9, 7, 11), "spring", "down", "days")
    assert days == "better: down 5 days since spring (9 days)"
    mean = words.change(rate(3.6, 3.4, 3.8), rate(3.1, 2.9, 3.3), "spring", kind="mean")
    assert mean == "better: up 0.5 since spring (3.1)"


def test_what_a_figure_is_based_on_reads_on_where_it_is_held_back():
    assert words.based_on(None, "households") == "a number of households that is held back"
    assert words.based_on(1234, "households") == "1,234 households"
