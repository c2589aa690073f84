"""The audit as a page shows it: statements and rounds, what raters said of each, what moved, and what was noted."""

import polars as pl
import streamlit as st

from ui import words
from ui.cards import empty, figure
from ui.charts import audit as charts
from ui.data import home, mart
from ui.drawing import drawn
from warehouse.needs.agreement import RATINGS, agreement, groups_may_be_shown, movement
from warehouse.register import current

GROUPS = {"staff": "staff", "parent": "parents", "governor": "governors"}
MEANINGS = {
    "not_yet": "Not yet part of our work",
    "developing": "Developing",
    "strong": "Strong and well developed",
}
NOTED = {"notes": "Notes", "evidence": "Evidence", "actions": "Actions", "impact": "Impact"}
SPREADS = {0: "all raters agree", 1: "one step apart", 2: "from not yet to strong, so talk about it first"}
SOURCE = "statements: Audit tool, phase 2; ratings as raters gave them"


def themes() -> pl.DataFrame:
    """The five themes in order, with ``name`` ('3. Parental engagement in practice')."""
    rows = mart("rpt_framework_items", framework_id="audit_tool", item_type="theme").sort("position")
    return rows.with_columns(name=pl.format("{}. {}", "position", "label"))


def statements(theme_id: str | None = None) -> pl.DataFrame:
    """The 26 statements, or those of one theme, in order, with ``name`` ('3.4 Parents consulted and deciding')."""
    rows = mart("rpt_framework_items", framework_id="audit_tool", item_type="statement")
    if theme_id:
        rows = rows.filter(pl.col("parent_item_id") == theme_id)
    theme = pl.col("parent_item_id").str.extract(r"(\d+)$")
    return rows.sort("parent_item_id", "position").with_columns(name=pl.format("{}.{} {}", theme, "position", "label"))


def ratings(round_id: str) -> pl.DataFrame:
    """Every rating of a round as it stands."""
    return current(home(), "audit_rating", round_id=round_id)


def said(row: dict | None) -> str:
    """A row of `agreement` in words: middle rating, how many agree, how far they are apart."""
    if row is None:
        return "nobody rated it yet"
    if not row["is_enough"]:
        return words.TOO_FEW
    most = max(row[name] for name in RATINGS)
    return f"{middle(row['median'])}; {most} of {row['raters']} chose the same, {SPREADS[row['spread']]}"


def middle(median: float) -> str:
    """The middle rating in words; 1.5 lies between two of them."""
    places = [charts.PLACES[int(at) - 1] for at in dict.fromkeys((median - median % 1, median + median % 1))]
    return f"between {places[0]} and {places[1]}" if len(places) > 1 else places[0]


def what_was_said(round_id: str, *, sees_few: bool) -> None:
    """A figure for each theme; small groups are seen only by those who may see single ratings (``sees_few``)."""
    rows = ratings(round_id)
    if rows.is_empty():
        empty("Nobody has rated a statement in this round yet.")
        return
    by_group = sees_few or groups_may_be_shown(rows)
    sizes = rows.group_by("rater_group").agg(pl.col("rater_id").n_unique()).rows()
    people = ", ".join(f"{number} as {GROUPS[group]}" for group, number in sorted(sizes, reverse=True))
    raters = rows["rater_id"].n_unique()
    st.text(f"{raters} rated{f': {people}' if by_group else ''}. The upright bar is the middle rating.")
    for theme in themes().to_dicts():
        _theme(theme, rows, by_group=by_group, sees_few=sees_few)


def _theme(theme: dict, rows: pl.DataFrame, *, by_group: bool, sees_few: bool) -> None:
    of_theme = statements(theme["item_id"])
    here = rows.filter(pl.col("statement_id").is_in(of_theme["item_id"].to_list()))
    overall = {row["statement_id"]: row for row in agreement(here).to_dicts()}
    told = {row["item_id"]: said(overall.get(row["item_id"])) for row in of_theme.to_dicts()}
    hidden = {key for key, row in overall.items() if not (row["is_enough"] or sees_few)}
    labels = {row["item_id"]: f"{row['name']}: {_short(overall.get(row['item_id']))}" for row in of_theme.to_dicts()}
    shown = here.filter(~pl.col("statement_id").is_in(list(hidden)))
    figure(
        theme["name"],
        drawn(
            _draw,
            _counts(shown, labels, by_group=by_group),
            middles=tuple((label, overall.get(key, {}).get("median"), key in hidden) for key, label in labels.items()),
            description=theme["name"],
        ),
        _table(of_theme, shown, told, by_group=by_group),
        n=words.count(here["rater_id"].n_unique(), "raters"),
        alt="; ".join(f"{row['name']}: {told[row['item_id']]}" for row in of_theme.to_dicts()) + ".",
        source=SOURCE,
    )


def _short(row: dict | None) -> str:
    if row is None:
        return "not rated"
    return middle(row["median"]) if row["is_enough"] else words.TOO_FEW


def _draw(counts: pl.DataFrame, *, middles: tuple, description: str):
    """The chart takes a frame; options of a kept drawing are plain values."""
    schema = {"label": pl.String, "median": pl.Float64, "is_hidden": pl.Boolean}
    return charts.ratings(counts, pl.DataFrame(middles, schema=schema, orient="row"), description=description)


def _counts(rows: pl.DataFrame, labels: dict[str, str], *, by_group: bool) -> pl.DataFrame:
    group = pl.col("rater_group").replace_strict(GROUPS, return_dtype=pl.String) if by_group else pl.lit("all raters")
    steps = {name: step for step, name in enumerate(RATINGS, start=1)}
    return (
        rows.with_columns(
            group=group,
            step=pl.col("rating").replace_strict(steps, return_dtype=pl.Int64),
            label=pl.col("statement_id").replace_strict(labels, return_dtype=pl.String),
        )
        .group_by("label", "step", "group")
        .agg(pl.len().cast(pl.Int64).alias("raters"))
        .sort("label", "step", "group")
    )


def _table(of_theme: pl.DataFrame, rows: pl.DataFrame, told: dict[str, str], *, by_group: bool) -> pl.DataFrame:
    by = ("statement_id", "rater_group") if by_group else ("statement_id",)
    found = {tuple(row[name] for name in by): row for row in agreement(rows, by).to_dicts()}
    table = {"Statement": of_theme["name"], "Said": [told[key] for key in of_theme["item_id"]]}
    for group, name in GROUPS.items() if by_group else ((None, "all raters"),):
        keys = [(key, group) if by_group else (key,) for key in of_theme["item_id"]]
        table[f"{name.capitalize()} (not yet, developing, strong)"] = [_three(found.get(key)) for key in keys]
    return pl.DataFrame(table)


def _three(row: dict | None) -> str:
    return ", ".join(str(row[name]) for name in RATINGS) if row else ""


def what_moved(round_id: str, before: dict | None) -> None:
    """The statements rated in this round and in the one before, those that fell first."""
    if before is None:
        return
    now, former = agreement(ratings(round_id)), agreement(ratings(before["round_id"]))
    moved = movement(now, former).filter(pl.col("moved").is_not_null())
    st.subheader(f"What moved since '{before['label']}'", anchor=False)
    if moved.is_empty():
        empty("No statement has three raters in both rounds yet, so it is too early to say what moved.")
        return
    names = dict(statements().select("item_id", "name").rows())
    rows = moved.sort("moved", "statement_id").with_columns(
        label=pl.col("statement_id").replace_strict(names, return_dtype=pl.String),
        move=pl.col("moved").replace_strict({1: "up", 0: "none", -1: "down"}, return_dtype=pl.String),
    )
    tally = [rows.filter(pl.col("move") == move).height for move in ("up", "down", "none")]
    things = "statement" if rows.height == 1 else "statements"
    told = f"Of {rows.height} {things} rated in both rounds {tally[0]} moved up, {tally[1]} down, {tally[2]} not."
    st.text(told + " The raters need not be the same people.")
    shown = rows.filter(pl.col("moved") != 0)
    if shown.is_empty():
        return
    table = {
        "Statement": shown["label"],
        "Before": [middle(value) for value in shown["median_before"]],
        "Now": [middle(value) for value in shown["median"]],
    }
    figure(
        "Middle rating before (empty) and now (full)",
        drawn(charts.movement, shown.select("label", "median_before", "median", "move"), description=told),
        pl.DataFrame(table),
        n=f"{rows.height} statements with three raters or more in both rounds; those that did not move are left out",
        alt=told,
        source=SOURCE,
    )


def what_was_noted(round_id: str) -> None:
    """Every word that raters wrote, by statement; a rater is named by group only."""
    rows = ratings(round_id).filter(pl.any_horizontal(pl.col(name).is_not_null() for name in NOTED))
    if rows.is_empty():
        return
    st.subheader("Notes, evidence, actions and impact", anchor=False)
    for row in statements().join(rows, left_on="item_id", right_on="statement_id", maintain_order="left").to_dicts():
        with st.container(border=True):
            st.markdown(
                f"**{words.plain(row['name'])}** · {GROUPS[row['rater_group']]}: {words.judgement(row['rating'])}"
            )
            for name, label in NOTED.items():
                if row[name]:
                    st.text(f"{label}: {row[name]}")
