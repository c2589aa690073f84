"""The three groups of barriers as their cards show them, worked out once for everybody who chooses the same."""

from dataclasses import dataclass

import polars as pl

from ui import perceptions
from ui.barriers import differences
from ui.charts.barriers import upper_limit
from ui.data import mart, remembered
from ui.filters import Filters


@dataclass(frozen=True)
class Group:
    """One group: ``rows`` for the chart (none where nothing of it was named) and its scale's end, and its ``table``."""

    label: str
    rows: pl.DataFrame
    upper: float
    table: pl.DataFrame
    alt: str
    source: str | None


@remembered
def stands_out(chosen: Filters) -> list[str]:
    """What stands out in the newest survey, in sentences that can be read aloud; none where there was no survey."""
    waves = perceptions.waves(chosen)
    if not waves:
        return []
    found = differences.read(waves[0].period_id, chosen)
    said = (differences.seen_differently, differences.changed, differences.in_one_group)
    return [sentence for sentence in (perceptions.most_named(waves[0]), *(say(found) for say in said)) if sentence]


@remembered
def left_out(chosen: Filters) -> list[str]:
    """Which barriers the charts do not show, and why."""
    waves = perceptions.waves(chosen)[:1]
    said = {"Named by nobody": perceptions.named_by_nobody, "Not asked about": perceptions.not_asked}
    return [f"{why}: {', '.join(labels)}." for why, find in said.items() for wave in waves if (labels := find(wave))]


@remembered
def read(chosen: Filters) -> list[Group]:
    """The groups in their order, from the newest survey up to the chosen period; empty where there was none."""
    waves = perceptions.waves(chosen)
    if not waves:
        return []
    order = mart("dim_barriers").sort("position").select("barrier_group", "barrier_group_label")
    found = differences.read(waves[0].period_id, chosen)
    return [_group(waves[0], found, *names) for names in order.unique(maintain_order=True).iter_rows()]


def _group(wave: perceptions.Wave, found: differences.Differences, barrier_group: str, label: str) -> Group:
    rows = perceptions.chart_rows(wave, barrier_group)
    apart, since = differences.cells(found.perception), differences.cells(found.before)
    table = perceptions.as_table(wave, barrier_group, apart, since)
    said = "; ".join(f"{row['Barrier']}: parents {row['Parents']}, staff {row['Staff']}" for row in table.to_dicts())
    sources = rows["published_source"].drop_nulls().unique(maintain_order=True).to_list()
    alt = f"{label}: share naming each. {said}."
    return Group(label, rows, upper_limit(wave.rows), table, alt, "; ".join(sources) or None)
