"""A phase as a timeline of its steps, as steps done of each action, and filling up; nothing is said by colour alone."""

import datetime as dt

import altair as alt
import polars as pl

from ui.charts.parts import INK, row_chart_height, row_labels, row_position, row_words, with_wrapped_labels

STATES = ["done", "in progress", "not started", "stuck", "late"]
SHAPES = ["circle", "square", "diamond", "cross", "triangle-up"]
BOX_WIDTH = 26
ACTION_HEIGHT = 48
LINES = ["in the phase", "due by then", "done"]
DASHES = [[2, 3], [7, 4], [1, 0]]
BURN_UP_HEIGHT = 300


def timeline(steps: pl.DataFrame, *, as_of: dt.date, description: str) -> alt.LayerChart:
    """Rows in order of label, state (one of STATES), start_date, due_date, done_date (dates; may be null).

    Each bar runs from start to due; the mark sits at the day done, or at the due date with the shape of its state.
    """
    steps = with_wrapped_labels(steps).with_columns(at=pl.coalesce("done_date", "due_date"))
    labels = steps["label"].to_list()
    rows = row_position(labels)
    dated = steps.filter(pl.col("at").is_not_null())
    undated = row_words(steps.filter(pl.col("at").is_null()), rows, "no date set")
    layers = [row_labels(labels), _bars(dated, rows), _marks(dated, rows), *_as_of(as_of), undated]
    height = row_chart_height(steps.height, has_legend=True) + 20
    return alt.layer(*layers).properties(height=height, description=description)


def action_progress(actions: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows of label, steps_done, steps_total: one box a step, filled when it is done."""
    actions = with_wrapped_labels(actions)
    boxes = actions.with_columns(box=pl.int_ranges(1, pl.col("steps_total") + 1)).explode("box").drop_nulls("box")
    is_done = pl.col("box") <= pl.col("steps_done")
    most = max(int(actions["steps_total"].max() or 1), 2)
    labels = actions["label"].to_list()
    encoding = {
        "y": row_position(labels, 0.84),
        "x": alt.X("box:Q", scale=alt.Scale(domain=(1, most), range=[10, 10 + BOX_WIDTH * (most - 1)]), axis=None),
        "tooltip": ["label:N", "steps_done:Q", "steps_total:Q"],
    }
    done = alt.Chart(boxes.filter(is_done)).mark_point(shape="square", size=160, filled=True, opacity=1)
    to_do = alt.Chart(boxes.filter(~is_done)).mark_point(shape="square", size=160, strokeWidth=2)
    height = row_chart_height(actions.height, row_height=ACTION_HEIGHT)
    return alt.layer(row_labels(labels), done.encode(**encoding), to_do.encode(**encoding)).properties(
        height=height, description=description
    )


def burn_up(frame: pl.DataFrame, *, as_of: dt.date, description: str) -> alt.LayerChart:
    """Rows of day, line (one of LINES) and steps: what is planned, what should be done by then, what is."""
    most = max(int(frame["steps"].max() or 1), 1)
    legend = alt.Legend(title=None, orient="top", columns=1, symbolSize=300, symbolStrokeWidth=3)
    encoding = {
        "x": alt.X("day:T", axis=_date_axis()),
        "y": alt.Y("steps:Q", scale=alt.Scale(domain=(0, most)), axis=_step_axis(most)),
        "strokeDash": alt.StrokeDash("line:N", scale=alt.Scale(domain=LINES, range=DASHES), legend=legend),
        "color": alt.Color("line:N", scale=alt.Scale(domain=LINES), legend=legend),
        "tooltip": [alt.Tooltip("line:N"), alt.Tooltip("steps:Q"), alt.Tooltip("day:T", format="%-d %b %Y")],
    }
    lines = alt.Chart(frame).mark_line(interpolate="step-after", strokeWidth=2.5).encode(**encoding)
    return alt.layer(lines, *_as_of(as_of)).properties(height=BURN_UP_HEIGHT, description=description)


def _step_axis(most: int) -> alt.Axis:
    return alt.Axis(title="steps", format="d", tickCount=min(most, 6), tickMinStep=1)


def _bars(dated: pl.DataFrame, rows: alt.Y) -> alt.Chart:
    """Thick rules: a bar would fill its whole row."""
    bars = dated.filter(pl.col("start_date").is_not_null() & pl.col("due_date").is_not_null())
    mark = alt.Chart(bars).mark_rule(strokeWidth=6, opacity=0.3, strokeCap="round", color=INK)
    return mark.encode(y=rows, x=alt.X("start_date:T", axis=_date_axis()), x2="due_date:T")


def _marks(dated: pl.DataFrame, rows: alt.Y) -> alt.Chart:
    present = [state for state in STATES if state in dated["state"].to_list()]
    legend = alt.Legend(title=None, orient="top", columns=2, values=present, symbolSize=100, symbolOpacity=1)
    colour = alt.Color("state:N", scale=alt.Scale(domain=STATES), legend=legend)
    shape = alt.Shape("state:N", scale=alt.Scale(domain=STATES, range=SHAPES), legend=legend)
    dates = [alt.Tooltip(f"{name}_date:T", title=name, format="%-d %b %Y") for name in ("start", "due", "done")]
    mark = alt.Chart(dated).mark_point(filled=True, size=110, strokeWidth=2, opacity=1)
    x = alt.X("at:T", axis=_date_axis())
    return mark.encode(y=rows, x=x, color=colour, shape=shape, tooltip=["label:N", "state:N", *dates])


def _as_of(as_of: dt.date) -> list[alt.Chart]:
    day = pl.DataFrame({"day": [as_of], "label": [f"as of {as_of.day} {as_of:%b}"]})
    base = alt.Chart(day).encode(x=alt.X("day:T", axis=_date_axis()))
    text = base.mark_text(baseline="bottom", dy=-2, fontSize=11, color=INK)
    return [
        base.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=INK),
        text.encode(y=alt.value(0), text="label:N"),
    ]


def _date_axis() -> alt.Axis:
    return alt.Axis(title=None, format="%b %Y", tickCount=4, labelOverlap="greedy", orient="bottom")
