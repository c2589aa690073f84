"""What docs/demo_data.md says is planted in the demo can be found in the files by plain sums, and nothing else."""

from datetime import date

import pytest

from seeds.generator.school_calendar import SCHOOL_DAYS, year_of
from tests.samples.sums import Sessions, current_marks, read, sessions_by

MARKS = current_marks()
HOMES = {row["Pupil ID"]: row["Household ID"] for y in ("2024_25", "2025_26") for row in read(f"pupils_{y}.csv")}
PILOT_STARTS = date(2026, 1, 12)
CLASSES_START, CLASSES_END = date(2025, 2, 26), date(2025, 3, 19)
LEAST_SESSIONS = 40  # on each side, so that a pupil who joined or left in between does not count


def _nudges() -> list[dict[str, str]]:
    return [row for row in read("communication_log_2025_26.csv") if row["Template"].startswith("Nudge")]


def _change(marks: dict, homes: set[str], before: tuple[date, date], after: tuple[date, date]) -> float:
    """Change of the attendance rate, in percentage points, of pupils of `homes` who were there before and after."""
    sides = sessions_by(
        {key: mark for key, mark in marks.items() if HOMES[key[0]] in homes},
        lambda pupil_id, day: (pupil_id, before[0] <= day <= before[1]) if _is_in(day, before, after) else None,
    )
    pupils = {pupil_id for pupil_id, _ in sides}
    none = Sessions(0, 0)
    stayed = [p for p in pupils if min(sides.get((p, side), none).possible for side in (True, False)) >= LEAST_SESSIONS]
    rates = [
        sum(sides[p, side].absent for p in stayed) / sum(sides[p, side].possible for p in stayed)
        for side in (True, False)
    ]
    return 100 * (rates[0] - rates[1])


def _is_in(day: date, *spans: tuple[date, date]) -> bool:
    return any(start <= day <= end for start, end in spans)


@pytest.mark.parametrize("year", ["2024/25", "2025/26"])
def test_levels_of_a_year_are_near_those_published_for_such_schools(year):
    by_pupil = sessions_by(MARKS, lambda pupil_id, day: pupil_id if year_of(day) == year else None)
    absence = sum(s.absent for s in by_pupil.values()) / sum(s.possible for s in by_pupil.values())
    counted = [sessions.absence for sessions in by_pupil.values() if sessions.possible >= 20]
    assert absence == pytest.approx(0.42, abs=0.03)
    assert sum(rate >= 0.1 for rate in counted) / len(counted) == pytest.approx(0.82, abs=0.03)
    assert sum(rate >= 0.5 for rate in counted) / len(counted) == pytest.approx(0.39, abs=0.03)


def test_absence_has_a_season_and_a_weekday_shape():
    by_term = {half_term.name: set() for half_term, _ in SCHOOL_DAYS}
    for half_term, day in SCHOOL_DAYS:
        by_term[half_term.name].add(day)
    rates = sessions_by(MARKS, lambda _, day: next(name for name, days in by_term.items() if day in days))
    assert rates["autumn 1"].absence < rates["autumn 2"].absence
    weekdays = sessions_by(MARKS, lambda _, day: day.weekday())
    assert weekdays[2].absence < weekdays[0].absence and weekdays[2].absence < weekdays[4].absence


def test_texts_of_the_pilot_raise_attendance_of_reached_homes_by_about_six_points():
    sent = _nudges()
    reached = {HOMES[row["Pupil ID"]] for row in sent if row["Outcome"] != "Failed"}
    others = set(HOMES.values()) - reached
    before, after = (date(2025, 9, 2), date(2026, 1, 9)), (PILOT_STARTS, date(2026, 7, 17))
    difference = _change(MARKS, reached, before, after) - _change(MARKS, others, before, after)
    assert difference == pytest.approx(6, abs=2)


def test_pilot_texts_are_of_two_kinds_go_to_half_the_homes_and_begin_on_the_day_documented():
    sent = _nudges()
    assert {(row["Template"][:7], row["Purpose"]) for row in sent} == {
        ("Nudge 1", "Positive"),
        ("Nudge 2", "Attendance"),
    }
    assert min(row["Date and Time"][:10] for row in sent) == PILOT_STARTS.isoformat()
    on_roll = {HOMES[row["Pupil ID"]] for row in read("pupils_2025_26.csv")}
    assert len({HOMES[row["Pupil ID"]] for row in sent}) / len(on_roll) == pytest.approx(0.5, abs=0.08)


def test_psycho_education_classes_leave_attendance_as_it_was():
    rows = [row for row in read("event_invitations_2024_25.csv") if row["Event"].startswith("Psycho-education")]
    came = {HOMES[row["Pupil ID"]] for row in rows if row["Attended"] == "Yes"}
    invited = {HOMES[row["Pupil ID"]] for row in rows}
    assert len(came) >= 10 and len(invited - came) >= 10
    before, after = (date(2024, 9, 2), CLASSES_START), (CLASSES_END, date(2025, 7, 18))
    for others in (invited - came, set(HOMES.values()) - invited):
        assert abs(_change(MARKS, came, before, after) - _change(MARKS, others, before, after)) < 2


def test_the_export_of_june_corrects_marks_of_the_yearly_file():
    yearly = {tuple(row.values())[:4]: row["Mark"] for row in read("attendance_2025_26.csv")}
    corrected = {tuple(row.values())[:4]: row["Mark"] for row in read("attendance_2026_06_corrected.csv")}
    assert corrected.keys() <= yearly.keys()
    changed = {(yearly[key], mark) for key, mark in corrected.items() if yearly[key] != mark}
    assert {old for old, _ in changed} == {"N"}
    assert "L" in {new for _, new in changed}
    assert 40 <= sum(yearly[key] != mark for key, mark in corrected.items()) <= 150
