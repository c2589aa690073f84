"""Which codes the register holds: what share of possible sessions each takes, and what it means."""

import polars as pl

from ui import words
from ui.cards import figure
from ui.charts.bars import bars
from ui.data import mart
from ui.drawing import drawn
from ui.explore.clicks import open_figure
from ui.filters import Filters

CATEGORIES = {
    "present": "present",
    "approved_activity": "educated elsewhere",
    "authorised": "authorised absence",
    "unauthorised": "unauthorised absence",
    "not_possible": "not a possible session",
}
ABSENCE = ("authorised", "unauthorised")
FIGURES = {"authorised": "absence_rate", "unauthorised": "unauthorised_absence_rate"}
MOST = 8
ASK = {
    "O": "Ask what lies behind these absences, and who rings home on the first day.",
    "N": "Ask who finds out the reasons, and how soon.",
    "I": "Ask what the school does with the families of those who are ill again and again.",
    "E": "Ask what these pupils are taught while they are out, and what would keep them in.",
    "C2": "Ask when each part-time timetable ends, and who looks at it.",
    "U": "Ask what would bring these pupils in before the register closes.",
}
ASK_ANY = "Ask what lies behind this, and what would make it less."


def read(chosen: Filters) -> pl.DataFrame:
    """Rows of rpt_attendance_codes for the chosen period and group, absence first, the most frequent before others.

    What is withheld is left out: that a rare code was used at all tells of a child.
    """
    rows = mart("rpt_attendance_codes", **chosen.where())
    rows = rows.filter(pl.col("share").is_not_null() | pl.col("sessions").is_not_null())
    is_absence = pl.col("category").is_in(ABSENCE)
    return rows.sort(~is_absence, pl.col("share").fill_null(-1), descending=[False, True])


def most_missed(rows: pl.DataFrame) -> tuple[str, str]:
    """What most missed sessions are marked with, in a sentence, and the question to ask; empty where unknown."""
    absence = rows.filter(pl.col("category").is_in(ABSENCE))
    if absence.is_empty():
        return "", ""
    row = absence.row(0, named=True)
    people = "" if row["pupils"] is None else f", {row['pupils']} pupils"
    said = f"Most often missed for code {row['code']}, {_lower(row['meaning'])}: {words.percent(row['share'])} of "
    return f"{said}possible sessions{people}.", ASK.get(row["code"], ASK_ANY)


def show(rows: pl.DataFrame, chosen: Filters) -> None:
    """The commonest codes of absence as bars, and every code in the table."""
    when = words.period(chosen.period_id)
    title = f"Why sessions were missed, {when}"
    absence = rows.filter(pl.col("category").is_in(ABSENCE)).head(MOST)
    shown = absence.select(
        label=pl.format("{}: {}", "code", "meaning"),
        category="category",
        value="share",
        text=pl.Series([words.percent(share) for share in absence["share"]], dtype=pl.String),
        is_reportable=pl.lit(True),
    )
    possible = rows["possible_sessions"].max()
    counted = "codes that enough pupils have" if possible is None else words.count(possible, "possible sessions")
    figure(
        title,
        drawn(bars, shown, description=title, unit="code"),
        as_table(rows),
        n=f"{counted}, {when}",
        alt=f"{title}: " + "; ".join(f"{row['label']} {row['text']}" for row in shown.to_dicts()) + ".",
        source="codes of the School Attendance (Pupil Registration) (England) Regulations 2024",
        key="attendance_codes",
        picks=("category",),
        on_pick=lambda row: open_figure(FIGURES[row["category"]]),
    )


def as_table(rows: pl.DataFrame) -> pl.DataFrame:
    """Every code with its share in words; codes that are no possible session have none."""
    return pl.DataFrame([_row(row) for row in rows.to_dicts()])


def _row(row: dict) -> dict:
    counts = {"Sessions": row["sessions"], "Pupils": row["pupils"]}
    return {
        "Code": row["code"],
        "What it means": row["meaning"],
        "Counts as": CATEGORIES.get(row["category"], "not known"),
        "Of possible sessions": "" if row["share"] is None else words.percent(row["share"]),
        **{name: f"{count:,}" for name, count in counts.items() if count is not None},
    }


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
