"""The prioritisation matrix drawn: impact against ease with its quadrants, and how far each rank moves."""

import altair as alt
import polars as pl

from ui.charts.parts import AXIS_HEIGHT, INK, LEGEND_HEIGHT, row_labels, row_position, with_wrapped_labels

QUADRANTS = ["quick win", "major work", "easy extra", "leave for now"]
MIDDLE = 2.5
_SHAPES = ["triangle-up", "square", "circle", "diamond"]
_CORNERS = {
    "quick win": (3.25, 4.3),
    "major work": (1.6, 4.3),
    "easy extra": (3.25, 0.75),
    "leave for now": (1.6, 0.75),
}
_RANGE = (0.6, 4.4)
_HEIGHT, ROW_HEIGHT = 360, 46


def matrix(options: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows of number (as in the list beside it), label, impact, ease (1 to 4), quadrant (one of QUADRANTS).

    Options in the same place share a mark; their numbers stand beside it, parted by commas.
    """
    near = (pl.col("impact").round(1).alias("row"), pl.col("ease").round(1).alias("column"), "quadrant")
    joined = options.group_by(near, maintain_order=True).agg(
        pl.col("impact", "ease").mean(),
        pl.col("number").cast(pl.String).str.join(", ").alias("numbers"),
        pl.col("label").str.join("; "),
    )
    x, y = _axis("ease", "ease: 4 is easy"), _axis("impact", "impact")
    present = [quadrant for quadrant in QUADRANTS if quadrant in joined["quadrant"].to_list()]
    legend = alt.Legend(title=None, orient="bottom", columns=2, values=present, symbolSize=100, symbolOpacity=1)
    base = alt.Chart(joined)
    marks = base.mark_point(filled=True, size=140, opacity=1).encode(
        x=x,
        y=y,
        shape=alt.Shape("quadrant:N", scale=alt.Scale(domain=QUADRANTS, range=_SHAPES), legend=legend),
        color=alt.Color("quadrant:N", scale=alt.Scale(domain=QUADRANTS), legend=legend),
        tooltip=["numbers:N", "label:N", "impact:Q", "ease:Q", "quadrant:N"],
    )
    numbers = base.mark_text(align="left", dx=9, dy=-8, fontSize=13, fontWeight="bold", color=INK)
    layers = [*_cross(x, y), _names(), marks, numbers.encode(x=x, y=y, text="numbers:N")]
    return alt.layer(*layers).properties(height=_HEIGHT + 2 * LEGEND_HEIGHT, description=description)


def ranks(rows: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows in order of label, rank, best, worst: the rank now, and how far it moves under other weightings."""
    rows = with_wrapped_labels(rows)
    labels = rows["label"].to_list()
    place = row_position(labels, 0.84)
    last = max(rows.height, 2)
    scale = alt.Scale(domain=[0.7, last + 0.3], nice=False)
    step = -(-last // 10)
    axis = alt.Axis(title="rank", orient="top", values=list(range(1, last + 1, step)), format="d", grid=False)
    base = alt.Chart(rows)
    reach = base.mark_rule(strokeWidth=6, opacity=0.3, strokeCap="round", color=INK)
    now = base.mark_point(filled=True, size=120, opacity=1)
    x = alt.X("rank:Q", axis=axis, scale=scale)
    tooltip = ["label:N", "rank:Q", "best:Q", "worst:Q"]
    layers = [
        row_labels(labels),
        reach.encode(x=alt.X("best:Q", axis=axis, scale=scale), x2="worst:Q", y=place),
        now.encode(x=x, y=place, tooltip=tooltip),
    ]
    height = max(rows.height, 1) * ROW_HEIGHT + AXIS_HEIGHT
    return alt.layer(*layers).properties(height=height, description=description)


def _axis(column: str, title: str) -> alt.X | alt.Y:
    channel = alt.X if column == "ease" else alt.Y
    axis = alt.Axis(title=title, values=[1, 2, 3, 4], format="d", grid=False)
    return channel(f"{column}:Q", scale=alt.Scale(domain=_RANGE, nice=False), axis=axis)


def _cross(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The two lines between the quadrants."""
    line = alt.Chart(pl.DataFrame({"ease": [MIDDLE], "impact": [MIDDLE]}))
    line = line.mark_rule(strokeDash=[4, 4], opacity=0.5, color=INK)
    return [line.encode(x=x), line.encode(y=y)]


def _names() -> alt.Chart:
    """Each quadrant named in its outer corner."""
    corners = pl.DataFrame(
        [(name, *_CORNERS[name]) for name in QUADRANTS], schema=["name", "ease", "impact"], orient="row"
    )
    text = alt.Chart(corners).mark_text(fontStyle="italic", fontSize=12, color=INK, opacity=0.8)
    return text.encode(x=_axis("ease", "ease: 4 is easy"), y=_axis("impact", "impact"), text="name:N")
