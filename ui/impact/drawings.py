"""The two charts of one action: both groups before and after, and its effect beside what could have been seen."""

import polars as pl

from ui import words
from ui.cards import figure
from ui.charts.impact import GROUPS, MOMENTS, before_and_after, effect_in_context
from ui.drawing import drawn
from ui.impact import findings

_SIDES = {"reached": GROUPS[0], "others": GROUPS[1]}


def show_before_and_after(row: dict) -> None:
    """Attendance of families reached and of those not reached, before it began and after."""
    title = f"Attendance before and after, {findings.title(row)}"
    points = pl.DataFrame(
        [
            {"group": name, "moment": moment, "value": row[f"{side}_{moment}"], "families": row[f"{side}_families"]}
            for side, name in _SIDES.items()
            for moment in MOMENTS
        ]
    )
    table = pl.DataFrame(
        [
            {
                "Families": name,
                **{moment.capitalize(): words.exact(row[f"{side}_{moment}"]) for moment in MOMENTS},
                "n": f"{row[f'{side}_families']} families, {row[f'{side}_pupils']} pupils",
            }
            for side, name in _SIDES.items()
        ]
    )
    said = "; ".join(f"{one['Families']}: {one['Before']} before, {one['After']} after" for one in table.to_dicts())
    counted = f"{row['reached_families']} families reached and {row['others_families']} not reached"
    figure(
        title,
        drawn(before_and_after, points, description=title),
        table,
        n=f"{counted}, each counted once",
        alt=f"{title}: {said}.",
    )


def show_effect(row: dict) -> None:
    """The effect and its range, what was seen before it began, what would have gone unseen, and what others found."""
    title = f"The effect beside what could have been seen, {findings.title(row)}"
    rows = pl.DataFrame(in_context(row))
    table = rows.select(pl.col("label").alias("What"), pl.col("said").alias("Percentage points"))
    said = "; ".join(f"{one['label']}: {one['said']}" for one in rows.to_dicts())
    figure(
        title,
        drawn(effect_in_context, rows, description=title),
        table,
        n=f"{row['reached_families']} and {row['others_families']} families",
        alt=f"{title}: {said}.",
    )


def in_context(row: dict) -> list[dict]:
    """Rows for the chart: label, value (None for a range alone), low, high, said."""
    smallest = row["smallest_detectable"]
    found = [
        ("This action", row["effect"], row["interval_low"], row["interval_high"]),
        (
            "The time before, where nothing should be seen",
            row["pre_trend"],
            row["pre_trend_low"],
            row["pre_trend_high"],
        ),
        ("Could well have gone unseen", None, None if smallest is None else -smallest, smallest),
        ("Published effects", None, row["published_low"], row["published_high"]),
    ]
    return [
        {"label": label, "value": value, "low": low, "high": high, "said": _said(value, low, high)}
        for label, value, low, high in found
        if low is not None and high is not None
    ]


def _said(value: float | None, low: float, high: float) -> str:
    ends = f"{low * 100:+.1f} to {high * 100:+.1f}"
    return ends if value is None else f"{value * 100:+.1f} ({ends})"
