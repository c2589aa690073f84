"""From landed rows to facts: what a later upload replaces, what is kept although it is not known."""

from datetime import date, datetime

import pytest

from tests.warehouse.landing_factory import built, make_landing, run

MONDAY, TUESDAY = date(2025, 1, 6), date(2025, 1, 7)
WORD = {"question_key": "the school tells me when my child has done well", "answer_kind": "choice"}
OTHER = {"question_key": "when i contact the school somebody gets back to me", "answer_kind": "choice"}
AGREE = {"answer_key": "agree", "answer_text": "Agree"}

AUTUMN = {"period_type": "term", "period_start": date(2023, 9, 1), "period_end": date(2023, 12, 31)}
AUTUMN_1 = {"period_type": "half_term", "period_start": date(2023, 9, 1), "period_end": date(2023, 10, 27)}
AUTUMN_2 = {"period_type": "half_term", "period_start": date(2023, 11, 5), "period_end": date(2023, 12, 20)}
SPRING_1 = {"period_type": "half_term", "period_start": date(2025, 1, 1), "period_end": date(2025, 2, 14)}
FORUM = {"event_name": "Forum", "event_kind": "parent_forum", "event_date": date(2023, 10, 2)}

CAME = {"is_invited": False, "attended": True}


def _totals(upload: str, pupil: str, period: dict, **counts: float) -> list[dict]:
    named = {"upload_id": f"{upload}_attendance_totals", "pupil_id": pupil, "site": "North", **period}
    return [{**named, "counted": counted, "sessions": float(sessions)} for counted, sessions in counts.items()]


def _answer(upload: int, response: str, number: int, question: dict, answer: dict, **more) -> dict:
    return {
        "upload_id": f"{upload:04d}_surveys",
        "survey_id": "autumn",
        "response_id": response,
        "respondent_role": "parent",
        "submitted_at": datetime(2025, 1, 6, 18),  # noqa: DTZ001 -- local time, as landed
        "question_no": number,
        **question,
        **answer,
        **more,
    }


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """One upload after another, with overlaps."""
    mark = {"pupil_id": "p1", "session_date": MONDAY, "site": "West"}
    contact = {"contact_at": datetime(2025, 1, 6, 9), "pupil_id": "p1", "channel": "text"}  # noqa: DTZ001
    pupil = {"pupil_id": "p1", "parent_id": "a1", "household_id": "h1"}
    connection = built(
        tmp_path_factory.mktemp("landing"),
        attendance=[
            {**mark, "upload_id": "0010_attendance", "mark": "/"},
            {**mark, "upload_id": "0009_attendance", "mark": "O"},
            {**mark, "session": "PM", "mark": "i02"},
            {**mark, "session_date": TUESDAY, "session": None, "mark": "/"},
            {**mark, "pupil_id": "stranger", "mark": "/"},
            {**mark, "upload_id": "0011_attendance", "mark": "I", "is_absence_only": True},
            {**mark, "pupil_id": "listed_absent", "mark": "unauthorised", "is_absence_only": True},
        ],
        attendance_totals=[
            *_totals("0001", "t1", AUTUMN_1, possible=60, attended=50),
            *_totals("0001", "t1", AUTUMN_2, possible=60, attended=48),
            *_totals("0003", "t1", AUTUMN_1, possible=60, attended=57),
            *_totals("0001", "t2", AUTUMN, **{"mark:/": 50, "mark:\\": 40, "mark:I": 10}),
            *_totals("0001", "p1", SPRING_1, possible=10, attended=9),
        ],
        events=[
            {**FORUM, "event_date": MONDAY, "upload_id": "0001_events", "parent_id": "e1"},
            {**FORUM, "event_date": MONDAY, "upload_id": "0001_events", "parent_id": "e2"},
            {**FORUM, "event_date": MONDAY, "upload_id": "0002_events", "parent_id": "e1", **CAME},
            {**FORUM, "event_date": MONDAY, "upload_id": "0002_events", "parent_id": "e3", **CAME},
            {**FORUM, "event_date": MONDAY, "upload_id": "0003_events", "parent_id": "e3"},
            {**FORUM, "event_date": MONDAY, "upload_id": "0003_events", "parent_id": "e4", **CAME},
        ],
        head_counts=[
            {**FORUM, "upload_id": "0001_head_counts", "invited": 40, "attended": 21},
            {**FORUM, "upload_id": "0002_head_counts", "invited": 40, "attended": 22},
            {**FORUM, "event_name": "Review of a child", "attended": 3},
        ],
        contacts=[
            {**contact, "upload_id": "0001_contacts", "outcome": "delivered"},
            {**contact, "upload_id": "0002_contacts", "outcome": "replied"},
            {"contact_at": datetime(2025, 1, 7, 9)},  # noqa: DTZ001
        ],
        pupils=[
            {**pupil, "upload_id": "0002_pupils", "year_group": "Year 10"},
            {**pupil, "upload_id": "0001_pupils", "year_group": "Year 9", "sex": "male"},
            {**pupil, "upload_id": "0001_pupils", "parent_id": "a2", "household_id": "h2"},
        ],
        surveys=[
            _answer(1, "r1", 1, WORD, AGREE),
            _answer(1, "r1", 2, OTHER, AGREE),
            _answer(2, "r1", 1, WORD, {"answer_key": "disagree", "answer_text": "Disagree"}),
            _answer(2, "r2", 1, WORD, {"answer_key": "4", "answer_text": "4", "answer_value": 4.0}),
            _answer(2, "r3", 1, {"question_key": "a question of our own"}, AGREE),
            _answer(2, "r4", 1, WORD, AGREE, survey_id="silent", respondent_role="unknown"),
            _answer(2, "r5", 1, WORD, AGREE, survey_id="undated", submitted_at=None),
        ],
        register_answers=[
            _judgement("not_yet", datetime(2025, 1, 6)),  # noqa: DTZ001
            _judgement("strong", datetime(2025, 1, 9)),  # noqa: DTZ001
            _judgement("developing", datetime(2025, 1, 8)),  # noqa: DTZ001 -- saved last, by a clock that was behind
            _judgement("not_yet", datetime(2025, 1, 10), "draft"),  # noqa: DTZ001
        ],
    )
    yield connection
    connection.close()


def _judgement(judgement: str, recorded_at: datetime, state: str = "submitted") -> dict:
    question = {"key_question_id": "kq_01", "cycle_id": "2024/25 spring", "recorded_by_role": "slt"}
    return {**question, "judgement": judgement, "state": state, "recorded_at": recorded_at}


def _rows(school, statement: str) -> list[tuple]:
    return school.execute(statement).fetchall()


def test_the_mark_of_the_later_upload_wins_even_where_its_number_sorts_earlier_as_text(school):
    marks = "select mark from core.fct_attendance_sessions where pupil_id = 'p1' and session = 'AM'"
    assert _rows(school, marks) == [("/",)]


def test_a_sub_code_counts_as_its_base_code_and_is_flagged(school):
    marks = "select mark, category, is_mapped_mark from core.fct_attendance_sessions where session = 'PM'"
    assert _rows(school, marks) == [("I02", "authorised", True)]


def test_a_mark_for_a_whole_day_is_one_session(school):
    days = "select session, is_attended from core.fct_attendance_sessions where session_date = date '2025-01-07'"
    assert _rows(school, days) == [("day", True)]


def test_a_pupil_no_list_names_is_kept_in_groups_not_known_and_at_the_site_of_the_register(school):
    groups = (
        "select group_type, group_value from core.brg_groups where subject_id = 'stranger' "
        "and group_type in ('all', 'year_group', 'site') order by group_type"
    )
    assert _rows(school, groups) == [("all", "all"), ("site", "not known"), ("year_group", "not known")]
    west = (
        "select denominator from reports.rpt_indicators where indicator_id = 'attendance_rate' "
        "and period_type = 'term' and group_type = 'site' and group_value = 'West'"
    )
    assert _rows(school, west) == [(4,)]


def test_absences_alone_give_no_rate_and_are_counted_as_rows(school):
    assert _rows(school, "select count(*) from core.fct_attendance_sessions where pupil_id = 'listed_absent'") == [(0,)]
    assert _rows(school, "select row_count from reports.rpt_freshness where feed = 'attendance'") == [(6,)]


def test_a_contact_without_an_id_is_updated_by_a_later_export_and_not_doubled(school):
    contacts = "select pupil_id, outcome from core.fct_contacts order by contact_at"
    assert _rows(school, contacts) == [("p1", "replied"), (None, None)]


def test_a_contact_about_a_pupil_of_two_households_reaches_both(school):
    touches = "select household_id from core.brg_household_touches order by 1"
    assert _rows(school, touches) == [("h1",), ("h2",)]


def test_the_later_pupil_list_is_believed_and_what_it_leaves_out_stays_known(school):
    pupils = "select year_group, sex, is_listed from core.dim_pupils where pupil_id = 'p1'"
    assert _rows(school, pupils) == [("Year 10", "not known", True)]


def test_a_response_comes_whole_from_its_latest_upload(school):
    answers = "select question_no, answer_key, is_favourable from core.fct_survey_answers where response_id = 'r1'"
    assert _rows(school, answers) == [(1, "disagree", False)]


def test_an_answer_given_as_a_number_is_read_on_the_scale(school):
    assert _rows(school, "select is_favourable from core.fct_survey_answers where response_id = 'r2'") == [(True,)]


def test_a_question_outside_the_bank_is_kept_and_counts_for_nothing(school):
    answers = "select question_id, is_answered, is_favourable from core.fct_survey_answers where response_id = 'r3'"
    assert _rows(school, answers) == [(None, True, None)]


def test_who_answered_is_read_from_the_questions_where_the_export_is_silent(school):
    assert _rows(school, "select respondent_role from core.fct_survey_answers where response_id = 'r4'") == [
        ("parent",)
    ]


def test_an_answer_without_a_date_counts_on_the_day_it_was_loaded(school):
    days = "select answered_on from core.fct_survey_answers where response_id = 'r5'"
    assert _rows(school, days) == [(date(2025, 1, 31),)]


def test_the_judgement_that_was_saved_last_stands_and_a_draft_is_none(school):
    for table in ("rpt_key_questions", "rpt_judgements"):
        judged = f"select judgement, judged_at from reports.{table} where judgement is not null"  # noqa: S608
        assert _rows(school, judged) == [("developing", datetime(2025, 1, 8))]  # noqa: DTZ001


def test_a_check_that_fails_says_in_plain_words_what_is_wrong(tmp_path):
    mark = {"pupil_id": None, "session_date": MONDAY, "mark": "/"}
    file = make_landing(tmp_path / "warehouse.duckdb", attendance=[mark])
    assert run(file).failure.startswith("A check did not pass, so nothing was published: A mark has no pupil")


@pytest.mark.parametrize("period", ["2023/24 autumn", "2023/24"])
def test_totals_alone_give_the_rates_of_term_and_year(school, period):
    # t1: 57 of 60 in the first half, as loaded last, and 48 of 60 in the second; t2: 90 present and 10 ill.
    rates = "select numerator, denominator from reports.rpt_indicators where indicator_id = 'attendance_rate' and "
    assert _rows(school, rates + f"period_id = '{period}' and group_type = 'all'") == [(195, 220)]
    assert _rows(school, rates + f"period_id = '{period}' and group_value = 'North'") == [(195, 220)]


def test_totals_never_count_beside_marks_and_are_held_against_them(school):
    rates = "select denominator from reports.rpt_indicators where indicator_id = 'attendance_rate' and "
    assert _rows(school, rates + "period_id = '2024/25 spring 1' and group_type = 'all'") == [(4,)]
    compared = "select period_id, pupils_with_totals, pupils_with_both, sessions_by_marks, sessions_by_totals, "
    compared += "difference, pupils_that_differ from reports.rpt_attendance_reconciliation order by period_id"
    assert _rows(school, compared) == [
        ("2023/24 autumn", 1, 0, 0, 0, 0, 0),
        ("2023/24 autumn 1", 1, 0, 0, 0, 0, 0),
        ("2023/24 autumn 2", 1, 0, 0, 0, 0, 0),
        ("2024/25 spring 1", 1, 1, 3, 10, 7, 1),
    ]


def test_a_period_known_by_totals_alone_has_data_and_the_weeks_in_it_have_none(school):
    periods = "select period_id from reports.dim_periods where has_data and period_start between date '2023-09-01' "
    assert _rows(school, periods.replace("reports.", "core.") + "and date '2023-12-31' order by 1") == [
        ("2023-W40",),
        ("2023/24",),
        ("2023/24 autumn",),
        ("2023/24 autumn 1",),
        ("2023/24 autumn 2",),
    ]


def test_head_counts_are_no_turn_out_and_a_small_meeting_is_not_for_everyone(school):
    counts = "select event_name, invited, attended, is_reportable from reports.rpt_event_head_counts order by attended"
    assert _rows(school, counts) == [("Review of a child", None, 3, False), ("Forum", 40, 22, True)]
    assert _rows(school, "select count(*) from core.fct_event_attendances where event_date < date '2024-01-01'") == [
        (0,)
    ]


def test_invitations_and_a_list_of_those_who_came_go_together_whichever_is_loaded_first(school):
    people = "select parent_id, is_invited, is_attended from core.fct_event_attendances order by 1"
    assert _rows(school, people) == [
        ("e1", True, True),  # invited, then signed in
        ("e2", True, None),  # invited, and nothing is known
        ("e3", True, True),  # signed in, then invited
        ("e4", False, True),  # came without an invitation
    ]
