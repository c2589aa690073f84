"""Cells of the table being made: who adds what to which indicator, period and group; who belongs to which group."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from tests.recomputed import figures
from tests.recomputed.calendar import Period
from tests.recomputed.figures import Figure
from tests.recomputed.reading import GROUPS, School

Group = tuple[str, str]
Cell = tuple[str, Period, Group]
ALL: Group = ("all", "all")


class Counted:
    """Persons and what each adds, by cell; ``finish`` turns each cell into its figure."""

    def __init__(self) -> None:
        self.cells: dict[Cell, Figure] = {}
        self._people: dict[Cell, dict[str, tuple]] = defaultdict(dict)

    def add(
        self, indicator: str, period: Period, groups: Iterable[Group], person: str, met: object, of: object
    ) -> None:
        for group in groups:
            people = self._people[indicator, period, group]
            before = people.get(person, (0, 0))
            people[person] = (before[0] + met, before[1] + of)

    def finish(self, of: Callable[[dict], Figure | None]) -> None:
        """Figures of what was added since; cells over nothing are left out."""
        for cell, people in self._people.items():
            if any(total for _, total in people.values()) and (figure := of(people)):
                self.cells[cell] = figure
        self._people.clear()

    def finish_people(self, *, is_counted: bool = True) -> None:
        """As ``finish``, where each person counts once."""
        self.finish(
            lambda people: figures.of_people({p: bool(met) for p, (met, _) in people.items()}, is_counted=is_counted)
        )


def groups_of_pupils(school: School, pupils: Iterable[str], site: str = "") -> set[Group]:
    """Every group that one of the pupils is in; ``site`` goes before their own."""
    found = {ALL}
    for pupil in pupils:
        said = school.pupils[pupil].groups
        found |= {(name, site or said[name]) if name == "site" else (name, said[name]) for name in GROUPS}
    return found


def homes(school: School) -> dict[str, set[str]]:
    """Household to its pupils."""
    found: dict[str, set[str]] = defaultdict(set)
    for number, pupil in school.pupils.items():
        for home in pupil.homes:
            found[home].add(number)
    return found
