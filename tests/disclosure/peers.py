"""One two-way table of a generated school, protected by τ-Argus (its open engine, pytauargus) and by ours."""

import tempfile
from collections import Counter
from contextlib import chdir
from dataclasses import dataclass

import pytauargus

from tests.disclosure.schools import TERMS, Pupil
from warehouse.disclosure.audit import audit
from warehouse.disclosure.solve import solve
from warehouse.disclosure.system import Item, Secret, System

LEAST = 5
ALL = "Total"


@dataclass(frozen=True)
class Compared:
    """Loss of people and cells under both, and how many secrets τ-Argus left narrower than five."""

    secrets: int
    our_loss: int
    their_loss: int
    our_loss_at_five: int
    our_cells_at_five: int
    their_cells: int
    theirs_narrow_at_five: int


def table_of(pupils: list[Pupil], group: str) -> Counter:
    """Pupils by group and by whether they were persistently absent in the first term."""
    counts = Counter()
    for one in pupils:
        term = one.terms[TERMS[0]]
        often = "yes" if term["possible"] - term["attended"] >= 0.1 * term["possible"] else "no"
        counts[one.groups[group].replace(" ", ""), often] += 1
    return counts


def compare(pupils: list[Pupil], group: str) -> Compared:
    """Both on one table. For like with like ours asks for the width theirs asks for, then for five."""
    counts = table_of(pupils, group)
    theirs = _theirs(counts)
    like = _system(counts, lambda value: 2 * value)
    strict = _system(counts, lambda value: LEAST)
    ours, ours_at_five = solve(like), solve(strict)
    loss = lambda held: sum(like.values[key] for key in held)  # noqa: E731
    return Compared(
        len(like.secrets),
        loss(ours.held_back),
        loss(theirs),
        loss(ours_at_five.held_back),
        len(ours_at_five.held_back),
        len(theirs),
        len(audit(strict, theirs)),
    )


def _system(counts: Counter, width) -> System:
    rows, columns = sorted({key[0] for key in counts}), sorted({key[1] for key in counts})
    system = System(values={(row, column): counts[row, column] for row in rows for column in columns})
    system.values |= {(row, ALL): sum(counts[row, column] for column in columns) for row in rows}
    system.values |= {(ALL, column): sum(counts[row, column] for row in rows) for column in columns}
    system.values[ALL, ALL] = sum(counts.values())
    for key, value in system.values.items():
        system.items[key] = Item(key, (key,), max(value, 0.01))
        if 0 < value < LEAST:
            system.held.add(key)
            system.secrets.append(Secret(key, ((key, 1),), width(value)))
    for row in [*rows, ALL]:
        system.equal([((row, column), 1) for column in columns] + [((row, ALL), -1)])
    for column in [*columns, ALL]:
        system.equal([((row, column), 1) for row in rows] + [((ALL, column), -1)])
    return system


def _theirs(counts: Counter) -> set[tuple[str, str]]:
    """The cells that the optimal method of τ-Argus suppresses: frequency below five, a range of the whole value."""
    people = [{"row": row, "column": column, "one": 1} for (row, column), count in counts.items() for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder, chdir(folder):  # the engine leaves logs where it is called
        rule = f"FREQ({LEAST},100)"
        found = pytauargus.protect(people, ["row", "column"], "one", rule, "OPT(1)", workdir=folder).tables[0]
        held_back = [cell for cell in found.rows if cell["status"] in ("U", "M")]
        return {(cell["row"].strip(), cell["column"].strip()) for cell in held_back}
