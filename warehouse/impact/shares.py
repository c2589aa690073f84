"""Shares of people and differences of shares: Wilson's and Newcombe's intervals as the library works them out.

The warehouse gives both in SQL (``wilson``, ``newcombe_low``, ``newcombe_high``); tests hold the two ways equal.
"""

from warehouse.impact.estimates import LEVEL, UNKNOWN, Estimate


def share(count: int, total: int) -> Estimate:
    """``count`` of ``total`` people as a share, 0 to 1, with Wilson's (1927) score interval."""
    from statsmodels.stats.proportion import proportion_confint

    if not total:
        return UNKNOWN
    low, high = proportion_confint(count, total, alpha=1 - LEVEL, method="wilson")
    return Estimate(count / total, float(low), float(high))


def difference(count: int, total: int, other_count: int, other_total: int) -> Estimate:
    """First share less second, -1 to 1, with the hybrid score interval of Newcombe (1998), his method 10."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    if not total or not other_total:
        return UNKNOWN
    low, high = confint_proportions_2indep(
        count, total, other_count, other_total, method="newcomb", compare="diff", alpha=1 - LEVEL
    )
    return Estimate(count / total - other_count / other_total, float(low), float(high))


def difference_of_ranges(
    value: float, low: float, high: float, other_value: float, other_low: float, other_high: float
) -> Estimate:
    """First share less second from each one's own interval, put together as Newcombe (1998) does with Wilson's.

    With other intervals it is the method of variance estimates recovery (Zou and Donner 2008). Taken as independent:
    where both count the same pupils the true interval is narrower, so nothing is called clear that is not.
    """
    difference = value - other_value
    below = ((value - low) ** 2 + (other_high - other_value) ** 2) ** 0.5
    above = ((high - value) ** 2 + (other_value - other_low) ** 2) ** 0.5
    return Estimate(difference, difference - below, difference + above)
