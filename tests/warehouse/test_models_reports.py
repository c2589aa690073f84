"""From facts to reports: what to look at first, households, published figures, periods, small groups."""

from datetime import date, datetime, timedelta

import duckdb
import pytest
from statsmodels.stats.proportion import proportion_confint

from tests.warehouse.landing_factory import built

WORK = "my work hours get in the way"
BARRIERS = "what gets in the way of taking part in your child s education tick all that apply"
SKILLS = "i do not feel i have the skills to help with school work"
SCHOOLING = "my own time at school was a bad experience"
DUE = date(2025, 1, 1)


def _term(first_day: date, marks: dict[str, str]) -> list[dict]:
    """Twenty sessions for six pupils of each site, all with the site's mark."""
    days = [first_day + timedelta(days=number) for number in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]
    return [
        {"pupil_id": f"{site}{n}", "site": site, "session_date": day, "session": session, "mark": mark}
        for site, mark in marks.items()
        for n in range(6)
        for day in days
        for session in ("AM", "PM")
    ]


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9)  # noqa: DTZ001 -- local time, as landed


def _ticked(response_id: str, option_no: int, answer: str) -> dict:
    """One option of the barriers question, ticked by a parent in January."""
    return {
        "survey_id": "spring",
        "response_id": response_id,
        "respondent_role": "parent",
        "submitted_at": _at(date(2025, 1, 10)),
        "question_no": 1,
        "option_no": option_no,
        "question_key": BARRIERS,
        "answer_kind": "multi_choice",
        "answer_key": answer,
        "answer_text": answer,
    }


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """Autumn: all come, all late. Spring: West comes on time, East stays away."""
    area = {"area_level": "national", "area_name": "England", "school_type": "Special", "source": "DfE"}
    year = {**area, "period_type": "year_to_date", "academic_year": "2024/25"}
    connection = built(
        tmp_path_factory.mktemp("reports"),
        attendance=[
            *_term(date(2024, 9, 9), {"West": "L", "East": "L"}),
            *_term(date(2025, 1, 6), {"West": "/", "East": "O"}),
        ],
        pupils=[
            {"pupil_id": "West0", "household_id": "h1", "parent_id": "a1", "site": "West"},
            {"pupil_id": "East0", "household_id": "h1", "parent_id": "a1", "site": "East"},
            {"pupil_id": "West1", "household_id": "h2", "parent_id": "a2", "site": "West"},
            {"pupil_id": "new", "household_id": "h3", "parent_id": "a3", "joined_on": date(2025, 4, 28)},
        ],
        contacts=[
            {"contact_id": "c1", "contact_at": _at(date(2024, 9, 10)), "parent_id": "a1", "purpose": "positive"},
            {"contact_id": "c2", "contact_at": _at(date(2024, 9, 11)), "pupil_id": "West0", "direction": "inbound"},
        ],
        events=[
            {"event_name": "Tea", "event_date": date(2025, 1, 8), "parent_id": "a1", "attended": True},
            {"event_name": "Talk", "event_date": date(2025, 1, 9), "parent_id": "a1"},
        ],
        surveys=[
            *(_ticked(f"r{n}", 1, WORK) for n in range(5)),
            _ticked("r0", 2, SKILLS),
            _ticked("r0", 3, SCHOOLING),
        ],
        benchmarks=[
            {**area, "period_type": "week", "period_start": date(2024, 9, 9), "attendance_rate": 0.87},
            {**year, "period_start": date(2024, 9, 9), "absence_rate": 0.13, "upload_id": "0001_benchmarks"},
            {**year, "period_start": date(2024, 9, 1), "absence_rate": 0.12, "upload_id": "0002_benchmarks"},
        ],
        register_step_updates=[
            {"step_id": "phase_1_step_02", "status": "in_progress", "due_date": DUE, "recorded_at": _at(DUE)},
            {"step_id": "own_step", "status": "done", "recorded_at": _at(DUE)},
            {"step_id": "taken_back", "status": "stuck", "recorded_at": _at(DUE)},
        ],
        register_phases=[{"phase_id": "phase_2"}],
        register_actions=[{"action_id": "own", "phase_id": "phase_2"}],
        register_steps=[{"step_id": "own_step", "action_id": "own", "position": 1}],
    )
    yield connection
    connection.close()


def _rows(school, statement: str) -> list[tuple]:
    return school.execute(statement).fetchall()


def test_attention_brings_each_matter_up_once_the_most_pressing_first(school):
    found = _rows(school, "select reason_code, subject_id, others > 0 from reports.rpt_attention order by position")
    assert found == [
        ("late_action", "phase_1_action_2", False),
        ("worse_than_before", "persistent_absence_rate", True),
        ("site_gap", "attendance_rate", True),
        ("stale_feed", "contacts", False),
        ("better_than_before", "late_rate", False),
    ]


def test_attention_says_nothing_where_nothing_was_loaded(empty_school):
    with duckdb.connect(str(empty_school), read_only=True) as connection:
        assert connection.execute("select count(*) from reports.rpt_attention").fetchone() == (0,)


def test_attention_carries_the_figures_it_speaks_of(school):
    gap = "select group_value, value, previous_value from reports.rpt_attention where reason_code = 'site_gap'"
    assert _rows(school, gap) == [("East", 0.0, 1.0)]
    stale = "select value from reports.rpt_attention where reason_code = 'stale_feed'"
    assert _rows(school, stale) == [((date(2025, 1, 17) - date(2024, 9, 11)).days,)]


def test_a_step_past_its_date_is_late_by_the_days_since(school):
    late = "select distinct status, days_late from reports.rpt_phase_steps where step_id = 'phase_1_step_02'"
    (status, days_late), *others = _rows(school, late)
    assert (status, others) == ("in_progress", [])
    assert days_late - (date.today() - DUE).days in (-1, 0)  # noqa: DTZ011 -- the day may turn while this runs


def test_a_phase_the_school_made_is_published_and_its_words_stay_in_the_register(school):
    actions = "select action_id, steps_total, steps_done, status from reports.rpt_phase_progress where phase_id = '{}'"
    assert _rows(school, actions.format("phase_2")) == [("own", 1, 1, "done")]
    assert len(_rows(school, actions.format("phase_1"))) == 9
    steps = "select step_id, status, action_label, step_label from reports.rpt_phase_steps where phase_id = 'phase_2'"
    assert _rows(school, steps) == [("own_step", "done", None, None)]


def test_a_household_stands_where_its_worst_attending_pupil_stands(school):
    bands = "select household_id, attendance_band from reports.rpt_household_reach order by 1"
    assert _rows(school, bands) == [("h1", "severe"), ("h2", "95 and over"), ("h3", "not known")]


def test_a_household_is_reached_through_parent_or_pupil_and_counted_by_term(school):
    reach = (
        "select last_contact_at, last_two_way_at, last_positive_at, contacts_term, invited_term, attended_term "
        "from reports.rpt_household_reach where household_id = 'h1'"
    )
    newest = _at(date(2024, 9, 11))
    assert _rows(school, reach) == [(newest, newest, _at(date(2024, 9, 10)), 0, 2, 1)]


def test_households_are_on_roll_from_joining_or_from_the_first_mark(school):
    reach = (
        "select period_id, numerator, denominator from reports.rpt_indicators "
        "where indicator_id = 'two_way_reach_rate' and group_type = 'all' "
        "and period_type in ('term', 'year') order by 1"
    )
    assert _rows(school, reach) == [("2024/25", 1, 3), ("2024/25 autumn", 1, 2)]


def test_a_household_with_pupils_at_two_sites_counts_at_each(school):
    sites = (
        "select group_value, numerator, denominator from reports.rpt_indicators where period_type = 'term' "
        "and indicator_id = 'two_way_reach_rate' and group_type = 'site' order by 1"
    )
    assert _rows(school, sites) == [("East", 1, 1), ("West", 1, 2)]


def test_few_pupils_are_not_reportable_however_many_sessions_they_have(school):
    listed = (
        "select denominator, is_reportable from reports.rpt_indicators where indicator_id = 'attendance_rate' "
        "and period_id = '2024/25' and group_type = 'site' order by group_value"
    )
    assert _rows(school, listed) == [(240, True), (240, True)]
    unknown = listed.replace("'site'", "'year_group'")
    assert _rows(school, unknown) == [(480, True)]
    few = "select distinct indicator_id, is_reportable from reports.rpt_indicators where denominator < 5 order by 2"
    assert [name for name, is_shown in _rows(school, few) if is_shown] == ["actions_on_time_rate"]  # nobody's child


def test_published_shares_stand_beside_parents_and_not_beside_staff(school):
    shares = (
        "select barrier_id, published_share from reports.rpt_barriers where published_share is not null "
        "and period_type = 'term' and group_type = 'all' order by 1"
    )
    assert _rows(school, shares) == [
        ("barrier_attitudes_01", 0.29),
        ("barrier_attitudes_05", 0.28),
        ("barrier_practical_01", 0.41),
    ]


def test_only_barriers_a_survey_is_known_to_have_offered_have_a_row(school):
    counts = (
        "select count(*), sum(reported), min(respondents) from reports.rpt_barriers "
        "where period_type = 'year' and group_type = 'all'"
    )
    assert _rows(school, counts) == [(3, 7, 5)]


def test_all_questions_have_a_row_in_every_term_with_data(school):
    cycles = "select cycle_id, count(*) from reports.rpt_key_questions group by 1 order by 1"
    assert _rows(school, cycles) == [("2024/25 autumn", 21), ("2024/25 spring", 21)]


def test_a_later_year_to_date_replaces_the_earlier_and_weeks_are_named_alike(school):
    figures = "select indicator_id, period_type, period_id, value from reports.rpt_benchmarks order by 1"
    assert _rows(school, figures) == [
        ("absence_rate", "year", "2024/25", 0.12),
        ("attendance_rate", "week", "2024-W37", 0.87),
    ]


def test_periods_say_whether_anything_falls_in_them(school):
    weeks = "select period_id from core.dim_periods where period_type = 'week' and has_data order by 1"
    assert _rows(school, weeks) == [("2024-W37",), ("2024-W38",), ("2025-W02",), ("2025-W03",)]


def test_the_interval_of_a_share_of_people_agrees_with_statsmodels(school):
    figures = (
        "select distinct numerator, denominator, interval_low, interval_high from reports.rpt_indicators "
        "where indicator_id in ('persistent_absence_rate', 'severe_absence_rate', 'two_way_reach_rate', "
        "'response_rate', 'ever_attended_rate')"
    )
    rows = _rows(school, figures)
    assert len(rows) > 5
    for numerator, denominator, low, high in rows:
        expected = proportion_confint(numerator, denominator, method="wilson")
        assert (low, high) == pytest.approx(expected, abs=1e-6)
