"""Which actions of different themes may be one and the same: a suggestion from the words they share."""

import re

import polars as pl

LIKE = 0.5  # share of words in common (Dice) from which two actions are suggested to be one
LEAST_SHARED = 2

_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an all and any are as at be by each every for from get give have how in into is it its more of on one or "
        "our so that the their them they this to up us we when which who will with would",
    )
)
_ENDINGS = ("ings", "ing", "ers", "ies", "ed", "es", "er", "s")


def words(text: str) -> frozenset[str]:
    """The words that carry meaning, without their common endings: 'Meeting parents' has 'meet' and 'parent'."""
    return frozenset(_stem(word) for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in _EMPTY_WORDS)


def likeness(one: str, other: str) -> float:
    """0 (no word in common) to 1 (the same words); 0 too where fewer than two words are shared."""
    left, right = words(one), words(other)
    if left and left == right:
        return 1.0
    shared = len(left & right)
    return 2 * shared / (len(left) + len(right)) if shared >= LEAST_SHARED else 0.0


def grouped(actions: pl.DataFrame) -> pl.DataFrame:
    """``actions`` (theme_id, text, …) with ``group_no``: like actions share one, in the order they first appear.

    An action joins a group only where it is like every action in it, so that likeness does not creep along a chain.
    """
    groups: list[list[str]] = []
    numbers = []
    for text in actions["text"]:
        number = next(
            (at for at, group in enumerate(groups) if all(likeness(text, one) >= LIKE for one in group)), None
        )
        if number is None:
            number = len(groups)
            groups.append([])
        groups[number].append(text)
        numbers.append(number)
    return actions.with_columns(group_no=pl.Series(numbers, dtype=pl.Int64))


def overlaps(grouped_actions: pl.DataFrame) -> pl.DataFrame:
    """The rows of groups that stand under more than one theme."""
    return grouped_actions.filter(pl.col("theme_id").n_unique().over("group_no") > 1)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
