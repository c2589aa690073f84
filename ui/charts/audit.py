"""The audit drawn: what raters said of each statement, what moved since the former round, and actions that overlap."""

import altair as alt
import polars as pl

from ui.charts.parts import AXIS_HEIGHT, INK, LEGEND_HEIGHT, row_labels, row_position, row_words, with_wrapped_labels

PLACES = ["not yet", "developing", "strong"]
GROUPS = ["staff", "parents", "governors", "all raters"]
LEVELS = ["must", "should", "could"]
MOVES = ["up", "down"]
HIDDEN = "too few to say"
THEMES = 5
ROW_HEIGHT = 56
_GROUP_SHAPES = ["circle", "square", "diamond", "triangle-up"]
_OFFSETS = {"staff": -0.27, "parents": 0.0, "governors": 0.27, "all raters": 0.0}


def ratings(counts: pl.DataFrame, middles: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """What raters said: one mark a group and rating, with how many chose it, and a bar at the middle rating.

    ``counts``: label, step (1 to 3), group (one of GROUPS), raters. ``middles``: every row's label in order, median
    (1 to 3 or null), is_hidden (true where not even counts are shown).
    """
    middles, counts = with_wrapped_labels(middles), with_wrapped_labels(counts)
    counts = counts.with_columns(x=pl.col("step") + pl.col("group").replace_strict(_OFFSETS, return_dtype=pl.Float64))
    labels = middles["label"].to_list()
    rows = row_position(labels, 0.84)
    legend = _legend([group for group in GROUPS if group in counts["group"].to_list()])
    marks = alt.Chart(counts).mark_point(filled=True, size=110, opacity=1)
    shape = alt.Shape("group:N", scale=alt.Scale(domain=GROUPS, range=_GROUP_SHAPES), legend=legend)
    colour = alt.Color("group:N", scale=alt.Scale(domain=GROUPS), legend=legend)
    tooltip = ["label:N", alt.Tooltip("group:N"), alt.Tooltip("raters:Q")]
    numbers = alt.Chart(counts).mark_text(align="left", dx=8, fontSize=11, color=INK)
    middle = alt.Chart(middles.filter(pl.col("median").is_not_null()))
    middle = middle.mark_point(shape="M0,-1V1", size=500, strokeWidth=3, color=INK, opacity=1)
    layers = [
        row_labels(labels),
        alt.Chart(middles).mark_rule(opacity=0.2, color=INK).encode(y=rows),
        middle.encode(x=_place("median"), y=rows),
        marks.encode(x=_place("x"), y=rows, shape=shape, color=colour, tooltip=tooltip),
        numbers.encode(x=_place("x"), y=rows, text="raters:Q"),
        row_words(middles.filter("is_hidden"), rows, HIDDEN),
    ]
    return _sized(layers, len(labels), description)


def movement(rows: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows in order of label, median_before, median (1 to 3), move (one of MOVES): from an empty mark to a full one."""
    rows = with_wrapped_labels(rows)
    labels = rows["label"].to_list()
    place = row_position(labels, 0.84)
    legend = _legend([move for move in MOVES if move in rows["move"].to_list()])
    shapes = alt.Scale(domain=MOVES, range=["triangle-right", "triangle-left"])
    base = alt.Chart(rows)
    now = base.mark_point(filled=True, size=130, opacity=1).encode(
        x=_place("median"),
        y=place,
        shape=alt.Shape("move:N", scale=shapes, legend=legend),
        color=alt.Color("move:N", scale=alt.Scale(domain=MOVES), legend=legend),
        tooltip=["label:N", "move:N"],
    )
    before = base.mark_point(filled=False, size=130, strokeWidth=2, color=INK)
    layers = [
        row_labels(labels),
        base.mark_rule(strokeWidth=2, opacity=0.5, color=INK).encode(x=_place("median_before"), x2="median:Q", y=place),
        before.encode(x=_place("median_before"), y=place),
        now,
    ]
    return _sized(layers, len(labels), description)


def summary(actions: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows in order of label (one row of the chart each), theme (1 to 5), level (one of LEVELS).

    A label with several themes is an overlap: its marks are joined by a line.
    """
    actions = with_wrapped_labels(actions)
    labels = actions["label"].unique(maintain_order=True).to_list()
    rows = row_position(labels, 0.84)
    axis = alt.Axis(
        title="theme", orient="top", values=list(range(1, THEMES + 1)), format="d", grid=True, gridOpacity=0.3
    )
    scale = alt.Scale(domain=[0.6, THEMES + 0.4], nice=False)
    x = alt.X("theme:Q", axis=axis, scale=scale)
    spans = actions.group_by("label").agg(pl.col("theme").min().alias("first"), pl.col("theme").max().alias("last"))
    spans = spans.filter(pl.col("first") < pl.col("last"))
    legend = _legend([level for level in LEVELS if level in actions["level"].to_list()])
    shape = alt.Shape("level:N", scale=alt.Scale(domain=LEVELS, range=["circle", "square", "diamond"]), legend=legend)
    colour = alt.Color("level:N", scale=alt.Scale(domain=LEVELS), legend=legend)
    marks = alt.Chart(actions).mark_point(filled=True, size=140, opacity=1)
    joined = alt.Chart(spans).mark_rule(strokeWidth=3, opacity=0.5, color=INK)
    layers = [
        row_labels(labels),
        joined.encode(x=alt.X("first:Q", axis=axis, scale=scale), x2="last:Q", y=rows),
        marks.encode(x=x, y=rows, shape=shape, color=colour, tooltip=["label:N", "theme:Q", "level:N"]),
    ]
    return _sized(layers, len(labels), description)


def _place(column: str) -> alt.X:
    named = "datum.value == 1 ? 'not yet' : datum.value == 2 ? 'developing' : 'strong'"
    axis = alt.Axis(title=None, values=[1, 2, 3], labelExpr=named, orient="top", grid=False, labelOverlap=False)
    return alt.X(f"{column}:Q", scale=alt.Scale(domain=[0.6, 3.4], nice=False), axis=axis)


def _legend(present: list[str]) -> alt.Legend:
    return alt.Legend(title=None, orient="bottom", columns=2, values=present, symbolSize=100, symbolOpacity=1)


def _sized(layers: list, rows: int, description: str) -> alt.LayerChart:
    height = max(rows, 1) * ROW_HEIGHT + AXIS_HEIGHT + 2 * LEGEND_HEIGHT
    return alt.layer(*layers).properties(height=height, description=description)
