"""Pupil lists as the school systems of England head them: the same pupil, whatever the columns are called."""

import datetime as dt

import pytest

from tests.intake.conftest import landed
from warehouse.intake import load_file

LISTS = {
    "as SIMS heads it": (
        "Adm No,Legal Surname,Legal Forename,Year Taught In,Reg Group,Gender,DOB,UPN,Pupil Premium Indicator,"
        "SEN Status,English as Additional Language,Enrolment Status,DOA,DOL\n"
        "P1,Zebedee,Florence,Year  9,9A,F,13/05/2011,A123456789012,T,K,No,Current - Single Registration,13/09/2024,\n"
    ),
    "as Arbor heads it": (
        "Student ID,Student name,Year Group,Registration Form,Sex,Pupil Premium Recipient,SEN status,EAL status,"
        "Enrolment mode,Enrolment start date,Enrolment end date\n"
        "P1,Florence Zebedee,Year 9,9A,Female,Yes,SEN support,No,Single Registration,13 Sep 2024,\n"
    ),
    "as Bromcom heads it": (
        "AdmissionNumber,LastName,FirstName,YearGroup,TutorGroup,Gender,PP,SENCode,EAL,EnrolmentStatus,DateOfAdmission,"
        "DateOfLeaving\nP1,Zebedee,Florence,9,9A,F,Y,K,N,Single,2024-09-13,\n"
    ),
    "as ScholarPack heads it": (
        "Pupil ID,Forename,Surname,NC Year,Class,Gender,Pupil Premium,SEN Level,EAL,Enrolment type,Admission Date,"
        "Leaving Date\nP1,Florence,Zebedee,9,9A,Female,1,SEN Support,0,C,13/09/2024,\n"
    ),
}
EXPECTED = {
    "pupil_id": "P1",
    "year_group": "Year 9",
    "sex": "female",
    "is_pupil_premium": True,
    "sen_status": "support",
    "is_eal": False,
    "registration": "single",
    "joined_on": dt.date(2024, 9, 13),
    "left_on": None,
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS.keys())
def test_a_pupil_list_is_read_under_the_headings_of_its_system(text, export, home):
    load_file(home, export(text))
    row = landed(home, "pupils").row(0, named=True)
    assert {name: row[name] for name in EXPECTED} == EXPECTED
    assert not {"Zebedee", "Florence", "A123456789012"} & set(map(str, row.values()))
