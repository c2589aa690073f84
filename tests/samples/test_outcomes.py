"""Behaviour and assessment results as planted: what docs/demo_data.md says of them can be counted in the files."""

from collections import Counter, defaultdict
from datetime import date, datetime

import pytest

from seeds.generator.school_calendar import year_of
from tests.samples.sums import ABSENT, NOT_POSSIBLE, SAMPLES, current_marks, read

YEARS = ("2024/25", "2025/26")
SITES = ("Westside", "Eastside")
PRAISE, UNKIND = {"Achievement", "Merit"}, {"Bullying", "Racist incident", "Online bullying"}
MARKS = current_marks()
TEXT = (SAMPLES.parents[1] / "docs" / "demo_data.md").read_text(encoding="utf-8")


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a date has no time zone


LOG = {year: read(f"behaviour_log_{year.replace('/', '_')}.csv") for year in YEARS}
RESULTS = [row for year in YEARS for row in read(f"assessment_results_{year.replace('/', '_')}.csv")]


def _rates(year: str, site: str) -> tuple[float, float]:
    """Poor behaviour and praise for each hundred possible sessions."""
    possible = sum(
        year_of(day) == year and where == site and mark not in NOT_POSSIBLE
        for (_, where, day, _), mark in MARKS.items()
    )
    kinds = Counter(row["Behaviour type"] for row in LOG[year] if row["Site"] == site)
    praise = sum(kinds[kind] for kind in PRAISE)
    return 100 * (kinds.total() - praise - kinds["Suspension"]) / possible, 100 * praise / possible


def _gains(measure: str, year: str) -> list[float]:
    """Each pupil's last result of the year less the first of all, mean over subjects."""
    by_subject = defaultdict(list)
    for row in RESULTS:
        if row["Measure"] == measure:
            by_subject[row["Pupil ID"], row["Subject"]].append((_day(row["Assessment date"]), float(row["Result"])))
    moved = defaultdict(list)
    for (pupil, _), results in by_subject.items():
        first, *later = sorted(results)
        moved[pupil] += [result - first[1] for day, result in later if year_of(day) == year][-1:]
    return [sum(changes) / len(changes) for changes in moved.values() if changes]


def test_incidents_fall_at_westside_and_praise_rises_at_both_sites():
    (west_before, east_before), (west, east) = ([_rates(year, site) for site in SITES] for year in YEARS)
    assert west[0] < 0.75 * west_before[0] and east[0] > 0.95 * east_before[0]
    assert west[1] > 1.2 * west_before[1] and east[1] > 1.2 * east_before[1]


@pytest.mark.parametrize("year", YEARS)
def test_nobody_is_praised_or_at_fault_on_a_day_of_absence_and_a_suspended_pupil_is_away(year):
    marks = defaultdict(set)
    for (pupil, _, day, _), mark in MARKS.items():
        marks[pupil, day].add(mark)
    for row in LOG[year]:
        on_that_day = marks[row["Pupil ID"], _day(row["Incident date"])]
        if row["Behaviour type"] == "Suspension":
            assert on_that_day == {"E"}
        else:
            assert not on_that_day <= ABSENT | NOT_POSSIBLE


def test_readers_gain_in_both_years_and_scores_stay_where_they_were():
    for year in YEARS:
        reading, scores = _gains("Reading age", year), _gains("Standardised score", year)
        assert min(len(reading), len(scores)) >= 50
        assert sum(reading) / len(reading) > 0.3
        assert abs(sum(scores) / len(scores)) < 1


def test_the_figures_on_behaviour_and_results_in_the_documentation_are_those_of_the_files():
    for year in YEARS:
        rates = [f"{rate:.1f}" for site in SITES for rate in _rates(year, site)]
        sent_home = len({row["Pupil ID"] for row in LOG[year] if row["Behaviour type"] == "Suspension"})
        unkind = sum(row["Behaviour type"] in UNKIND for row in LOG[year])
        assert f"| {year} | {' | '.join(rates)} | {unkind} | {sent_home} |" in TEXT
        reading, scores = _gains("Reading age", year), _gains("Standardised score", year)
        gains = f"{sum(reading) / len(reading):+.1f} years | {sum(scores) / len(scores):+.1f} points"
        assert f"| {year} | {len(reading)} | {gains} |" in TEXT
