"""Pupils on roll now: how far each has come since the first weeks here, and who has missed many sessions in a row."""

import polars as pl
import streamlit as st

from ui import words
from ui.cards import figure
from ui.charts.bars import bars
from ui.data import mart
from ui.drawing import drawn
from ui.filters import Filters
from ui.tables import long_table

CHANGES = {
    "fell_15": "fell by 15 points or more",
    "fell_5": "fell by 5 to 15 points",
    "same": "within 5 points of where it began",
    "rose_5": "rose by 5 to 15 points",
    "rose_15": "rose by 15 points or more",
}
RUNS = {
    "under_5": "fewer than 5, or none",
    "from_5": "5 to 9 sessions",
    "from_10": "10 to 19 sessions",
    "from_20": "20 sessions or more",
}
LABELS = {"entry_to_now": CHANGES, "missed_in_a_row": RUNS}
LONG_RUN = 5
_BAND, EVERY = "attendance_band", "All of them"
_BANDS = {  # what the list above the pupils offers: the band's column and its words
    **{band: ("change_band", f"attendance {label}") for band, label in CHANGES.items()},
    **{band: ("run_band", f"missed in a row: {label}") for band, label in RUNS.items()},
}


def read(measure: str, chosen: Filters) -> pl.DataFrame:
    """One row a band of ``measure``, in their order: label, value (pupils), text, is_reportable; empty without data.

    A band in which nobody is has no row in the mart: it is nought, not withheld.
    """
    group = {"group_type": chosen.group_type, "group_value": chosen.group_value}
    found = mart("rpt_attendance_journeys", measure=measure, **group)
    labels = LABELS[measure]
    every = pl.DataFrame({"band": list(labels), "label": list(labels.values())})
    if found.is_empty():
        return every.clear()
    rows = every.join(found, on="band", how="left", maintain_order="left").rename({"pupils": "value"})
    is_nobody = pl.col("is_reportable").is_null()
    rows = rows.with_columns(value=pl.when(is_nobody).then(0).otherwise(pl.col("value")))
    rows = rows.with_columns(is_reportable=pl.col("value").is_not_null(), of_pupils=pl.col("of_pupils").max())
    return rows.with_columns(text=pl.Series([_text(row) for row in rows.to_dicts()], dtype=pl.String))


def show(measure: str, title: str, rows: pl.DataFrame, *, narrows: bool) -> None:
    """One distribution as bars with its table; ``narrows``: a click on a bar leaves its pupils alone in their list."""
    whole = rows["of_pupils"].max()
    figure(
        title,
        drawn(
            bars,
            rows.select("label", "band", "value", "text", "is_reportable"),
            description=title,
            unit="band",
            is_share=False,
        ),
        rows.select(pl.col("label").alias("Band"), pl.col("text").alias("Pupils"), "is_reportable"),
        n="pupils on roll now, in bands that enough of them are in"
        if whole is None
        else words.count(whole, "pupils on roll now"),
        alt=f"{title}: " + "; ".join(f"{row['label']}: {row['text']}" for row in rows.to_dicts()) + ".",
        key=measure,
        picks=("band",),
        on_pick=(lambda row: st.session_state.update({_BAND: row["band"]})) if narrows else None,
    )


def long_runs(rows: pl.DataFrame) -> str:
    """How many pupils have missed five sessions or more in a row, said where the rest are shown; else empty."""
    if rows.is_empty():
        return ""
    few = rows.row(by_predicate=pl.col("band") == "under_5", named=True)
    if few["value"] is None or few["of_pupils"] is None:
        return ""
    away = few["of_pupils"] - few["value"]
    return f"{away} of {few['of_pupils']} pupils on roll now have missed {LONG_RUN} sessions or more in a row."


def pupils(chosen: Filters) -> None:
    """For those who work with them: each pupil, the longest run first, then the largest fall."""
    where = {chosen.group_type: chosen.group_value} if chosen.group_type in ("site", "year_group") else {}
    rows = mart("rpt_pupil_attendance", **where)
    with st.expander(f"The pupils behind these figures ({rows.height})"):
        if chosen.group_type not in ("all", "site", "year_group"):
            st.caption("All pupils on roll are listed: the list can be narrowed to a site or a year group only.")
        band = st.selectbox(
            "Whose",
            [EVERY, *_BANDS],
            format_func=lambda name: _BANDS[name][1] if name in _BANDS else name,
            key=_BAND,
            help="Choosing a band here is the same as clicking its bar above.",
        )
        if band != EVERY:
            rows = rows.filter(pl.col(_BANDS[band][0]) == band)
        rows = rows.sort(
            pl.col("missed_in_a_row") < LONG_RUN, -pl.col("missed_in_a_row"), "rate_change", nulls_last=True
        )
        if rows.is_empty():
            st.text("No pupil on roll is in this band.")
            return
        long_table(rows, lambda some: pl.DataFrame([_pupil(row) for row in some.to_dicts()]), "Pupils on roll now")


def _pupil(row: dict) -> dict:
    change = row["rate_change"]
    return {
        "Pupil": row["pupil_id"],
        "Site": row["site"],
        "Year group": row["year_group"],
        "First session": words.date(row["first_on"]),
        "First weeks": "not known or too new" if change is None else words.percent(row["entry_rate"]),
        "Latest weeks": words.percent(row["recent_rate"]),
        "Change": "" if change is None else _moved(change),
        "Missed in a row": row["missed_in_a_row"],
        "Since": words.date(row["missed_since"], ""),
    }


def _moved(change: float) -> str:
    points = round(abs(change) * 100)
    return f"{'up' if change > 0 else 'down'} {points} points" if points else "none"


def _text(row: dict) -> str:
    if row["value"] is None:
        return words.HELD_BACK
    return str(row["value"]) if row["of_pupils"] is None else f"{row['value']} of {row['of_pupils']}"
