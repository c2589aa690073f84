"""The audit: the widest range that everything shown leaves to each secret, by linear programming (HiGHS).

Counts are kept as differences from their true value, so that a count that is shown is a difference of nought. Every
set of whole numbers found on the way is a state of the school that looks just like the true one, and counts for all
secrets at once; most secrets are proven wide that way without a program of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from warehouse.disclosure.system import Key, Secret, System

_TINY = 1e-6
_REACH = 4  # how many widths a count is let go up while states are looked for; bounds the search, never the verdict


@dataclass(frozen=True)
class Finding:
    """A secret that is too narrow. ``cut`` maps counts to how much hiding them could widen it, ``free`` is the width
    that is there without hiding any; the cut is None where only whole numbers make it narrow."""

    secret: Secret
    width: float
    cut: dict[Key, float] | None
    free: float = 0.0


def audit(system: System, held_back: Iterable[Key], memory: dict | None = None) -> list[Finding]:
    """Every secret of ``system`` that is narrower than it must be while the rows ``held_back`` are not shown.

    ``memory`` keeps what was found of each set of hidden counts, for the next audit of the same system.
    """
    memory = {} if memory is None else memory
    hidden = set(system.values) - system.known(held_back)
    findings, open_secrets = [], []
    for secret in dict.fromkeys(system.secrets):
        if any(key in hidden for key, _ in secret.terms):
            open_secrets.append(secret)
        else:
            cut = {key: float(secret.width) for key, _ in secret.terms}
            findings.append(Finding(secret, 0.0, cut))
    for part in _parts(system, open_secrets, hidden):
        hidden_here = frozenset(part.keys)
        if hidden_here not in memory:
            memory[hidden_here] = part.narrow()
        findings += memory[hidden_here]
    return findings


def _parts(system: System, secrets: list[Secret], hidden: set[Key]) -> "list[_Part]":
    """Hidden counts that hang together, each with its secrets."""
    found: list[tuple[set[Key], list[int], list[Secret]]] = []
    for secret in secrets:
        start = [key for key, _ in secret.terms if key in hidden]
        home = next((part for part in found if all(key in part[0] for key in start)), None)
        if home is None:
            home = (*_reached(system, start, hidden), [])
            found.append(home)
        home[2].append(secret)
    return [_Part(system, hidden, *part) for part in found]


def _reached(system: System, start: list[Key], hidden: set[Key]) -> tuple[set[Key], list[int]]:
    """Everything hidden that relations join to ``start``, and those relations."""
    seen, waiting, rows = set(start), list(start), set()
    while waiting:
        for at in system.touching.get(waiting.pop(), ()):
            if at not in rows:
                rows.add(at)
                fresh = {key for key, _ in system.relations[at].terms if key in hidden} - seen
                seen |= fresh
                waiting += fresh
    return seen, sorted(rows)


class _Part:
    """Hidden counts that hang together: their relations as rows of matrices, and how wide their secrets are seen."""

    def __init__(self, system: System, hidden: set[Key], keys: set[Key], rows: list[int], secrets: list[Secret]):
        self.system, self.hidden, self.secrets = system, hidden, secrets
        self.keys = [key for key in system.values if key in keys]
        self.place = {key: at for at, key in enumerate(self.keys)}
        self.equal = [at for at in rows if system.relations[at].is_equal]
        self.at_most = [at for at in rows if not system.relations[at].is_equal]
        self.slack = np.array([-self._sum(at) for at in self.at_most], dtype=float)
        self.low = -np.array([float(system.values[key]) for key in self.keys])
        self.aims = self._matrix([secret.terms for secret in secrets])
        self.wanted = np.array([secret.width for secret in secrets], dtype=float)
        self.seen_low, self.seen_high = np.zeros(len(secrets)), np.zeros(len(secrets))

    def narrow(self) -> list[Finding]:
        """The secrets of this part that are too narrow."""
        self._look_around()
        return [
            finding for at in np.flatnonzero(~self._is_wide) if not self._is_wide[at] and (finding := self._find(at))
        ]

    @property
    def _is_wide(self) -> np.ndarray:
        return self.seen_high - self.seen_low >= self.wanted - _TINY

    def _look_around(self) -> None:
        """States far out in the direction of all secrets not seen wide yet, while that still widens some."""
        sign, idle = 1, 0
        while idle < 2 and (left := ~self._is_wide).any():
            self._in_whole_numbers(sign * np.asarray(self.aims[left].sum(axis=0)).ravel())
            idle = idle + 1 if (left == ~self._is_wide).all() else 0
            sign = -sign

    def _find(self, at: int) -> Finding | None:
        """The finding on one secret, None where it is wide."""
        aim = self.aims[[at]].toarray().ravel()
        ends = []
        for sign in (1, -1):
            end = self._extreme(sign * aim)
            if end is None or self._is_wide[at]:
                return None
            ends.append(end)
        width = -ends[0].fun - ends[1].fun
        secret = self.secrets[at]
        if width < secret.width - _TINY:
            return Finding(secret, width, *self._cut(secret, ends))
        width = self._whole_width(aim)
        return Finding(secret, width, None) if width < secret.width - _TINY else None

    def _extreme(self, aim: np.ndarray):
        """The state with the largest ``aim``; None where there is no largest."""
        found = linprog(
            -aim,
            A_ub=self._at_most_rows,
            b_ub=self.slack if self.at_most else None,
            A_eq=self._equal_rows,
            b_eq=np.zeros(len(self.equal)) if self.equal else None,
            bounds=np.column_stack([self.low, np.full(len(aim), np.inf)]),
            method="highs-ds",
        )
        if found.status == 3:
            return None
        if found.status != 0:
            raise ArithmeticError("the audit of a release could not be solved")
        self._saw(found.x)
        return found

    def _in_whole_numbers(self, aim: np.ndarray) -> float | None:
        """The largest ``aim`` of a state in whole numbers that is not too far away; None where the solver gives up."""
        far = np.full(len(aim), _REACH * self.wanted.max())
        found = milp(-aim, integrality=np.ones(len(aim)), bounds=Bounds(self.low, far), constraints=self._limits)
        if found.status != 0:
            return None
        self._saw(found.x)
        return -found.fun

    def _saw(self, state: np.ndarray) -> None:
        whole = np.round(state)
        if np.allclose(state, whole, atol=_TINY):
            reached = self.aims @ whole
            self.seen_low, self.seen_high = np.minimum(self.seen_low, reached), np.maximum(self.seen_high, reached)

    def _whole_width(self, aim: np.ndarray) -> float:
        """The width in whole numbers, at least where it matters: the search stops a few widths away."""
        ends = [self._in_whole_numbers(sign * aim) for sign in (1, -1)]
        if None in ends:
            raise ArithmeticError("the audit of a release could not be solved")
        return sum(ends)

    def _cut(self, secret: Secret, ends: list) -> tuple[dict[Key, float], float]:
        """How much each count, if hidden, could add to the width (the duals of both ends say it), and what is there.

        Fischetti and Salazar's capacity inequality, for a range rather than for its two ends, with coefficients no
        larger than what is wanted.
        """
        gain: dict[Key, float] = {}
        const = 0.0
        for end, sign in zip(ends, (1, -1), strict=True):
            reduced = {key: float(sign * by) for key, by in secret.terms}
            for rows, duals in ((self.equal, end.eqlin.marginals), (self.at_most, end.ineqlin.marginals)):
                for at, dual in zip(rows, duals, strict=True):
                    for key, by in self.system.relations[at].terms if abs(dual) > _TINY else ():
                        reduced[key] = reduced.get(key, 0.0) + dual * by
            const += float(-end.ineqlin.marginals @ self.slack) if self.at_most else 0.0
            for key, rate in reduced.items():
                if rate > _TINY and key not in self.hidden:
                    gain[key] = np.inf  # it could be as much larger as one likes
                elif rate < -_TINY:
                    gain[key] = gain.get(key, 0.0) - rate * self.system.values[key]
        most = max(secret.width - const, _TINY)
        return {key: min(by, most) for key, by in gain.items() if by > _TINY}, const

    @cached_property
    def _limits(self) -> list[LinearConstraint]:
        limits = [LinearConstraint(self._equal_rows, 0, 0)] if self.equal else []
        return limits + ([LinearConstraint(self._at_most_rows, -np.inf, self.slack)] if self.at_most else [])

    @cached_property
    def _equal_rows(self) -> csr_array | None:
        return self._matrix([self.system.relations[at].terms for at in self.equal]) if self.equal else None

    @cached_property
    def _at_most_rows(self) -> csr_array | None:
        return self._matrix([self.system.relations[at].terms for at in self.at_most]) if self.at_most else None

    def _sum(self, at: int) -> int:
        return sum(by * self.system.values[key] for key, by in self.system.relations[at].terms)

    def _matrix(self, lines: list[tuple[tuple[Key, int], ...]]) -> csr_array:
        """One row a line; what is not hidden is a difference of nought and left out."""
        cells = [(row, self.place[key], by) for row, line in enumerate(lines) for key, by in line if key in self.place]
        row, column, value = zip(*cells, strict=True)
        return csr_array((np.array(value, dtype=float), (row, column)), shape=(len(lines), len(self.keys)))
