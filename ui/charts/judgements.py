"""Judgements of the key questions along the continuum: not judged, not yet, developing, strong."""

import altair as alt
import polars as pl

from ui.charts.parts import INK, row_chart, row_place, with_wrapped_labels

PLACES = ["not judged", "not yet", "developing", "strong"]
EVIDENCE = ["enough evidence", "thin evidence", "no evidence"]
SHAPES = ["circle", "square", "diamond"]
ROW_HEIGHT = 42


def continuum(frame: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows in order of label, place (one of PLACES), evidence (one of EVIDENCE): one mark a question on its own line.

    A round mark stands on enough evidence, a square one on thin, a diamond on none.
    """
    frame = with_wrapped_labels(frame)
    labels = frame["label"].to_list()
    place = alt.X("place:N", sort=PLACES, scale=alt.Scale(domain=PLACES, type="point", padding=0.5), axis=_place_axis())
    rows = row_place(0.88)
    shape = alt.Shape("evidence:N", scale=alt.Scale(domain=EVIDENCE, range=SHAPES), legend=None)
    lines = alt.Chart(frame).mark_rule(opacity=0.25, color=INK).encode(y=rows)
    marks = alt.Chart(frame).mark_point(filled=True, size=110, opacity=1)
    layers = [lines, marks.encode(x=place, y=rows, shape=shape, tooltip=_tooltip())]
    return row_chart(labels, layers, row_height=ROW_HEIGHT, description=description)


def _place_axis() -> alt.Axis:
    return alt.Axis(title=None, labelAngle=0, orient="top", labelOverlap=False, labelPadding=6)


def _tooltip() -> list[alt.Tooltip]:
    columns = {"label": "question", "place": "judgement", "evidence": "evidence"}
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in columns.items()]
