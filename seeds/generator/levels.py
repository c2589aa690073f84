"""How much of each year each pupil misses: drawn so that the centre's levels come out near those published."""

from seeds.generator.chance import stream
from seeds.generator.people import Pupil
from seeds.generator.school_calendar import YEARS

# (share of pupils, lowest, highest part of the year missed): under 10 %, 10 % to 50 %, above 50 %
BANDS = {
    "2024/25": ((0.19, 0.02, 0.07), (0.42, 0.12, 0.44), (0.39, 0.54, 0.93)),
    "2025/26": ((0.18, 0.02, 0.07), (0.43, 0.13, 0.45), (0.39, 0.55, 0.96)),
}
SEASON = {"autumn 1": 0.82, "autumn 2": 1.0, "spring 1": 1.06, "spring 2": 1.0, "summer 1": 1.0, "summer 2": 1.14}
WEEKDAY = (1.08, 0.95, 0.92, 0.96, 1.1)  # Monday to Friday


def yearly_levels(pupils: list[Pupil]) -> dict[tuple[str, str], float]:
    """Part of the year missed (0 to 1) by (pupil_id, academic year): ranked by propensity, then spread over BANDS."""
    levels = {}
    for year in YEARS:
        rng = stream(f"drift {year}")
        here = [pupil for pupil in pupils if pupil.is_on_roll_in(year)]
        ranked = sorted(here, key=lambda pupil: pupil.propensity + rng.gauss(0, 0.06))
        for rank, pupil in enumerate(ranked):
            levels[pupil.pupil_id, year] = _level((rank + 0.5) / len(ranked), BANDS[year])
    return levels


def _level(position: float, bands: tuple[tuple[float, float, float], ...]) -> float:
    """The part missed by the pupil at `position` (0 to 1) in the ranking."""
    below = 0.0
    for share, low, high in bands:
        if position <= below + share:
            return low + (high - low) * (position - below) / share
        below += share
    return bands[-1][2]


def chance_of_absence(level: float, half_term: str, weekday: int) -> float:
    """Chance (0 to 1) that a session is missed: the pupil's level, moved by season and weekday in the odds."""
    odds = level / (1 - level) * SEASON[half_term] * WEEKDAY[weekday]
    return odds / (1 + odds)
