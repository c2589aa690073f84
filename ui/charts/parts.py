"""What the charts share: percent axes, row labels above the marks, figures, and words for those that are not drawn.

Words and rules take ``currentColor``, the page's own text colour, so a chart reads in light and in dark.
Meaning is never colour alone: shape, dash or a word says it too.

What a filter changes (names, order, limits) is in the rows and not in the form (ui/charts/picture.py): a browser that
has the chart then moves its marks in a quarter of the time that a new chart takes (ui/drawing.py).
"""

import textwrap

import altair as alt
import polars as pl

from ui.charts.picture import reads

TOO_FEW, HELD_BACK = "too few to say", "held back"
INK = "currentColor"
ROW_HEIGHT = 50
AXIS_HEIGHT = 45
LEGEND_HEIGHT = 40
LINE_CHARACTERS = 40
MARK_AT = 0.78


def reportable(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows whose value may be drawn: is_reportable true and a value present."""
    return frame.filter(_is_drawn())


def withheld(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows that exist but must not be drawn as a figure, zero included."""
    return frame.filter(~_is_drawn())


def _is_drawn() -> pl.Expr:
    return pl.col("is_reportable").fill_null(False) & pl.col("value").is_not_null()


def wrapped(label: str) -> str:
    """The label on at most two lines, split by a newline that the row axis understands."""
    return "\n".join(textwrap.wrap(label, LINE_CHARACTERS, max_lines=2, placeholder=" …"))


def with_wrapped_labels(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its ``label`` column wrapped for a row axis."""
    return frame.with_columns(pl.col("label").map_elements(wrapped, return_dtype=pl.String))


def row_position(labels: list[str], at: float = MARK_AT) -> alt.Y:
    """One row per thing, in the order given; marks lie at ``at`` (0 to 1) of the row's height."""
    return _row(labels, at)


def row_place(at: float = MARK_AT) -> alt.Y:
    """As `row_position`, in a `row_chart`, which keeps the order in its rows."""
    return _row(None, at)


def _row(order: list[str] | None, at: float) -> alt.Y:
    scale = alt.Scale(type="band", paddingInner=0.12, paddingOuter=0.05)
    return alt.Y("label:N", sort=order, scale=scale, axis=None, bandPosition=at)


def row_labels(labels: list[str]) -> alt.Chart:
    """Labels inside the plot at the top of their rows, so the marks keep the whole width of a phone."""
    return _labels(alt.Chart(in_order(labels)), row_position(labels, 0))


def in_order(labels: list[str]) -> pl.DataFrame:
    """One row a label, which a `row_chart` reads as ``labels``."""
    return pl.DataFrame({"label": labels}, schema={"label": pl.String})


def _labels(rows: alt.Chart, position: alt.Y) -> alt.Chart:
    mark = rows.mark_text(align="left", baseline="top", fontSize=12, lineBreak="\n", limit=420, color=INK)
    return mark.encode(y=position, x=alt.value(0), text="label:N")


def row_chart_height(rows: int, *, row_height: int = ROW_HEIGHT, has_legend: bool = False) -> int:
    """Pixels for a number of labelled rows with the axis below them."""
    return max(rows, 1) * row_height + AXIS_HEIGHT + (LEGEND_HEIGHT if has_legend else 0)


def row_chart(layers: list[alt.Chart], *, row_height: int) -> alt.LayerChart:
    """The form of labelled rows (``labels``, in their order), each ``row_height`` pixels high.

    ``layers`` lie at a `row_place`.
    """
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    chart = alt.layer(_labels(reads("labels"), row_place(0)), *layers, autosize=fit)
    return chart.properties(height=alt.Step(row_height, **{"for": "position"}))


def limits(side: type[alt.X] | type[alt.Y]) -> alt.Chart:
    """Marks nobody sees or hears, that hold the scale of rates open from end to end of the rows ``limits``."""
    return reads("limits").mark_point(opacity=0, aria=False).encode(rate_axis(side, "limit"))


def ends(domain: tuple[float, float]) -> pl.DataFrame:
    """The rows that `limits` reads."""
    return pl.DataFrame({"limit": list(domain)}, schema={"limit": pl.Float64})


def rate_axis(side: type[alt.X] | type[alt.Y], field: str) -> alt.X | alt.Y:
    """``field`` (0 to 1) along a scale that ends where the rows and `limits` end."""
    return side(f"{field}:Q", scale=alt.Scale(zero=False, nice=False), axis=percent_axis())


def percent_axis() -> alt.Axis:
    """An axis of whole percentages with few ticks."""
    return alt.Axis(format=".0%", tickCount=5, title=None)


def rate_domain(*frames: pl.DataFrame, also: tuple[float, ...] = (), least: float = 0.2) -> tuple[float, float]:
    """Limits (0 to 1) that hold every interval and the figures of ``also``, at least ``least`` wide.

    A narrower range would make noise look like news.
    """
    figures = list(also)
    for frame in frames:
        drawn = reportable(frame)
        for column in ("value", "interval_low", "interval_high"):
            figures += drawn[column].drop_nulls().to_list()
    if not figures:
        return (0.0, 1.0)
    spare = max(least - (max(figures) - min(figures)), 0.0) / 2 + 0.02
    return (max(0.0, min(figures) - spare), min(1.0, max(figures) + spare))


def rate_tooltip(title: str) -> list[alt.Tooltip]:
    """What is said on pointing at a rate: its name, the figure, its interval and n."""
    return [
        alt.Tooltip("label:N", title=title),
        alt.Tooltip("value:Q", title="figure", format=".0%"),
        alt.Tooltip("interval_low:Q", title="from", format=".0%"),
        alt.Tooltip("interval_high:Q", title="to", format=".0%"),
        alt.Tooltip("denominator:Q", title="n", format=",.0f"),
    ]


def why_not(rows: pl.DataFrame, figure: str = "value") -> pl.DataFrame:
    """The label of each row that is not drawn, and ``said``, why: held back where whoever reads has no ``figure``."""
    said = pl.when(pl.col(figure).is_null()).then(pl.lit(HELD_BACK)).otherwise(pl.lit(TOO_FEW))
    return rows.select("label", said=said)


def row_words(rows: pl.DataFrame, position: alt.Y, words: str) -> alt.Chart:
    """``words`` where a figure would be, for each of these rows; anchored to the edge, they never read as a value."""
    return _in_words(alt.Chart(rows.select("label", said=pl.lit(words))), position)


def row_reasons() -> alt.Chart:
    """The same in a `row_chart`: the rows ``unsaid`` (of `why_not`), each with its own words."""
    return _in_words(reads("unsaid"), row_place())


def _in_words(rows: alt.Chart, position: alt.Y) -> alt.Chart:
    text = rows.mark_text(align="left", fontStyle="italic", fontSize=12, color=INK)
    return text.encode(y=position, x=alt.value(4), text="said:N")
