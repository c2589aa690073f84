"""Two terms beside each other: the difference of a share, how sure it is, and whether that is better or worse."""

from ui import words
from warehouse.impact.shares import difference_of_ranges


def in_words(now: dict | None, then: dict | None, since: str, better_direction: str) -> str:
    """'4 points more (9 less to 17 more) than in autumn term 2024/25: no clear difference'.

    A row is a dict with value, interval_low and interval_high (0 to 1, None where held back).
    """
    if then is None or then["value"] is None:
        return f"nothing to compare with in {since}" if since else "nothing to compare with"
    if now is None or now["value"] is None:
        return words.HELD_BACK
    found = difference_of_ranges(*(row[name] for row in (now, then) for name in _RANGE))
    said = f"{words.difference(found.value, found.low, found.high)} than in {since} ({words.percent(then['value'])})"
    return f"{said}: {_verdict(found, better_direction)}"


def _verdict(found, better_direction: str) -> str:
    if found.low <= 0 <= found.high:
        return "no clear difference"
    return "better" if (found.value > 0) == (better_direction == "up") else "worse"


_RANGE = ("value", "interval_low", "interval_high")
