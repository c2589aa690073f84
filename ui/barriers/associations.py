"""What goes with a barrier: families that name it beside those that do not, from rpt_associations.

Never 'causes': families differ in more than one way. The verdict's words come with the row.
"""

import polars as pl

from ui import words
from ui.cards import sentences
from ui.data import mart, remembered
from ui.tables import written

OUTCOMES = {
    "attendance_rate": "attendance",
    "turnout_rate": "turn-out",
    "two_way_contacts_a_week": "two-way contacts",
}
TITLE = "What goes with a barrier"
_CLEAR = ("more", "less")


def show(academic_year: str) -> None:
    """Draw whether families that name a barrier come, answer or attend more or less; nothing where none was asked."""
    said, table = _shown(academic_year)
    if not said:
        return
    if table.height:
        written(table, said, title=TITLE)
    else:
        sentences(said, title=TITLE)


@remembered
def _shown(academic_year: str) -> tuple[str, pl.DataFrame]:
    rows = found(academic_year)
    return ("" if rows.is_empty() else in_words(rows)), as_table(rows)


def found(academic_year: str) -> pl.DataFrame:
    """The rows on barriers of one school year, with ``label``; clear ones first, then as barriers are ordered."""
    rows = mart("rpt_associations", factor_type="barrier", academic_year=academic_year)
    labels = mart("dim_barriers").select("label", "position", factor_id="barrier_id")
    rows = rows.join(labels, on="factor_id", how="inner")
    return rows.sort(~pl.col("verdict_id").is_in(_CLEAR), "position", "outcome_id")


def in_words(rows: pl.DataFrame) -> str:
    """What goes with what in a sentence, or why it cannot be told."""
    tally = dict(rows["verdict_id"].value_counts().iter_rows())
    if clear := sum(tally.get(one, 0) for one in _CLEAR):
        return f"{_pair(rows.row(0, named=True))}{_and_more(clear)} What goes together need not be cause and effect."
    if told := tally.get("no_sign"):
        return f"No barrier clearly goes with more or less attendance, turn-out or contact ({told} pairs looked at)."
    if "too_few" in tally:
        return "Too few families named a barrier to say what goes with it."
    return f"How a barrier goes with attendance, turn-out and contact {rows['verdict'][0]}."


def as_table(rows: pl.DataFrame) -> pl.DataFrame:
    """The clear pairs for reading, empty where there is none."""
    clear = rows.filter(pl.col("verdict_id").is_in(_CLEAR)).to_dicts()
    return pl.DataFrame(
        {
            "Barrier": [row["label"] for row in clear],
            "What it goes with": [f"{row['verdict']} {OUTCOMES[row['outcome_id']]}" for row in clear],
            "Range": [_range(row) for row in clear],
            "Families naming it": [row["families_with"] for row in clear],
            "Others": [row["families_without"] for row in clear],
        }
    )


def _pair(row: dict) -> str:
    return f"Naming '{row['label']}' {row['verdict']} {OUTCOMES[row['outcome_id']]}: {_range(row)}."


def _range(row: dict) -> str:
    if row["outcome_id"] == "two_way_contacts_a_week":
        nearer, further = sorted((abs(row["interval_low"]), abs(row["interval_high"])))
        return f"{abs(row['difference']):.1f} a week {row['verdict_id']} ({nearer:.1f} to {further:.1f})"
    return words.difference(row["difference"], row["interval_low"], row["interval_high"])


def _and_more(clear: int) -> str:
    return f" And {clear - 1} more, in the table." if clear > 1 else ""
