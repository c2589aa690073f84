"""What an estimate is: a value with the range that holds the truth in 95 of 100 cases."""

from dataclasses import dataclass
from math import isfinite, nan

LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """A value and its 95 % interval, all in the unit of the value; nan where it cannot be worked out.

    ``error`` is the standard error and ``freedom`` the degrees of freedom, where the method has them.
    """

    value: float
    low: float
    high: float
    error: float = nan
    freedom: float = nan

    @property
    def is_known(self) -> bool:
        """Both ends of the interval are numbers."""
        return isfinite(self.low) and isfinite(self.high)

    @property
    def excludes_zero(self) -> bool:
        """The whole interval lies on one side of nought."""
        return self.is_known and not self.low <= 0 <= self.high


UNKNOWN = Estimate(nan, nan, nan)


def hull(first: Estimate, second: Estimate) -> Estimate:
    """The value of the first with the interval that holds both intervals."""
    return Estimate(first.value, min(first.low, second.low), max(first.high, second.high), first.error, first.freedom)
