"""Undo over an append-only log: which save was the last that still stands, and the rows that would take it back.

An undo is a save like any other; it names the save it took back, so the next undo goes one further.
"""

from dataclasses import dataclass

import polars as pl

UNDO = "undo of "


@dataclass(frozen=True)
class Step:
    """One save that can be taken back.

    ``submit`` is its client id, ``what`` is 'added', 'reworded' or 'withdrew', ``row`` its first row, and ``restores``
    pairs each subject's values as they should stand again with the row id they are saved on.
    """

    submit: str
    what: str
    row: dict
    restores: list[tuple[dict, int]]


def last_step(history: pl.DataFrame, fields: tuple[str, ...]) -> Step | None:
    """The save to take back next, from `history` of one tree of whys (any order); None where there is none.

    The first save of a tree, its statement, is no step: a tree is withdrawn and not undone.
    """
    rows = history.sort("row_id").to_dicts()
    saves: dict[str, list[dict]] = {}
    for row in rows:
        saves.setdefault(row["client_id"].partition(":")[0], []).append(row)
    standing: list[str] = []
    for submit, group in saves.items():
        undone = (group[0]["why"] or "").removeprefix(UNDO)
        if undone in standing and (group[0]["why"] or "").startswith(UNDO):
            standing.remove(undone)
        else:
            standing.append(submit)
    return _step(standing[-1], saves[standing[-1]], rows, fields) if len(standing) > 1 else None


def _step(submit: str, group: list[dict], rows: list[dict], fields: tuple[str, ...]) -> Step:
    restores = []
    for row in sorted(group, key=lambda row: row["level"]):
        own = [other for other in rows if other["why_id"] == row["why_id"]]
        before = [other for other in own if other["row_id"] < row["row_id"]]
        source = before[-1] if before else {**row, "is_withdrawn": True}
        restores.append(({name: source[name] for name in fields}, own[-1]["row_id"]))
    first = group[0]
    is_new = restores[0][0]["is_withdrawn"] and not first["is_withdrawn"]
    what = "withdrew" if first["is_withdrawn"] else "added" if is_new else "reworded"
    return Step(submit, what, first, restores)
