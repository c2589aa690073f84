"""The two actions planted in the data: one that raises attendance and one that does not. See docs/demo_data.md."""

from dataclasses import dataclass
from datetime import date

from seeds.generator.chance import quota, stream
from seeds.generator.people import Household, Pupil

NUDGE_START = date(2026, 1, 12)
NUDGE_SAVES = 0.145  # chance that a text turns an absence of a reached pupil into attendance: about 6 points of rate
CLASS_DATES = (date(2025, 2, 26), date(2025, 3, 5), date(2025, 3, 12), date(2025, 3, 19))


@dataclass(frozen=True)
class Actions:
    """Household ids: texted in the pilot, texted but never reached, invited to the classes, came to the classes."""

    texted: frozenset[str]
    unreached: frozenset[str]
    invited: frozenset[str]
    came: frozenset[str]

    def is_reached(self, pupil: Pupil, day: date) -> bool:
        """True where the nudge pilot reaches the pupil's home on that day."""
        home = pupil.household.household_id
        return day >= NUDGE_START and home in self.texted and home not in self.unreached


def choose_actions(pupils: list[Pupil]) -> Actions:
    """Draws half of the households at random for the pilot and a third of those on roll for the classes."""
    texted = _households(pupils, NUDGE_START, 0.5, "nudge")
    invited = _households(pupils, CLASS_DATES[0], 0.45, "classes 15")  # a draw whose groups began alike
    return Actions(
        frozenset(texted),
        frozenset(stream("unreached").sample(texted, 2)),
        frozenset(invited),
        frozenset(quota(stream("came to classes 15"), invited, 0.55)),
    )


def _households(pupils: list[Pupil], day: date, share: float, name: str) -> list[str]:
    """Household ids on roll that day or later in the year, the same share drawn from each site."""
    rng = stream(name)
    chosen: list[str] = []
    for site in ("Westside", "Eastside"):
        homes: dict[str, Household] = {}
        for pupil in pupils:
            last = pupil.left_on or date.max
            is_later = pupil.site == site and last >= day and pupil.joined_on <= date(day.year, 7, 18)
            if is_later:
                homes[pupil.household.household_id] = pupil.household
        chosen += quota(rng, list(homes), share)
    return chosen
