"""The pupils, parents and households of the fictional centre: who is on roll, from when to when, and how."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from seeds.generator.chance import quota, stream, weighted
from seeds.generator.school_calendar import FIRST_DAY, LAST_DAY, SCHOOL_DAYS

FORENAMES = (
    "Ash", "Bay", "Briar", "Brook", "Clay", "Coral", "Dale", "Dove", "Elm", "Fern", "Finch", "Flint", "Glen",
    "Hazel", "Heath", "Ivy", "Jay", "Juniper", "Kit", "Lark", "Linden", "Marlow", "Meadow", "Moss", "Oak", "Olive",
    "Pearl", "Quill", "Rain", "Reed", "Robin", "Rowan", "Sage", "Sky", "Sorrel", "Teal", "Vale", "Willow", "Wren",
    "Yarrow",
)  # fmt: skip
SURNAMES = (
    "Anchor", "Barnacle", "Beacon", "Bowsprit", "Breakwater", "Cockle", "Compass", "Driftwood", "Estuary",
    "Ferryman", "Foghorn", "Gannet", "Halyard", "Jetty", "Keel", "Kittiwake", "Lantern", "Lighthouse", "Lobsterpot",
    "Mainsail", "Marina", "Mooring", "Oyster", "Pebble", "Periwinkle", "Pontoon", "Porthole", "Rigging", "Rudder",
    "Sandpiper", "Seagrass", "Shingle", "Slipway", "Spinnaker", "Tideway", "Tiller", "Topsail", "Undertow", "Whelk",
    "Wharf",
)  # fmt: skip
START_YEAR_GROUPS = {7: 4, 8: 7, 9: 12, 10: 17, 11: 16}
YEAR_11_LAST_DAY = {2025: date(2025, 6, 27), 2026: date(2026, 6, 26)}
PARTNERS = {"Mother": "Father", "Father": "Stepmother", "Grandparent": "Grandparent", "Foster carer": "Foster carer"}
JOINED_2024_25 = (
    *(date(2024, 9, 30), date(2024, 11, 4), date(2024, 11, 18), date(2025, 1, 7)),
    *(date(2025, 1, 27), date(2025, 2, 24), date(2025, 3, 10), date(2025, 4, 22)),
)
JOINED_2025_26 = (
    *(date(2025, 9, 29), date(2025, 11, 3), date(2025, 11, 17)),
    *(date(2026, 1, 6), date(2026, 1, 6), date(2026, 4, 13)),
)
SHORT_PLACEMENTS = (
    *(date(2024, 9, 30), date(2024, 11, 11), date(2025, 1, 13), date(2025, 2, 24)),
    *(date(2025, 9, 22), date(2025, 11, 3), date(2026, 1, 12), date(2026, 4, 20)),
)


@dataclass(frozen=True)
class Parent:
    """A fictional parent or carer; phone numbers come from the ranges kept for drama, e-mail from example.org."""

    parent_id: str
    name: str
    relationship: str
    phone: str
    email: str


@dataclass(frozen=True)
class Household:
    """The parents of one home; siblings share it."""

    household_id: str
    surname: str
    parents: tuple[Parent, ...]


@dataclass(frozen=True)
class Pupil:
    """One pupil. `start_year_group` is the year group in 2024/25; `away_weekdays` are spent elsewhere (mark D)."""

    pupil_id: str
    forename: str
    site: str
    start_year_group: int
    sex: str
    is_pupil_premium: bool
    sen_status: str
    is_eal: bool
    household: Household
    joined_on: date
    left_on: date | None
    registration: str
    away_weekdays: tuple[int, ...] = ()
    other_site_weekday: int | None = None
    part_time: tuple[date, date] | None = None
    propensity: float = 0.0

    def year_group(self, academic_year: str) -> int:
        """7 to 11 in the given academic year."""
        return self.start_year_group + (academic_year == "2025/26")

    def is_on_roll(self, day: date) -> bool:
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)

    def is_on_roll_in(self, academic_year: str) -> bool:
        days = [day for half_term, day in SCHOOL_DAYS if half_term.academic_year == academic_year]
        return self.joined_on <= days[-1] and (self.left_on is None or self.left_on >= days[0])


def _stays() -> list[tuple[int, date, date | None]]:
    """Year group in 2024/25, first and last day on roll: 56 at the start, joins, leaves and six-week placements."""
    rng = stream("stays")
    joins = [(year_group, FIRST_DAY) for year_group, count in START_YEAR_GROUPS.items() for _ in range(count)]
    joins += [(rng.choice((8, 9, 10)), joined) for joined in JOINED_2024_25]
    joins += [(rng.choice((6, 7, 8, 8, 9, 9, 10)), date(2025, 9, 2)) for _ in range(12)]
    joins += [(rng.choice((7, 8, 9)), joined) for joined in JOINED_2025_26]
    stays = [(year_group, joined, _leaving_date(rng, year_group, joined)) for year_group, joined in joins]
    return stays + [(rng.choice((7, 8)), start, start + timedelta(days=39)) for start in SHORT_PLACEMENTS]


def _leaving_date(rng: Random, year_group: int, joined: date) -> date | None:
    """Year 11 leaves in June of its year; about one in nine others goes back to a mainstream school on the way."""
    if year_group < 11 and rng.random() < 0.11:
        return max(joined, date(2024, 12, 20)) + timedelta(days=rng.randrange(60, 200))
    return YEAR_11_LAST_DAY.get(2025 + 11 - year_group)


def _household(number: int, surname: str) -> Household:
    rng = stream(f"household {number}")
    first = weighted(rng, {"Mother": 0.78, "Father": 0.1, "Grandparent": 0.07, "Foster carer": 0.05})
    relationships = [first] + ([PARTNERS[first]] if rng.random() < 0.42 else [])
    parents = []
    for index, relationship in enumerate(relationships):
        forename, line = rng.choice(FORENAMES), (number * 2 + index) % 1000
        phone = f"07700 900{line:03d}" if rng.random() < 0.85 else f"01632 960{line:03d}"
        email = f"{forename}.{surname}{number}@example.org".lower()
        parents.append(Parent(f"P{3000 + number * 2 + index}", f"{forename} {surname}", relationship, phone, email))
    return Household(f"H{2000 + number}", surname, tuple(parents))


def _pupil(number: int, stay: tuple[int, date, date | None], household: Household) -> Pupil:
    rng = stream(f"pupil {number}")
    return Pupil(
        pupil_id=f"HV{1000 + number}",
        forename=rng.choice(FORENAMES),
        site="Westside" if rng.random() < 0.56 else "Eastside",
        start_year_group=stay[0],
        sex=weighted(rng, {"Male": 0.67, "Female": 0.33}),
        is_pupil_premium=rng.random() < 0.65,
        sen_status=weighted(rng, {"SEN support": 0.52, "EHC plan": 0.3, "None": 0.18}),
        is_eal=rng.random() < 0.05,
        household=household,
        joined_on=stay[1],
        left_on=stay[2] if stay[2] and stay[2] <= LAST_DAY else None,
        registration="Single registration",
        propensity=rng.random(),
    )


def _with_special_arrangements(pupils: list[Pupil]) -> list[Pupil]:
    """Dual registration, days elsewhere, two sites and part-time timetables, each for a few pupils."""
    rng = stream("arrangements")
    by_id = {pupil.pupil_id: pupil for pupil in pupils}

    def change(pupil_id: str, **fields: object) -> None:
        by_id[pupil_id] = replace(by_id[pupil_id], **fields)

    ids = list(by_id)
    for pupil_id in quota(rng, ids, 0.45) + ids[-8:]:  # the short placements are all dual registered
        change(pupil_id, registration="Subsidiary - dual registration")
    dual = [pupil_id for pupil_id in ids if by_id[pupil_id].registration.startswith("Subsidiary")]
    for pupil_id in rng.sample(dual, 10):
        change(pupil_id, away_weekdays=tuple(sorted(rng.sample(range(5), rng.choice((1, 2))))))
    whole = [pupil_id for pupil_id in ids if not by_id[pupil_id].away_weekdays]
    for pupil_id in rng.sample(whole[:40], 3):
        change(pupil_id, registration="Main - dual registration", other_site_weekday=rng.choice((1, 2, 3)))
    for pupil_id in rng.sample([i for i in whole if by_id[i].other_site_weekday is None], 9):
        start = by_id[pupil_id].joined_on
        change(pupil_id, part_time=(start, start + timedelta(days=rng.choice((41, 55)))))
    return list(by_id.values())


def make_pupils() -> list[Pupil]:
    """All 90 pupils in the order of their ids; every seventeenth shares a household with the pupil before."""
    stays = _stays()
    pupils: list[Pupil] = []
    for number, stay in enumerate(stays, start=1):
        is_sibling = number % 17 == 0
        household = pupils[-1].household if is_sibling else _household(number, SURNAMES[number * 7 % len(SURNAMES)])
        pupil = _pupil(number, stay, household)
        pupils.append(replace(pupil, site=pupils[-1].site) if is_sibling else pupil)
    return _with_special_arrangements(pupils)
