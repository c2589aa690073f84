"""From what each person adds to the figure: value, range and whether it may be shown. Formulas of docs/methods.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt

Z = 1.959964
FLOOR = 5
Share = tuple[Fraction | int, int]  # what one person adds to numerator and denominator


@dataclass(frozen=True)
class Figure:
    """One cell of the table; ``value`` exact, the range as floats or None."""

    numerator: int | None
    denominator: int
    value: Fraction
    low: float | None
    high: float | None
    is_reportable: bool


def of_people(people: Mapping[str, bool], *, is_counted: bool = True) -> Figure:
    """A share of people, each of whom counts once. ``is_counted``: are they people at all (an action is nobody)?"""
    met, n = sum(people.values()), len(people)
    low, high = wilson(met, n)
    return Figure(met, n, Fraction(met, n), low, high, not is_counted or n >= FLOOR)


def of_many(people: Mapping[str, Share]) -> Figure:
    """A share of sessions, messages, invitations or answers, of which one person has several."""
    met, n = _sums(people)
    low, high = _clustered(people, met, n)
    return Figure(int(met), n, Fraction(met, n), low, high, min(len(people), n) >= FLOOR)


def of_mean(people: Mapping[str, Share], per: int) -> Figure:
    """A mean of what people add; its range by Student's t."""
    total, n = _sums(people)
    reach = _t(len(people) - 1) * _error(people, total, n) if len(people) >= FLOOR else 0.0
    mean = Fraction(total) / n
    ends = (float(mean) - reach, float(mean) + reach) if reach else None
    low, high = (per * ends[0], per * ends[1]) if ends else (None, None)
    return Figure(None, n, per * mean, low, high, min(len(people), n) >= FLOOR)


def of_ratio(people: Mapping[str, Share], per: int) -> Figure | None:
    """So many of one thing for each of another; None where there is none of the other."""
    total, n = _sums(people)
    if not n:
        return None
    ratio = Fraction(total, n)
    reach = 0.0
    if len(people) >= FLOOR and total:
        reach = _t(len(people) - 1) * _error(people, total, n) / float(ratio)
    low, high = (per * float(ratio) * exp(-reach), per * float(ratio) * exp(reach)) if reach else (None, None)
    return Figure(int(total), n, per * ratio, low, high, min(len(people), n) >= FLOOR)


def of_count(people: Mapping[str, int]) -> Figure:
    """A number; the people behind it are its denominator."""
    total = sum(people.values())
    return Figure(total, len(people), Fraction(total), None, None, len(people) >= FLOOR)


def of_middle(days: list[int]) -> Figure:
    """The middle of several numbers of days; its range by ranks."""
    ordered, n = sorted(days), len(days)
    middle = Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2)
    reach = Z / 2 * sqrt(n)
    low = ordered[max(1, _rounded(n / 2 - reach)) - 1]
    high = ordered[min(n, _rounded(n / 2 + 1 + reach)) - 1]
    return Figure(None, n, middle, low, high, n >= FLOOR)


def wilson(met: float, n: float) -> tuple[float, float]:
    share = met / n
    centre = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    reach = Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def _clustered(people: Mapping[str, Share], met: Fraction | int, n: int) -> tuple[float, float]:
    rate, many = float(Fraction(met, n)), len(people)
    if many < FLOOR or met in (0, n):
        low, high = wilson(_rounded(rate * many), many)
        return min(rate, low), max(rate, high)
    odds, reach = log(rate / (1 - rate)), _t(many - 1) * _error(people, met, n) / (rate * (1 - rate))
    low, high = wilson(int(met), n)
    return min(low, 1 / (1 + exp(reach - odds))), max(high, 1 / (1 + exp(-reach - odds)))


def _error(people: Mapping[str, Share], total: Fraction | int, n: int) -> float:
    """Linearised error of a ratio of sums, people as clusters; exact until the root is taken."""
    rate = Fraction(total) / n
    squares = sum((Fraction(met) - rate * of) ** 2 for met, of in people.values())
    return sqrt(squares * len(people) / (len(people) - 1)) / n


def _t(freedom: int) -> float:
    """Student's t at 97.5 % (Abramowitz and Stegun 26.7.5)."""
    terms = (1.959964, 2.372271, 2.822499, 2.555850, 1.589534)
    return sum(term / freedom**power for power, term in enumerate(terms))


def _sums(people: Mapping[str, Share]) -> tuple[Fraction | int, int]:
    return sum(met for met, _ in people.values()), sum(of for _, of in people.values())


def _rounded(number: float) -> int:
    """To the nearest whole number, halves away from nought."""
    return int(number + 0.5) if number >= 0 else -int(0.5 - number)
