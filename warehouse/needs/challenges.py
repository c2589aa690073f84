"""The trail of the calibration: what was challenged, what came of it, and which scores moved with it."""

import polars as pl

SCORED = ("impact", "effort", "cost", "time", "resources", "risk")


def trail(challenges: pl.DataFrame, scores: pl.DataFrame) -> list[dict]:
    """Challenges, newest first, each as it stands now, with ``moves``: part → [(before, after), …], one for a scorer.

    ``challenges`` is `current`, ``scores`` is `history` of matrix_score. A challenge and the scores it changed are
    saved in one submit, which is how they are known to belong together.
    """
    by_submit: dict[str, list[dict]] = {}
    rows = scores.sort("row_id").to_dicts()
    for row in rows:
        by_submit.setdefault(row["client_id"].partition(":")[0], []).append(row)
    found = challenges.sort("row_id", descending=True).to_dicts()
    return [
        {**challenge, "moves": _moves(by_submit.get(challenge["client_id"].partition(":")[0], []), rows)}
        for challenge in found
    ]


def _moves(saved: list[dict], rows: list[dict]) -> dict[str, list[tuple[int, int]]]:
    moves: dict[str, list[tuple[int, int]]] = {}
    for after in saved:
        before = _before(after, rows)
        for part in SCORED:
            if before and before[part] != after[part]:
                moves.setdefault(part, []).append((before[part], after[part]))
    return moves


def _before(after: dict, rows: list[dict]) -> dict | None:
    same = ("option_id", "scorer_id")
    earlier = [
        row for row in rows if row["row_id"] < after["row_id"] and all(row[name] == after[name] for name in same)
    ]
    return earlier[-1] if earlier else None
