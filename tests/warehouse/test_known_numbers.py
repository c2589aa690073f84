"""Known numbers: small exports as schools have them, loaded, built and published, against sums done by hand.

The school: eleven pupils of two sites in autumn 2024 (P12 left the summer before; P11 joins in January).

    household  pupils     site      pupil premium  year     marks of 9 to 20 September 2024 (20 sessions each)
    H1         P01, P02   Westside  yes, yes       9, 9     P01 once late (L); P02 ill twice
    H2         P03        Westside  yes            9        away once: O, corrected to I by a later export
    H3         P04        Westside  no             9        5 I and 5 O, all in the first week
    H4         P05        Westside  no             10       12 O
    H5         P06        Westside  no             10       4 sessions closed (#), then 8 I
    H6         P07        Eastside  yes            10       2 D; Westside has / and I for those two sessions
    H7         P08        Eastside  yes            10       2 V and 2 B, else present
    H8         P09        Eastside  no             10       3 U
    H9         P10        Eastside  no             10       20 C
    H10        P11        Eastside  no             10       from January: 5 O of 10 (P01 is marked then as well)
"""

from datetime import date, timedelta

import pytest

from warehouse.intake import Options, load_file
from warehouse.read import read_mart
from warehouse.settings import Home
from warehouse.worker import run_build

AUTUMN, SPRING, YEAR = "2024/25 autumn", "2024/25 spring", "2024/25"

PUPILS = """Pupil ID,Site,Year Group,Gender,Pupil Premium,SEN Status,EAL,Date Joined,Date Left,Household ID,Parent ID
P01,Westside,Year 9,Male,Yes,None,No,02/09/2024,,H1,A1
P02,Westside,Year 9,Female,Yes,None,No,02/09/2024,,H1,A1
P03,Westside,Year 9,Male,Yes,SEN support,No,02/09/2024,,H2,A2
P03,Westside,Year 9,Male,Yes,SEN support,No,02/09/2024,,H2,A3
P04,Westside,Year 9,Male,No,EHC plan,No,02/09/2024,,H3,A4
P05,Westside,Year 10,Male,No,None,No,02/09/2024,,H4,A5
P06,Westside,Year 10,Female,No,None,No,02/09/2024,,H5,A6
P07,Eastside,Year 10,Male,Yes,None,No,02/09/2024,,H6,A7
P08,Eastside,Year 10,Male,Yes,None,No,02/09/2024,,H7,A8
P09,Eastside,Year 10,Female,No,None,No,02/09/2024,,H8,A9
P10,Eastside,Year 10,Male,No,None,No,02/09/2024,,H9,A10
P11,Eastside,Year 10,Male,No,None,No,06/01/2025,,H10,A11
P12,Eastside,Year 10,Male,No,None,No,04/09/2023,19/07/2024,H11,A12
"""
PRESENT = "/\\" * 10
MARKS = {
    "P01": ["L", *PRESENT[1:]],
    "P02": ["I", "I", *PRESENT[2:]],
    "P03": ["O", *PRESENT[1:]],
    "P04": [*"IIIIIOOOOO", *PRESENT[10:]],
    "P05": [*"O" * 12, *PRESENT[12:]],
    "P06": [*"####", *"I" * 8, *PRESENT[12:]],
    "P07": ["D", "D", *PRESENT[2:]],
    "P08": [*"VVBB", *PRESENT[4:]],
    "P09": ["U", "\\", "U", "\\", "U", "\\", *PRESENT[6:]],
    "P10": ["C"] * 20,
}
JANUARY_MARKS = {"P01": list(PRESENT[:10]), "P11": [*"OOOOO", *PRESENT[5:10]]}
LATER_EXPORT = """Pupil ID,Site,Date,Session,Mark
P03,Westside,09/09/2024,AM,I
P07,Westside,09/09/2024,AM,/
P07,Westside,09/09/2024,PM,I
"""
CONTACTS = """Contact ID,Date and Time,Pupil ID,Parent ID,Method,Direction,Purpose,Outcome
C1,2024-09-10 09:00,P01,,Phone call,Outbound,Positive,Answered
C2,2024-09-11 09:00,,A1,Email,Inbound,Concern,
C3,2024-09-11 10:00,,A3,Text,Outbound,Attendance,Delivered
C4,2024-09-12 09:00,P03,,Text,Outbound,Attendance,Replied
C5,2024-09-12 10:00,P04,,Phone call,Outbound,Concern,No answer
C6,2024-09-13 09:00,P05,,Letter,Outbound,Positive,
C7,2024-09-13 10:00,P07,,Phone call,Inbound,Welfare,
C8,2024-09-16 09:00,P08,,Email,Outbound,Information,Failed
C9,2024-09-16 10:00,P09,,App,Outbound,Positive,Read
C10,2024-09-17 09:00,P99,,Text,Outbound,Attendance,Replied
C11,2024-09-17 10:00,P10,,Text,Outbound,Attendance,Delivered
C12,2025-01-08 10:00,P11,,Meeting,Outbound,Welfare,Answered
"""
EVENTS = """Event,Event Type,Event Date,Pupil ID,Parent ID,Invited,Attended
Autumn review,Parents evening,18/09/2024,P01,A1,Yes,Yes
Autumn review,Parents evening,18/09/2024,P03,A2,Yes,No
Autumn review,Parents evening,18/09/2024,P04,A4,Yes,
Autumn review,Parents evening,18/09/2024,P07,A7,Yes,Yes
Autumn review,Parents evening,18/09/2024,P08,A8,Yes,No
Tea and talk,Coffee morning,19/09/2024,P02,A1,Yes,No
Tea and talk,Coffee morning,19/09/2024,P05,A5,Yes,Yes
"""
SURVEY = """ID,Start time,Completion time,Email,Name,\
I feel sure of myself when I support my child through a difficult day.,\
The school tells me when my child has done well.,\
I only hear from school when something has gone wrong.,\
What gets in the way of taking part in your child's education? Tick all that apply.,\
Which site does your child go to?,Does your child get free school meals?
1,13/09/2024 16:40:18,13/09/2024 16:44:45,anonymous,,Agree,Strongly agree,Disagree,\
My work hours get in the way;,Westside,Yes
2,14/09/2024 16:40:18,14/09/2024 16:44:45,anonymous,,Disagree,Agree,Agree,None of these;,Westside,No
3,15/09/2024 16:40:18,15/09/2024 16:44:45,anonymous,,Neither agree nor disagree,,Strongly disagree,\
My work hours get in the way;I do not feel I have the skills to help with school work;,Eastside,Yes
4,16/09/2024 16:40:18,16/09/2024 16:44:45,anonymous,,Agree,Disagree,Neither agree nor disagree,,\
Eastside,Prefer not to say
5,17/09/2024 16:40:18,17/09/2024 16:44:45,anonymous,,,Agree,,My own time at school was a bad experience;,Westside,No
"""


def _marks_file(marks: dict[str, list[str]], first_day: date) -> str:
    """Two marks a day from a Monday, weekends left out, in the long shape of a MIS."""
    lines = ["Pupil ID,Site,Date,Session,Mark"]
    for pupil, codes in marks.items():
        site = "Westside" if pupil <= "P06" else "Eastside"
        for number, mark in enumerate(codes):
            school_day, half = divmod(number, 2)
            day = first_day + timedelta(days=school_day + 2 * (school_day // 5))
            lines.append(f"{pupil},{site},{day:%d/%m/%Y},{'PM' if half else 'AM'},{mark}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory, warm_worker) -> Home:
    """The exports, written, loaded one after the other, built and published."""
    folder = tmp_path_factory.mktemp("known")
    exports = {
        "pupils.csv": PUPILS,
        "attendance_september.csv": _marks_file(MARKS, date(2024, 9, 9)),
        "attendance_january.csv": _marks_file(JANUARY_MARKS, date(2025, 1, 6)),
        "attendance_later.csv": LATER_EXPORT,
        "contacts.csv": CONTACTS,
        "events.csv": EVENTS,
        "survey.csv": SURVEY,
    }
    home = Home(folder / "home")
    for name, text in exports.items():
        file = folder / name
        file.write_text(text, encoding="utf-8")
        load_file(home, file, Options(date_order="dmy"))
    run_build(home)
    return home


# indicator, period, group type, group, numerator, denominator
INDICATORS = [
    # Possible: 20 each for ten pupils, less 4 closed for P06 = 196 (P07's two D count at Westside, where P07 was due).
    # Missed: P02 2, P03 1, P04 10, P05 12, P06 8, P07 1, P09 3, P10 20 = 57; so attended 196 - 57 = 139.
    ("attendance_rate", AUTUMN, "all", "all", 139, 196),
    ("absence_rate", AUTUMN, "all", "all", 57, 196),
    # Unauthorised: P04 5 O, P05 12 O, P09 3 U = 20; P03's O became I.
    ("unauthorised_absence_rate", AUTUMN, "all", "all", 20, 196),
    # Late: P01 1 L and P09 3 U.
    ("late_rate", AUTUMN, "all", "all", 4, 196),
    # Westside: P01 to P05 20 each, P06 16, and two sessions of P07 = 118; missed 2 + 1 + 10 + 12 + 8 + 1 = 34.
    ("attendance_rate", AUTUMN, "site", "Westside", 84, 118),
    ("absence_rate", AUTUMN, "site", "Westside", 34, 118),
    ("unauthorised_absence_rate", AUTUMN, "site", "Westside", 17, 118),
    ("late_rate", AUTUMN, "site", "Westside", 1, 118),
    # Eastside: P07 18, P08, P09, P10 20 each = 78; missed 3 + 20 = 23.
    ("attendance_rate", AUTUMN, "site", "Eastside", 55, 78),
    ("unauthorised_absence_rate", AUTUMN, "site", "Eastside", 3, 78),
    ("late_rate", AUTUMN, "site", "Eastside", 3, 78),
    # Pupil premium: P01, P02, P03, P07, P08 have 20 each; missed 2 + 1 + 1 = 4.
    ("attendance_rate", AUTUMN, "pupil_premium", "yes", 96, 100),
    ("absence_rate", AUTUMN, "pupil_premium", "yes", 4, 100),
    # Others: 20 + 20 + 16 + 20 + 20 = 96; missed 10 + 12 + 8 + 3 + 20 = 53.
    ("attendance_rate", AUTUMN, "pupil_premium", "no", 43, 96),
    # Year 9: P01 to P04; missed 2 + 1 + 10 = 13 of 80.
    ("attendance_rate", AUTUMN, "year_group", "Year 9", 67, 80),
    ("attendance_rate", AUTUMN, "send", "support", 19, 20),
    ("attendance_rate", AUTUMN, "send", "ehcp", 10, 20),
    # Girls: P02 18 of 20, P06 8 of 16, P09 17 of 20.
    ("attendance_rate", AUTUMN, "sex", "female", 43, 56),
    # September lies in the first half term of autumn.
    ("attendance_rate", "2024/25 autumn 1", "all", "all", 139, 196),
    # First week: ten pupils 10 each, less 4 closed = 96; missed 2 + 1 + 10 + 10 + 6 + 1 + 3 + 10 = 43.
    ("attendance_rate", "2024-W37", "all", "all", 53, 96),
    # Second week: 100 possible; missed P05 2, P06 2, P10 10 = 14.
    ("attendance_rate", "2024-W38", "all", "all", 86, 100),
    # January: P01 10 of 10, P11 5 of 10.
    ("attendance_rate", SPRING, "all", "all", 15, 20),
    ("unauthorised_absence_rate", SPRING, "all", "all", 5, 20),
    ("attendance_rate", "2024/25 spring 1", "site", "Westside", 10, 10),
    # The year adds the two terms: 139 + 15 of 196 + 20.
    ("attendance_rate", YEAR, "all", "all", 154, 216),
    # Judged: all but P06 (16 possible). A tenth or more: P02 (2 of 20), P04, P05, P09 (3 of 20), P10.
    ("persistent_absence_rate", AUTUMN, "all", "all", 5, 9),
    # Half or more: P04 (10 of 20), P05 (12), P10 (20).
    ("severe_absence_rate", AUTUMN, "all", "all", 3, 9),
    # Westside judges P01 to P05 (P07 has two sessions there): P02, P04, P05; severe P04, P05.
    ("persistent_absence_rate", AUTUMN, "site", "Westside", 3, 5),
    ("severe_absence_rate", AUTUMN, "site", "Westside", 2, 5),
    # Eastside judges P08, P09, P10 (P07 has 18 there): P09, P10; severe P10.
    ("persistent_absence_rate", AUTUMN, "site", "Eastside", 2, 3),
    ("severe_absence_rate", AUTUMN, "site", "Eastside", 1, 3),
    # Pupil premium: P01, P02, P03, P07, P08 all have 20; only P02 missed a tenth.
    ("persistent_absence_rate", AUTUMN, "pupil_premium", "yes", 1, 5),
    ("severe_absence_rate", AUTUMN, "pupil_premium", "yes", 0, 5),
    # Others: P04, P05, P09, P10 are judged; all four are persistent, three severe.
    ("persistent_absence_rate", AUTUMN, "pupil_premium", "no", 4, 4),
    ("severe_absence_rate", AUTUMN, "pupil_premium", "no", 3, 4),
    # Over the year P11 has 10 possible and is not judged; P01 has 30 and missed none.
    ("persistent_absence_rate", YEAR, "all", "all", 5, 9),
    # On roll in autumn H1 to H9. Both ways: H1 (C1, C2), H2 (C4), H6 (C7).
    ("two_way_reach_rate", AUTUMN, "all", "all", 3, 9),
    ("two_way_reach_rate", AUTUMN, "site", "Westside", 2, 5),
    ("two_way_reach_rate", AUTUMN, "site", "Eastside", 1, 4),
    # Pupil premium: H1, H2, H6, H7.
    ("two_way_reach_rate", AUTUMN, "pupil_premium", "yes", 3, 4),
    # H10 is on roll from January and was met (C12): 1 of 10 in spring, 4 of 10 in the year.
    ("two_way_reach_rate", SPRING, "all", "all", 1, 10),
    ("two_way_reach_rate", YEAR, "all", "all", 4, 10),
    # Positive: H1 (C1), H4 (C6), H8 (C9).
    ("positive_contact_rate", AUTUMN, "all", "all", 3, 9),
    ("positive_contact_rate", AUTUMN, "site", "Westside", 2, 5),
    ("positive_contact_rate", AUTUMN, "pupil_premium", "no", 2, 5),
    ("positive_contact_rate", SPRING, "all", "all", 0, 10),
    # Messages not failed: C3, C4, C9, C10, C11; replied to: C4 and C10 (a pupil no list names).
    ("reply_rate", AUTUMN, "all", "all", 2, 5),
    ("reply_rate", AUTUMN, "site", "Westside", 1, 2),
    ("reply_rate", AUTUMN, "site", "not known", 1, 1),
    # Recorded: P01 yes, P03 no, P07 yes, P08 no, P02 no, P05 yes; P04's is not recorded.
    ("turnout_rate", AUTUMN, "all", "all", 3, 6),
    ("turnout_rate", AUTUMN, "site", "Westside", 2, 4),
    ("turnout_rate", AUTUMN, "pupil_premium", "yes", 2, 5),
    ("turnout_rate", "2024-W38", "all", "all", 3, 6),
    # Invited households: H1, H2, H3, H4, H6, H7; came: H1, H4, H6.
    ("ever_attended_rate", AUTUMN, "all", "all", 3, 6),
    ("ever_attended_rate", AUTUMN, "site", "Eastside", 1, 2),
    # Five responses from nine households; three name Westside (5 households), two Eastside (4).
    ("response_rate", AUTUMN, "all", "all", 5, 9),
    ("response_rate", AUTUMN, "site", "Westside", 3, 5),
    ("response_rate", AUTUMN, "site", "Eastside", 2, 4),
    ("response_rate", AUTUMN, "pupil_premium", "no", 2, 5),
    ("response_rate", YEAR, "all", "all", 5, 9),
    # Sure of myself: agree, disagree, neither, agree, blank.
    ("favourable_rate__type_1_parenting", AUTUMN, "all", "all", 2, 4),
    # Told of good news: 3 of 4 (one blank); 'only hear when wrong' is turned round: 2 of 4 deny it.
    ("favourable_rate__type_2_communicating", AUTUMN, "all", "all", 5, 8),
    # Westside, responses 1, 2 and 5: both; told only; told, and a blank.
    ("favourable_rate__type_2_communicating", AUTUMN, "site", "Westside", 4, 5),
    ("favourable_rate__type_2_communicating", AUTUMN, "site", "Eastside", 1, 3),
    ("favourable_rate__type_2_communicating", YEAR, "pupil_premium", "yes", 3, 3),
    ("favourable_rate__type_2_communicating", AUTUMN, "pupil_premium", "not known", 0, 2),
]

# barrier, group type, group, reported, respondents: response 4 left the question blank
BARRIERS = [
    ("barrier_practical_01", "all", "all", 2, 4),
    ("barrier_attitudes_01", "all", "all", 1, 4),
    ("barrier_attitudes_05", "all", "all", 1, 4),
    ("barrier_practical_01", "site", "Westside", 1, 3),
    ("barrier_practical_01", "site", "Eastside", 1, 1),
    ("barrier_practical_01", "pupil_premium", "yes", 2, 2),
    ("barrier_attitudes_05", "pupil_premium", "no", 1, 2),
]


@pytest.mark.parametrize("known", INDICATORS, ids=lambda known: " ".join(map(str, known[:4])))
def test_an_indicator_comes_to_what_was_worked_out_by_hand(home, known):
    indicator_id, period_id, group_type, group_value, numerator, denominator = known
    where = {
        "indicator_id": indicator_id,
        "period_id": period_id,
        "group_type": group_type,
        "group_value": group_value,
    }
    rows = read_mart(home, "rpt_indicators", "slt", where=where)
    assert rows.select("numerator", "denominator").rows() == [(numerator, denominator)]
    assert rows["value"][0] == pytest.approx(numerator / denominator)


@pytest.mark.parametrize("known", BARRIERS, ids=lambda known: " ".join(map(str, known[:3])))
def test_a_barrier_comes_to_what_was_counted_by_hand(home, known):
    barrier_id, group_type, group_value, reported, respondents = known
    where = {
        "barrier_id": barrier_id,
        "period_id": AUTUMN,
        "group_type": group_type,
        "group_value": group_value,
        "respondent_role": "parent",
    }
    rows = read_mart(home, "rpt_barriers", "slt", where=where)
    assert rows.select("reported", "respondents").rows() == [(reported, respondents)]


def test_a_barrier_nobody_ticked_is_not_shown_as_named_by_nobody(home):
    """The export does not say that transport was on the form, so there is no row that says 0 of 4."""
    assert read_mart(home, "rpt_barriers", "slt", where={"barrier_id": "barrier_practical_05"}).is_empty()


def test_short_placements_alone_give_no_figure_for_persistence(home):
    where = {"indicator_id": ["persistent_absence_rate", "severe_absence_rate"], "period_id": SPRING}
    assert read_mart(home, "rpt_indicators", "slt", where=where).is_empty()


def test_what_no_household_can_be_found_for_is_still_counted(home):
    rows = read_mart(home, "rpt_freshness", "slt", where={"feed": "contacts"})
    assert rows["row_count"].to_list() == [12]
