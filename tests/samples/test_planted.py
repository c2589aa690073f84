"""What docs/demo_data.md says is planted in the demo can be found in the files by plain sums, and nothing else."""

from datetime import date
from typing import NamedTuple

import pytest

from seeds.generator.school_calendar import SCHOOL_DAYS, year_of
from tests.samples.sums import SAMPLES, Sessions, current_marks, read, sessions_by

MARKS = current_marks()
HOMES = {row["Pupil ID"]: row["Household ID"] for y in ("2024_25", "2025_26") for row in read(f"pupils_{y}.csv")}
PILOT_STARTS = date(2026, 1, 12)
CLASSES_START, CLASSES_END = date(2025, 2, 26), date(2025, 3, 19)
LEAST_SESSIONS = 40  # on each side, so that a pupil who joined or left in between does not count


def _nudges() -> list[dict[str, str]]:
    return [row for row in read("communication_log_2025_26.csv") if row["Template"].startswith("Nudge")]


class Change(NamedTuple):
    """Pupils of a group there before and after, and their attendance rates in per cent."""

    pupils: int
    before: float
    after: float

    @property
    def points(self) -> float:
        return self.after - self.before


def _change(homes: set[str], before: tuple[date, date], after: tuple[date, date]) -> Change:
    """Attendance of the pupils of `homes` in two spans of days; those with few sessions in either do not count."""
    sides = sessions_by(
        {key: mark for key, mark in MARKS.items() if HOMES[key[0]] in homes},
        lambda pupil_id, day: (pupil_id, before[0] <= day <= before[1]) if _is_in(day, before, after) else None,
    )
    none = Sessions(0, 0)
    pupils = {pupil_id for pupil_id, _ in sides}
    stayed = [p for p in pupils if min(sides.get((p, side), none).possible for side in (True, False)) >= LEAST_SESSIONS]
    absence = [
        sum(sides[p, side].absent for p in stayed) / sum(sides[p, side].possible for p in stayed)
        for side in (True, False)
    ]
    return Change(len(stayed), *(100 * (1 - rate) for rate in absence))


def _is_in(day: date, *spans: tuple[date, date]) -> bool:
    return any(start <= day <= end for start, end in spans)


def _levels(year: str) -> tuple[float, float, float, int]:
    """Absence, persistent and severe absence in per cent, and the pupils with 20 or more possible sessions."""
    by_pupil = sessions_by(MARKS, lambda pupil_id, day: pupil_id if year_of(day) == year else None)
    absence = sum(s.absent for s in by_pupil.values()) / sum(s.possible for s in by_pupil.values())
    counted = [sessions.absence for sessions in by_pupil.values() if sessions.possible >= 20]
    shares = (sum(rate >= limit for rate in counted) / len(counted) for limit in (0.1, 0.5))
    return (100 * absence, *(100 * share for share in shares), len(counted))


def _nudge_changes() -> tuple[Change, Change]:
    """Pupils whose homes the pilot reached, and all others."""
    reached = {HOMES[row["Pupil ID"]] for row in _nudges() if row["Outcome"] != "Failed"}
    before, after = (date(2025, 9, 2), date(2026, 1, 9)), (PILOT_STARTS, date(2026, 7, 17))
    return _change(reached, before, after), _change(set(HOMES.values()) - reached, before, after)


def _class_changes() -> tuple[Change, Change, Change]:
    """Pupils whose parents came to the classes, were invited and did not come, and were not invited."""
    rows = [row for row in read("event_invitations_2024_25.csv") if row["Event"].startswith("Psycho-education")]
    came = {HOMES[row["Pupil ID"]] for row in rows if row["Attended"] == "Yes"}
    invited = {HOMES[row["Pupil ID"]] for row in rows}
    before, after = (date(2024, 9, 2), CLASSES_START), (CLASSES_END, date(2025, 7, 18))
    return tuple(_change(g, before, after) for g in (came, invited - came, set(HOMES.values()) - invited))


@pytest.mark.parametrize("year", ["2024/25", "2025/26"])
def test_levels_of_a_year_are_near_those_published_for_such_schools(year):
    absence, persistent, severe, _ = _levels(year)
    assert absence == pytest.approx(42, abs=3)
    assert persistent == pytest.approx(82, abs=3)
    assert severe == pytest.approx(39, abs=3)


def test_absence_has_a_season_and_a_weekday_shape():
    by_term = {half_term.name: set() for half_term, _ in SCHOOL_DAYS}
    for half_term, day in SCHOOL_DAYS:
        by_term[half_term.name].add(day)
    rates = sessions_by(MARKS, lambda _, day: next(name for name, days in by_term.items() if day in days))
    assert rates["autumn 1"].absence < rates["autumn 2"].absence
    weekdays = sessions_by(MARKS, lambda _, day: day.weekday())
    assert weekdays[2].absence < weekdays[0].absence and weekdays[2].absence < weekdays[4].absence


def test_texts_of_the_pilot_raise_attendance_of_reached_homes_by_about_six_points():
    reached, others = _nudge_changes()
    assert reached.points - others.points == pytest.approx(6, abs=2)
    assert abs(reached.before - others.before) < 3


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
    came, stayed_away, not_invited = _class_changes()
    assert min(came.pupils, stayed_away.pupils) >= 10
    assert abs(came.points - stayed_away.points) < 2
    assert abs(came.points - not_invited.points) < 2


def test_the_figures_in_the_documentation_are_those_of_the_files():
    text = (SAMPLES.parents[1] / "docs" / "demo_data.md").read_text(encoding="utf-8")
    for year in ("2024/25", "2025/26"):
        absence, persistent, severe, pupils = _levels(year)
        assert f"| {year} | {absence:.1f} % | {persistent:.1f} % | {severe:.1f} % | {pupils} |" in text
    groups = ("reached", "not reached", "came", "invited, did not come", "not invited")
    for group, (pupils, *rates) in zip(groups, _nudge_changes() + _class_changes(), strict=True):
        row = f"| {group} ({pupils}) | {rates[0]:.1f} % | {rates[1]:.1f} % | {rates[1] - rates[0]:+.1f} points |"
        assert row in text
    reached, others = _nudge_changes()
    assert f"| difference | | | {reached.points - others.points:+.1f} points |" in text


def test_the_export_of_june_corrects_marks_of_the_yearly_file():
    yearly = {tuple(row.values())[:4]: row["Mark"] for row in read("attendance_2025_26.csv")}
    corrected = {tuple(row.values())[:4]: row["Mark"] for row in read("attendance_2026_06_corrected.csv")}
    assert corrected.keys() <= yearly.keys()
    changed = {(yearly[key], mark) for key, mark in corrected.items() if yearly[key] != mark}
    assert {old for old, _ in changed} == {"N"}
    assert "L" in {new for _, new in changed}
    assert 40 <= sum(yearly[key] != mark for key, mark in corrected.items()) <= 150
