"""From a household on roll to a contact, an answer, an invitation, a visit and a survey: how many get so far."""

import polars as pl
import streamlit as st

from ui import words
from ui.cards import empty, figure
from ui.charts.intervals import interval_rows
from ui.charts.trends import trends_of
from ui.data import mart
from ui.drawing import drawn
from ui.filters import Filters, look_at, look_back_to

STEPS = {
    "contacted": "reached by any contact",
    "two_way": "in two-way contact",
    "positive": "heard good news",
    "invited": "invited to an event",
    "came": "came to an event",
    "answered": "answered a parent survey",
}
# What each asks for when it is where most families are lost.
ASK = {
    "contacted": "Ask whose telephone numbers and addresses are out of date, and who puts them right.",
    "two_way": "Ask which families never answer, and what else has been tried than a message.",
    "positive": "Ask who sends good news, and which families never get any.",
    "invited": "Ask who chooses whom to invite, and who is left out.",
    "came": "Ask what would make it possible to come: the time, the place, the way there, or who asks.",
    "answered": "Ask whose voice is missing, and how else those families could be heard.",
}
FOLLOWED = {"two_way": "two-way contact", "positive": "good news", "came": "event", "answered": "survey"}
STEP = "reach_step"  # the list of steps on the page; a click on a step makes the same choice
COMPARED = ("all", "site", "pupil_premium", "send", "year_group")


def read(chosen: Filters) -> pl.DataFrame:
    """The steps of the chosen period and group in their order, with ``name`` and ``value``.

    A step of which nothing is known, because nothing was logged or asked, has no row.
    """
    rows = mart("rpt_reach_funnel", **chosen.where())
    order = pl.col("step").replace_strict(dict(zip(STEPS, range(len(STEPS)), strict=True)), return_dtype=pl.Int64)
    return _named(rows).sort(order)


def where_lost(rows: pl.DataFrame) -> tuple[dict, dict | None] | None:
    """The step at which most households are lost, and the step before it (None: those on roll); None where unknown.

    Steps that may not be shown are passed over. A survey stands apart, as its answers name no family.
    """
    known = rows.filter(pl.col("value").is_not_null() & (pl.col("step") != "answered")).to_dicts()
    pairs = list(zip(known, [None, *known], strict=False))
    lost = [(1.0 if before is None else before["value"]) - row["value"] for row, before in pairs]
    return pairs[lost.index(max(lost))] if pairs else None


def to_see(rows: pl.DataFrame, chosen: Filters) -> tuple[str, str]:
    """Where most households are lost, in a sentence, and the question to ask; ('', '') where nothing may be said."""
    found = where_lost(rows)
    if found is None:
        return "", ""
    row, before = found
    earlier = "are on roll" if before is None else f"were {_past(before['step'])}"
    first = row["of_households"] if before is None else before["households"]
    when = words.period(chosen.period_id)
    said = f"Most families are lost here in {when}: {first} of {row['of_households']} households {earlier}, "
    within = words.interval(row["interval_low"], row["interval_high"])
    said += f"{row['households']} {row['name']} ({words.percent(row['value'])}, {within})."
    return said, ASK[row["step"]]


def missed(rows: pl.DataFrame) -> str:
    """How many households were not reached, by kind, in one sentence; empty where nothing may be said."""
    named = {"two_way": "no two-way contact", "positive": "no good news", "came": "come to no event"}
    parts = [
        f"{row['of_households'] - row['households']} had {named[row['step']]}"
        if row["step"] != "came"
        else f"{row['of_households'] - row['households']} came to no event"
        for row in rows.to_dicts()
        if row["step"] in named and row["value"] is not None
    ]
    whole = rows["of_households"].filter(rows["step"] != "answered").max()
    return f"Of {whole} households on roll, {'; '.join(parts)}." if parts else ""


def since(chosen: Filters, step: str = "two_way") -> str:
    """How the share at ``step`` moved since the period before; empty where there is nothing to say."""
    found = _series(chosen).filter(pl.col("step") == step)
    if found.height < 2:
        return ""
    before, now = found.tail(2).to_dicts()
    if now["value"] is None or before["value"] is None:
        return ""
    moved = words.change(now, before, words.period(before["period_id"]))
    return words.sentence(f"{STEPS[step]}: {moved}")


def show(rows: pl.DataFrame, chosen: Filters) -> None:
    """The steps of one period, each with its range, and how many of how many."""
    when = words.period(chosen.period_id)
    title = f"How far families were reached, {_of(chosen)}{when}"
    shown = rows.with_columns(
        label=pl.Series([words.sentence(_counted(row))[:-1] for row in rows.to_dicts()], dtype=pl.String),
        denominator=pl.col("of_households"),
    )
    figure(
        title,
        drawn(interval_rows, shown, description=title),
        as_table(rows, "Step", "name"),
        n=f"{words.based_on(rows['of_households'].min(), 'households on roll')}, {when}",
        alt=f"{title}: "
        + "; ".join(f"{row['label']}, {words.percent(row['value'])}" for row in shown.to_dicts())
        + ".",
        key="reach_funnel",
        picks=("step",),
        on_pick=lambda row: st.session_state.update({STEP: row["step"]}),
    )


def show_trend(chosen: Filters) -> None:
    """Four of the steps term by term, or year by year."""
    rows = _series(chosen).filter(pl.col("step").is_in(FOLLOWED.keys()))
    if rows["period_id"].n_unique() < 2:
        return
    rows = rows.with_columns(name=pl.col("step").replace_strict(FOLLOWED, return_dtype=pl.String))
    title = f"Reach over time, {_of(chosen)}up to {words.period(chosen.period_id)}"
    parts = rows.partition_by("name", maintain_order=True)
    said = [f"{part['name'][0]}: " + ", ".join(words.percent(value) for value in part["value"]) for part in parts]
    figure(
        title,
        drawn(trends_of, _with_gaps(rows), by="name", description=title),
        as_table(rows, "Period", "period_id").insert_column(1, rows["name"].alias("Step")),
        n=f"{words.based_on(rows['of_households'].max(), 'households')} at most in a period",
        alt=f"{title}: {'; '.join(said)}.",
        key="reach_trend",
        picks=("label",),
        on_pick=lambda row: look_back_to(row["label"]),
    )


def show_groups(step: str, chosen: Filters) -> None:
    """One step for each site and group of families in the chosen period."""
    period = {"period_type": chosen.period_type, "period_id": chosen.period_id}
    rows = mart("rpt_reach_funnel", step=step, group_type=list(COMPARED), **period)
    rows = _named(rows.filter(pl.col("group_value") != "not known"))
    groups = zip(rows["group_type"], rows["group_value"], strict=True)
    labels = [words.sentence(words.group(*group))[:-1] for group in groups]
    order = pl.col("group_type").replace_strict(dict(zip(COMPARED, range(len(COMPARED)), strict=True)))
    year = pl.col("group_value").str.extract(r"^Year (\d+)$").cast(pl.Int64)
    rows = rows.with_columns(label=pl.Series(labels, dtype=pl.String), denominator=pl.col("of_households"))
    rows = rows.sort(order, year, "group_value")
    if rows.filter(pl.col("group_type") != "all")["value"].is_null().all():
        empty(f"By site and group this step is {words.HELD_BACK}: {words.WHY_HELD_BACK}.")
        return
    title = f"Families who {STEPS[step]}" if step in ("positive", "came", "answered") else f"Families {STEPS[step]}"
    title = f"{title}, by site and group, {words.period(chosen.period_id)}"
    figure(
        title,
        drawn(interval_rows, rows, description=title),
        as_table(rows, "Group", "label"),
        n=words.based_on(rows["of_households"].max(), "households in all"),
        alt=f"{title}: " + "; ".join(f"{row['label']} {words.percent(row['value'])}" for row in rows.to_dicts()) + ".",
        key="reach_groups",
        picks=("group_type", "group_value"),
        on_pick=lambda row: look_at(row["group_type"], row["group_value"]),
    )


def as_table(rows: pl.DataFrame, first: str, column: str) -> pl.DataFrame:
    """Rows of the funnel in words, the first column headed ``first``."""
    said = [
        {
            first: row[column],
            "Share": words.percent(row["value"]),
            "Range": words.interval(row["interval_low"], row["interval_high"]),
            "Households": words.HELD_BACK
            if row["households"] is None
            else f"{row['households']} of {row['of_households']}",
            "is_reportable": row["is_reportable"],
        }
        for row in rows.to_dicts()
    ]
    return pl.DataFrame(said)


def _series(chosen: Filters) -> pl.DataFrame:
    """Every step of the chosen group up to the chosen period, oldest first."""
    group = {"group_type": chosen.group_type, "group_value": chosen.group_value}
    rows = mart("rpt_reach_funnel", period_type=chosen.period_type, **group)
    start = mart("dim_periods", period_type=chosen.period_type, period_id=chosen.period_id)["period_start"].max()
    return _named(rows.filter(pl.col("period_start") <= start)).sort("period_start", "step")


def _with_gaps(rows: pl.DataFrame) -> pl.DataFrame:
    """A row for each step and period, so that no line runs over a term in which nobody was asked."""
    periods, steps = rows.select("period_id", "period_start").unique(), rows.select("name").unique()
    every = periods.join(steps, how="cross").join(rows.drop("period_start"), on=["period_id", "name"], how="left")
    every = every.with_columns(label=pl.col("period_id"), denominator=pl.col("of_households"))
    return every.with_columns(pl.col("is_reportable").fill_null(False)).sort("period_start", "name")


def _of(chosen: Filters) -> str:
    """The chosen group before a comma; nothing for all families."""
    return "" if chosen.group_type == "all" else f"{words.group(chosen.group_type, chosen.group_value)}, "


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(value=pl.col("share"), name=pl.col("step").replace_strict(STEPS, return_dtype=pl.String))


def _counted(row: dict) -> str:
    return row["name"] if row["households"] is None else f"{row['name']}: {row['households']} of {row['of_households']}"


def _past(step: str) -> str:
    """The step as it reads after 'were'."""
    return {"positive": "told good news", "came": "at an event"}.get(step, STEPS[step])
