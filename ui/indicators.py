"""An indicator as a page shows it: where it stands now, how it moved, what is published, and where it comes from."""

from dataclasses import dataclass

import polars as pl
import streamlit as st

from ui import provenance, words
from ui.cards import figure
from ui.charts.intervals import interval_rows
from ui.charts.numbers import number_trend
from ui.charts.trends import trend, trends_of
from ui.data import mart, remembered
from ui.drawing import Known, drawn
from ui.explore import compare, notes
from ui.filters import Filters, look_at, look_back_to
from ui.left_out import left_out

COMPARED = ("all", "site", "pupil_premium", "send", "year_group")
PERIODS = {"term": "term by term", "year": "year by year", "half_term": "by half term", "week": "week by week"}


RANGES = {
    "share": "The range holds the truth in 95 of 100 cases; it counts people, not sessions or answers.",
    "mean": "The range holds the truth in 95 of 100 cases; it counts people, not answers.",
    "ratio": "The range holds the truth in 95 of 100 cases; it counts people, not contacts.",
    "days": "Half of the households waited longer, half less; the range is where that middle lies in 95 of 100 cases.",
    "count": "It is a count, so it has no range.",
}


@dataclass(frozen=True)
class Reading:
    """One indicator for the chosen period and group.

    ``spec`` is its row of dim_indicators; ``series`` its rows up to the chosen period, oldest first, with ``label``;
    ``now`` and ``before`` the last two of them (None where there are none), or ``before`` the term it is compared with
    (``is_compared``); ``published`` a row of rpt_published_figures or None; ``is_left_out`` where no release that the
    viewer could read holds it.
    """

    spec: dict
    series: pl.DataFrame
    now: dict | None
    before: dict | None
    published: dict | None
    is_compared: bool = False
    is_left_out: bool = False

    @property
    def name(self) -> str:
        return self.spec["name"]

    @property
    def kind(self) -> str:
        """What the figure is: see value_kind of dim_indicators."""
        return self.spec["value_kind"]

    @property
    def nothing(self) -> str:
        """What is said where there is no present figure."""
        return words.NOT_RELEASED if self.is_left_out else "no data yet"

    @property
    def n(self) -> str:
        """How much the present figure rests on."""
        return words.based_on(self.now["denominator"], self.spec["denominator"]) if self.now else self.nothing

    @property
    def said(self) -> str:
        """The present figure with its range in words."""
        if self.now is None or self.now["value"] is None:
            return words.HELD_BACK if self.now else self.nothing
        unit = f" {self.spec['unit']}" if self.kind in ("mean", "ratio") else ""
        within = words.interval(self.now["interval_low"], self.now["interval_high"], self.kind)
        return "; ".join(part for part in (words.figure(self.now["value"], self.kind) + unit, within) if part)

    @property
    def when(self) -> str:
        """The period of the present figure, which may be before the chosen one where a survey was not run since."""
        return words.period(self.now["period_id"]) if self.now else ""

    @property
    def change(self) -> str:
        since = words.period(self.before["period_id"]) if self.before else ""
        if self.is_compared and self.kind == words.SHARE:
            return compare.in_words(self.now, self.before, since, self.spec["better_direction"])
        return words.change(self.now, self.before, since, self.spec["better_direction"], self.kind)

    @property
    def beside_published(self) -> str:
        """The figure beside a published one in words; empty where nothing is published or there is no figure."""
        if self.published is None or self.now is None or self.now["value"] is None:
            return ""
        now = self.now
        said = words.against_published(now["value"], now["interval_low"], now["interval_high"], self.published["value"])
        return f"{said} ({self.published['school_type']}, {self.published['year']})"

    @property
    def in_words(self) -> str:
        """Figure, range, change and the published figure in one sentence; where there is no figure, that alone."""
        if self.now is None or self.now["value"] is None:
            return self.said
        return "; ".join(part for part in (self.said, self.change, self.beside_published) if part)


@remembered
def readings(chosen: Filters) -> dict[str, Reading]:
    """Every indicator by id, for the chosen period and group, in the order of dim_indicators."""
    group = {"group_type": chosen.group_type, "group_value": chosen.group_value}
    rows = mart("rpt_indicators", period_type=chosen.period_type, **group)
    compared = _by_indicator(rows, chosen.compare)
    rows = rows.filter(pl.col("period_start") <= _start_of(chosen)).with_columns(label=pl.col("period_id"))
    rows = rows.sort("period_start", maintain_order=True)
    published = mart("rpt_published_figures", subject_type="indicator").to_dicts()
    figures = {row["subject_id"]: row for row in published}
    parts = rows.partition_by("indicator_id", as_dict=True)
    specs = {spec["indicator_id"]: spec for spec in mart("dim_indicators").to_dicts()}
    missing, none = left_out(list(specs)), rows.clear()
    return {
        one: _reading(spec, parts.get((one,), none), figures.get(one), compared, one in missing)
        for one, spec in specs.items()
    }


@remembered
def by_group(indicator_id: str, chosen: Filters) -> pl.DataFrame:
    """The indicator's rows of the chosen period, one a group of COMPARED in its order, with ``label``."""
    period = {"period_type": chosen.period_type, "period_id": chosen.period_id}
    rows = mart("rpt_indicators", indicator_id=indicator_id, group_type=list(COMPARED), **period)
    rows = rows.filter(pl.col("group_value") != "not known")
    groups = zip(rows["group_type"], rows["group_value"], strict=True)
    labels = [words.sentence(words.group(*group))[:-1] for group in groups]
    year = pl.col("group_value").str.extract(r"^Year (\d+)$").cast(pl.Int64)
    order = pl.col("group_type").replace_strict(dict(zip(COMPARED, range(len(COMPARED)), strict=True)), default=None)
    return rows.with_columns(label=pl.Series(labels, dtype=pl.String)).sort(order, year, "group_value")


@remembered
def at_each_site(indicator_id: str, period_type: str, period_id: str) -> pl.DataFrame:
    """The indicator's rows of each site up to the period, oldest first, with ``label``."""
    last = mart("dim_periods", period_type=period_type, period_id=period_id)["period_start"].max()
    rows = mart("rpt_indicators", indicator_id=indicator_id, period_type=period_type, group_type="site")
    rows = rows.filter(pl.col("period_start") <= last).filter(pl.col("group_value") != "not known")
    return rows.with_columns(label=pl.col("period_id")).sort("period_start", "group_value")


def show_trend(reading: Reading, chosen: Filters, lead: str = "", hint: str = "") -> None:
    """The indicator over time, with its table and the published figure; ``lead`` and ``hint`` as in `figure`."""
    group = words.group(chosen.group_type, chosen.group_value)
    title = f"{reading.name}, {group}, {PERIODS[chosen.period_type]}"
    noted = notes.on(tuple(reading.series["label"]), chosen.period_type)
    if reading.kind == words.SHARE:
        published = _published_rule(reading)
        chart = drawn(trend, reading.series, description=reading.name, notes=noted, **published)
    else:
        chart = drawn(number_trend, reading.series, unit=reading.spec["unit"], description=reading.name)
    figure(
        title,
        chart,
        _by_period[reading.kind].of(reading.series),
        n=f"{reading.n}, {reading.when}",
        alt=f"{title}: {_said_of[reading.kind].of(reading.series)}{_published_in_words(reading)}",
        source=reading.published["source"] if reading.published else None,
        lead=lead,
        hint=hint,
        key=f"trend_{reading.spec['indicator_id']}",
        picks=("label",),
        on_pick=lambda row: look_back_to(row["label"]),
    )
    for _, note in noted:
        st.text(f"▼ {note}")


def show_sites(reading: Reading, chosen: Filters) -> None:
    """The indicator over time at each site, if there is more than one."""
    rows = at_each_site(reading.spec["indicator_id"], chosen.period_type, chosen.period_id)
    if rows["group_value"].n_unique() < 2:
        return
    title = f"{reading.name} at each site, {PERIODS[chosen.period_type]}"
    figure(
        title,
        drawn(trends_of, rows, by="group_value", description=title),
        _by_site.of(rows),
        n=f"{reading.n} in all, {reading.when}",
        alt=f"{title}: {_said_by_site.of(rows)}",
        key=f"sites_{reading.spec['indicator_id']}",
        picks=("group_value",),
        on_pick=lambda row: look_at("site", row["group_value"]),
    )


def show_groups(reading: Reading, chosen: Filters, lead: str = "") -> None:
    """The indicator for each group of pupils in the chosen period, to see for whom it is different."""
    rows = by_group(reading.spec["indicator_id"], chosen)
    title = f"{reading.name} by site and group, {words.period(chosen.period_id)}"
    figure(
        title,
        drawn(interval_rows, rows, description=title, **_published_rule(reading)),
        _by_name.of(rows),
        n=words.based_on(rows["denominator"].max(), reading.spec["denominator"]) + " in all",
        alt=f"{title}: {_said_of[words.SHARE].of(rows)}",
        lead=lead,
        hint="Where two lines overlap, the groups may not differ at all. Dashed: the published figure, if any.",
        key=f"groups_{reading.spec['indicator_id']}",
        picks=("group_type", "group_value"),
        on_pick=lambda row: look_at(row["group_type"], row["group_value"]),
    )


def trace(reading: Reading) -> None:
    """Where the figure comes from: definition, what was counted, uploads, models and tests."""
    spec, now = reading.spec, reading.now
    said = [f"{spec['name']}: {words.sentence(spec['definition'])}"]
    if now and now["numerator"] is not None:
        counted = (words.count(now[part], spec[part]) for part in ("numerator", "denominator"))
        said.append(f"{' out of '.join(counted)}, {reading.when}. {RANGES[reading.kind]}")
    if reading.published:
        said.append(f"Published figure: {words.exact(reading.published['value'])}, {reading.published['source']}.")
    provenance.show(spec["indicator_id"], "rpt_indicators", spec["feeds"].split(";"), said)


def _reading(spec: dict, series: pl.DataFrame, published: dict | None, compared: dict | None, is_out: bool) -> Reading:
    last = series.tail(2).to_dicts()
    now, before = last[-1] if last else None, last[0] if len(last) > 1 else None
    if compared is not None:
        before = compared.get(spec["indicator_id"])
    return Reading(spec, series, now, before, published, compared is not None, is_out)


def _by_indicator(rows: pl.DataFrame, period_id: str | None) -> dict | None:
    """The rows of the period that is compared with, by indicator; None where none is."""
    if period_id is None:
        return None
    return {row["indicator_id"]: row for row in rows.filter(pl.col("period_id") == period_id).to_dicts()}


def _start_of(chosen: Filters):
    return mart("dim_periods", period_type=chosen.period_type, period_id=chosen.period_id)["period_start"].max()


def _published_rule(reading: Reading) -> dict:
    if reading.published is None:
        return {}
    return {"published": reading.published["value"], "published_label": f"published {reading.published['year']}"}


def _table(rows: pl.DataFrame, first: str, kind: str = words.SHARE) -> pl.DataFrame:
    """The rows as words, with is_reportable kept for the card."""
    columns = ("value", "interval_low", "interval_high")
    said = {name: pl.Series([words.figure(value, kind) for value in rows[name]], dtype=pl.String) for name in columns}
    table = {first: rows["label"], "Figure": said["value"], "From": said["interval_low"], "To": said["interval_high"]}
    return pl.DataFrame({**table, "n": rows["denominator"], "is_reportable": rows["is_reportable"]})


def _listed(rows: pl.DataFrame, kind: str = words.SHARE) -> str:
    return "; ".join(f"{row['label']} {words.figure(row['value'], kind)}" for row in rows.to_dicts()) + "."


def _listed_by_site(rows: pl.DataFrame) -> str:
    parts = rows.partition_by("group_value", maintain_order=True)
    return " ".join(f"{part['group_value'][0]}: {_listed(part)}" for part in parts)


def _published_in_words(reading: Reading) -> str:
    return f" Published: {words.exact(reading.published['value'])}." if reading.published else ""


_by_period = {kind: Known(lambda rows, kind=kind: _table(rows, "Period", kind)) for kind in RANGES}
_said_of = {kind: Known(lambda rows, kind=kind: _listed(rows, kind)) for kind in RANGES}
_by_name = Known(lambda rows: _table(rows, "Group"))
_by_site = Known(lambda rows: _table(rows, "Period").insert_column(0, rows["group_value"].alias("Site")))
_said_by_site = Known(_listed_by_site)
