"""How often a barrier is ticked here and there: parents and staff, this survey and the last, a group and the rest.

Rows come from fct_barrier_differences, whose ``is_clear`` allows for many differences being looked at together. A
difference is said with its 95 % range, and said to be one only where it is clear.
"""

from dataclasses import dataclass

import polars as pl

from ui import words
from ui.data import mart, remembered
from ui.filters import Filters

PERCEPTION, BEFORE, GROUPS = "parents and staff", "wave before", "other families"
MOST_NAMED = 2


@dataclass(frozen=True)
class Differences:
    """Reportable rows for one survey, each with ``label``, clear ones first, then by how far the range is from nought.

    ``term`` is the term of the survey; ``perception`` is parents less staff, ``before`` parents less the survey before,
    ``groups`` a group of families that names it more, less all others (empty while one group is chosen).
    """

    term: str
    perception: pl.DataFrame
    before: pl.DataFrame
    groups: pl.DataFrame


@remembered
def read(period_id: str, chosen: Filters) -> Differences:
    """The differences of the survey of ``period_id``, a term or a year, whose last survey is taken."""
    every = mart("fct_barrier_differences", respondent_role="parent")
    terms = sorted({term for term in every["period_id"] if term.startswith(period_id)})
    term = terms[-1] if terms else period_id
    rows = every.filter(pl.col("is_reportable") & (pl.col("period_id") == term))
    rows = rows.join(mart("dim_barriers").select("barrier_id", "label"), on="barrier_id", how="inner")
    beyond = pl.max_horizontal("interval_low", -pl.col("interval_high"))
    rows = rows.sort("is_clear", beyond, descending=True, maintain_order=True)
    ours = (pl.col("group_type") == chosen.group_type) & (pl.col("group_value") == chosen.group_value)
    in_group = rows.filter(ours)
    more = (pl.col("comparison") == GROUPS) & (pl.col("difference") > 0)
    groups = rows.filter(more & (chosen.group_type == "all"))
    return Differences(term, *(in_group.filter(pl.col("comparison") == one) for one in (PERCEPTION, BEFORE)), groups)


def seen_differently(found: Differences) -> str:
    """Where parents and staff clearly differ; else the difference nearest to it, said not to be a clear one."""
    rows = found.perception
    if rows.is_empty():
        return "Too few answers to set parents and staff side by side."
    clear = rows.filter("is_clear")
    said = "; ".join(_both(row) for row in (clear if clear.height else rows).head(_at_least_one(clear)).to_dicts())
    lead = "Parents and staff see this differently" if clear.height else "No clear difference between parents and staff"
    return f"{lead}{'' if clear.height else '; nearest to it'}: {said}.{_and_more(clear)}"


def changed(found: Differences) -> str:
    """What parents clearly name more, or less, than in the survey before; else the change nearest to it."""
    rows = found.before
    if rows.is_empty():
        return "There is no earlier survey to compare with."
    since = words.period(rows["other_period_id"][0])
    clear = rows.filter("is_clear")
    if clear.is_empty():
        nearest = _moved(rows.row(0, named=True))
        return f"No barrier is clearly more or less named by parents than in {since}; nearest to it: {nearest}."
    said = "; ".join(_moved(row) for row in clear.head(MOST_NAMED).to_dicts())
    return f"Clearly changed among parents since {since}: {said}.{_and_more(clear)}"


def in_one_group(found: Differences) -> str:
    """Which group of families clearly names a barrier more than all others do; empty where none was compared."""
    rows = found.groups
    if rows.is_empty():
        return ""
    clear = rows.filter("is_clear")
    if clear.is_empty():
        return f"No group of families clearly stands out; nearest to it: {_of_group(rows.row(0, named=True))}."
    said = "; ".join(_of_group(row) for row in clear.head(MOST_NAMED).to_dicts())
    return f"Some families clearly name it more: {said}.{_and_more(clear)}"


def cells(rows: pl.DataFrame) -> dict[str, str]:
    """Barrier to its difference as a table says it: '33 points less (9 to 53)'."""
    return {row["barrier_id"]: words.difference(*_three(row)) for row in rows.to_dicts()}


def groups_table(groups: pl.DataFrame, most: int = 8) -> pl.DataFrame:
    """The groups that name a barrier more than all other families, for reading."""
    rows = groups.head(most).to_dicts()
    return pl.DataFrame(
        {
            "Group": [_group(row) for row in rows],
            "Barrier": [row["label"] for row in rows],
            "Named by": [_share(row) for row in rows],
            "Other families": [_other_share(row) for row in rows],
            "Difference": [words.difference(*_three(row)) for row in rows],
            "Clear": ["yes" if row["is_clear"] else "no" for row in rows],
        }
    )


def _both(row: dict) -> str:
    apart = words.difference(*_three(row))
    return f"{row['label']}, parents {_share(row)}, staff {_other_share(row)}, {apart}"


def _moved(row: dict) -> str:
    return f"{row['label']}, {_share(row)} after {_other_share(row)}, {words.difference(*_three(row))}"


def _of_group(row: dict) -> str:
    apart = words.difference(*_three(row))
    return f"{_group(row)}: {row['label']}, {_share(row)} against {_other_share(row)} of other families, {apart}"


def _group(row: dict) -> str:
    return words.sentence(words.group(row["group_type"], row["group_value"]))[:-1]


def _share(row: dict) -> str:
    return words.percent(row["reported"] / row["respondents"])


def _other_share(row: dict) -> str:
    return words.percent(row["other_reported"] / row["other_respondents"])


def _three(row: dict) -> tuple[float, float, float]:
    return row["difference"], row["interval_low"], row["interval_high"]


def _at_least_one(clear: pl.DataFrame) -> int:
    return MOST_NAMED if clear.height else 1


def _and_more(clear: pl.DataFrame) -> str:
    return f" And {clear.height - MOST_NAMED} more, in the tables." if clear.height > MOST_NAMED else ""
