"""The pupil list with parents and households, one row for each pupil and parent, as at the end of each year."""

from seeds.generator.people import Pupil
from seeds.generator.school_calendar import SCHOOL_DAYS, YEARS, year_of
from seeds.generator.tables import Export, as_csv

HEADER = (
    *("Pupil ID", "Forename", "Surname", "Site", "Year Group", "Gender", "Pupil Premium", "SEN Status", "EAL"),
    *("Enrolment Status", "Timetable", "Date Joined", "Date Left", "Household ID", "Parent ID", "Relationship"),
    *("Parent Name", "Parent Phone", "Parent Email"),
)


def pupil_exports(pupils: list[Pupil]) -> list[Export]:
    """A list of everyone on roll in a year, leavers of that year included; the later list supersedes the earlier."""
    exports = []
    for year in YEARS:
        here = [pupil for pupil in pupils if pupil.is_on_roll_in(year)]
        rows = [_row(pupil, year, number) for pupil in here for number in range(len(pupil.household.parents))]
        text = f"Pupils on roll in {year} with parents and households (names and numbers are made up)"
        exports.append(Export(f"pupils_{year.replace('/', '_')}.csv", "pupils", text, as_csv(HEADER, rows)))
    return exports


def _yes_no(value: bool) -> str:
    return "Yes" if value else "No"


def _row(pupil: Pupil, year: str, number: int) -> tuple[object, ...]:
    parent = pupil.household.parents[number]
    last_day = max(day for half_term, day in SCHOOL_DAYS if half_term.academic_year == year)
    left_on = pupil.left_on if pupil.left_on and pupil.left_on <= last_day else None
    is_part_time = pupil.part_time is not None and year_of(pupil.part_time[0]) == year
    return (
        *(pupil.pupil_id, pupil.forename, pupil.household.surname, pupil.site, f"Year {pupil.year_group(year)}"),
        *(pupil.sex, _yes_no(pupil.is_pupil_premium), pupil.sen_status, _yes_no(pupil.is_eal)),
        *(pupil.registration, "Part-time" if is_part_time else "Full-time"),
        *(pupil.joined_on.strftime("%d/%m/%Y"), left_on.strftime("%d/%m/%Y") if left_on else ""),
        *(pupil.household.household_id, parent.parent_id, parent.relationship, parent.name, parent.phone, parent.email),
    )
