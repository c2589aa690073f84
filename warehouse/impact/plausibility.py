"""Published effects beside a school's own: what others found, turned into points at this school's level."""

from math import nan

import polars as pl

from warehouse.impact.wording import published_effects

_PER_UNIT = {
    "points": lambda expected: 1.0,
    "share_of_attendance": lambda expected: expected,
    "share_of_absence": lambda expected: 1 - expected,
}


def published_range(expected: float, intervention: str) -> tuple[float, float]:
    """Lowest and highest published effect on attendance as differences of rates (0.05 is five points).

    ``expected``: attendance rate (0 to 1) had nothing been done. A gain in per cent of attendance or of absence is
    that share of this school's level. With no figure for the intervention, those of all interventions; nan where
    ``expected`` is unknown.
    """
    known = published_effects().filter(pl.col("outcome") == "attendance", pl.col("high").is_not_null())
    alike = known.filter(pl.col("intervention") == intervention)
    rows = (alike if alike.height else known).select("unit", "low", "high").rows()
    if expected != expected:
        return nan, nan
    ends = [value * _PER_UNIT[unit](expected) for unit, *both in rows for value in both]
    return min(ends), max(ends)
