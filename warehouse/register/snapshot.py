"""What a build takes from the register, as an allow-list: ids, dates, states and scores, never a typed sentence."""

from dataclasses import dataclass

import polars as pl

from warehouse.register.current import current, history
from warehouse.settings import Home

_WHO_AND_WHEN = ("row_id", "recorded_at", "recorded_by_role")


@dataclass(frozen=True)
class SnapshotTable:
    """``landing.<name>``: fields of a kind, with every row ever saved (history) or those that stand now.

    ``person``, whose id may be a name, goes in as a number that means something within this snapshot alone.
    """

    name: str
    kind: str
    fields: tuple[str, ...]
    is_history: bool = False
    person: str | None = None


_SCORES = ("impact", "effort", "cost", "time", "resources", "risk")

SNAPSHOT_TABLES = (
    SnapshotTable(
        "register_step_updates",
        "step_update",
        ("step_id", "status", "start_date", "due_date", "done_date", "owner_role"),
        is_history=True,
    ),
    SnapshotTable(
        "register_answers",
        "answer",
        ("key_question_id", "cycle_id", "judgement", "confidence", "state"),
        is_history=True,
    ),
    SnapshotTable(
        "register_audit_ratings",
        "audit_rating",
        ("round_id", "statement_id", "rater_group", "rating"),
        person="rater_id",
    ),
    SnapshotTable("register_matrix_scores", "matrix_score", ("option_id", *_SCORES), person="scorer_id"),
    SnapshotTable("register_phases", "phase", ("phase_id", "start_date", "end_date")),
    SnapshotTable(
        "register_actions",
        "action",
        ("action_id", "phase_id", "idea_id", "option_id", "owner_role", "start_date", "due_date"),
    ),
    SnapshotTable("register_steps", "step", ("step_id", "action_id", "position")),
    SnapshotTable("register_carry_overs", "carry_over", ("action_id", "to_phase_id", "to_action_id")),
    SnapshotTable("register_picks", "idea_pick", ("idea_id", "state", "phase_id")),
    SnapshotTable("register_concerns", "concern", ("concern_id", "raised_by", "raised_on", "closed_on")),
    SnapshotTable("register_coded_answers", "coded_answer", ("coding_id", "verdict")),
    SnapshotTable("register_reviews", "review", ("review_id", "review_date", "done_on")),
)

# What an answer carries in lists becomes a table of its own: one row per answer row and item.
_LINKS_NAMED = ("indicator", "survey", "action")  # ids of ours; a document's or a note's may be words


def snapshot(home: Home) -> dict[str, pl.DataFrame]:
    """Frames by the name the build gives each; empty and typed where nothing was entered."""
    frames = {table.name: _frame(home, table) for table in SNAPSHOT_TABLES}
    answers = _standing(history(home, "answer"))
    return {
        **frames,
        "register_answer_links": _items_of(answers, "links", {"kind": "link_kind", "id": "link_id"}).with_columns(
            pl.when(pl.col("link_kind").is_in(_LINKS_NAMED)).then(pl.col("link_id")).alias("link_id")
        ),
        "register_answer_evidence": _items_of(answers, "evidence", {}),
    }


def _frame(home: Home, table: SnapshotTable) -> pl.DataFrame:
    rows = _standing(history(home, table.kind)) if table.is_history else current(home, table.kind)
    people = [pl.col(table.person).rank("dense").cast(pl.Int64).alias("person_no")] if table.person else []
    return rows.select(*_WHO_AND_WHEN, *table.fields, *people)


def _standing(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows, oldest first, without those that were withdrawn: such a row and all before it on its subject."""
    key = [name for name in ("key_question_id", "cycle_id", "step_id") if name in rows.columns]
    withdrawn = pl.col("row_id").filter(pl.col("is_withdrawn")).max().over(key).fill_null(0)
    return rows.filter(pl.col("row_id") > withdrawn).sort("row_id")


def _items_of(answers: pl.DataFrame, column: str, names: dict[str, str]) -> pl.DataFrame:
    listed = answers.select("row_id", "key_question_id", "cycle_id", column).explode(column).drop_nulls(column)
    items = listed.unnest(column).rename(names)
    return items.drop("label", strict=False)
