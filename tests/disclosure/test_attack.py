"""Nobody is found out: the attacker on generated schools. `benchmarks/disclosure.py` does the same with 500."""

from datetime import date

import pytest

from tests.disclosure import ranges
from tests.disclosure.attacks import first_release, hide_one_to_four, second_release
from tests.disclosure.schools import school

# Other schools every day, so that no rule is fitted to a few; a failure names its seed.
TODAY = date.today().toordinal() * 7 % 100_000  # noqa: DTZ011 -- only a number that changes
SEEDS = [65, TODAY, TODAY + 1]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_secret_of_a_release_comes_out_and_every_range_is_five_wide(seed):
    found = first_release(seed)
    assert found.secrets > 0
    assert (found.exact, found.narrow) == (0, 0), f"seed {seed}: {found}"
    assert found.narrow_by_ranges == 0, f"seed {seed}: {found}"
    assert found.share_of_people > 0.2 and found.share_of_cells > 0.15, "governors are still told a good part"


@pytest.mark.parametrize("seed", [3, 4, 5])  # one child joins, one leaves, one is edited
def test_two_releases_tell_nothing_of_the_one_child_who_changed_between_them(seed):
    found = second_release(seed)
    assert found.live_told, "two live views would have told, so the change is real"
    assert found.is_refused
    assert found.told == 0


def test_the_attacker_undoes_hiding_one_to_four_with_totals_shown():
    found = [hide_one_to_four(seed) for seed in range(4)]
    assert sum(one.exact for one in found) > 0.3 * sum(one.hidden for one in found) > 20


def test_the_more_exactly_ranges_are_shown_the_more_they_say_of_a_small_group(monkeypatch):
    """A check on the attacker who reads ranges: two year groups held back, everything else shown."""
    pupils, is_shown = school(65), lambda table, key: key[-1] not in ("Year 7", "Year 8")
    rounded = [width for width, _ in ranges.widths(pupils, is_shown)]
    monkeypatch.setattr(ranges, "PLACES", 9)
    exact = [width for width, _ in ranges.widths(pupils, is_shown)]
    assert len(exact) == len(rounded) == 6
    assert sum(exact) < 0.6 * sum(rounded) and all(one <= other for one, other in zip(exact, rounded, strict=True))
