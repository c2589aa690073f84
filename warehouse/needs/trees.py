"""The five whys as a tree: its nodes in reading order, its ends, and which end of a thread an option answers."""

from collections.abc import Iterable

import polars as pl

DEEPEST = 5
AT_ITS_END, ON_THE_WAY, NOT_YET = "answered", "answered on the way", "not answered"


def in_order(whys: pl.DataFrame) -> pl.DataFrame:
    """One tree's current entries from top to bottom, each followed by its own whys.

    Added: ``number`` ('' for the statement, '2.1' for the first why of the second), ``is_end`` (nothing below it).
    A why whose parent was withdrawn by somebody else in the meantime hangs below the statement, so that it is seen.
    """
    rows = whys.sort("why_id").to_dicts()
    root = next((row for row in rows if row["level"] == 0), None)
    if root is None:
        return _typed([], whys)
    ids = {row["why_id"] for row in rows}
    children: dict[str, list[dict]] = {}
    for row in rows:
        if row is not root:
            parent = row["parent_why_id"] if row["parent_why_id"] in ids else root["why_id"]
            children.setdefault(parent, []).append(row)
    return _typed(list(_walk(root, "", children)), whys)


def below(tree: pl.DataFrame, why_id: str) -> list[str]:
    """Ids of a node and of everything under it, top to bottom; ``tree`` is from `in_order`."""
    rows = tree.to_dicts()
    top = next(row for row in rows if row["why_id"] == why_id)
    if not top["number"]:
        return tree["why_id"].to_list()
    return [row["why_id"] for row in rows if f"{row['number']}.".startswith(f"{top['number']}.")]


def ends(tree: pl.DataFrame, options: pl.DataFrame) -> pl.DataFrame:
    """One row for each end of a thread: why_id, number, statement, thread (ids from first why to end), ``answered``
    (AT_ITS_END, ON_THE_WAY or NOT_YET) and ``labels`` of the options on the thread.

    ``options`` has label and why_id (null where an option answers no why).
    """
    by_why: dict[str, list[str]] = {}
    for option in options.filter(pl.col("why_id").is_not_null()).to_dicts():
        by_why.setdefault(option["why_id"], []).append(option["label"])
    numbers = dict(zip(tree["number"], tree["why_id"], strict=True))
    rows = [_end(row, numbers, by_why) for row in tree.to_dicts() if row["is_end"] and row["number"]]
    return pl.DataFrame(rows, schema=_END)


def _end(row: dict, numbers: dict[str, str], by_why: dict[str, list[str]]) -> dict:
    thread = [numbers[number] for number in _prefixes(row["number"])]
    labels = [label for why_id in thread for label in by_why.get(why_id, [])]
    answered = AT_ITS_END if row["why_id"] in by_why else ON_THE_WAY if labels else NOT_YET
    kept = {name: row[name] for name in ("why_id", "number", "statement")}
    return {**kept, "thread": thread, "answered": answered, "labels": labels}


def _prefixes(number: str) -> list[str]:
    parts = number.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]


def _walk(row: dict, number: str, children: dict[str, list[dict]]) -> Iterable[dict]:
    under = children.get(row["why_id"], [])
    yield {**row, "number": number, "is_end": not under}
    for position, child in enumerate(under, start=1):
        yield from _walk(child, f"{number}.{position}" if number else str(position), children)


def _typed(rows: list[dict], like: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={**like.schema, "number": pl.String, "is_end": pl.Boolean})


_END = {
    "why_id": pl.String,
    "number": pl.String,
    "statement": pl.String,
    "thread": pl.List(pl.String),
    "answered": pl.String,
    "labels": pl.List(pl.String),
}
