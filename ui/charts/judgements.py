"""Judgements of the key questions along the continuum: not judged, not yet, developing, strong."""

import altair as alt
import polars as pl

from ui.charts.parts import INK, in_order, row_chart, row_place, with_wrapped_labels
from ui.charts.picture import Picture, reads

PLACES = ["not judged", "not yet", "developing", "strong"]
EVIDENCE = ["enough evidence", "thin evidence", "no evidence"]
SHAPES = ["circle", "square", "diamond"]
ROW_HEIGHT = 36


def continuum(frame: pl.DataFrame, *, description: str) -> Picture:
    """Rows in order of label, place (one of PLACES), evidence (one of EVIDENCE): one mark a question on its own line.

    A round mark stands on enough evidence, a square one on thin, a diamond on none.
    """
    frame = with_wrapped_labels(frame)
    return Picture(_form, {"labels": in_order(frame["label"].to_list()), "questions": frame}, description)


def _form() -> alt.LayerChart:
    place = alt.X("place:N", sort=PLACES, scale=alt.Scale(domain=PLACES, type="point", padding=0.5), axis=_place_axis())
    rows = row_place(0.88)
    shape = alt.Shape("evidence:N", scale=alt.Scale(domain=EVIDENCE, range=SHAPES), legend=None)
    lines = reads("questions").mark_rule(opacity=0.25, color=INK).encode(y=rows)
    marks = reads("questions").mark_point(filled=True, size=110, opacity=1)
    return row_chart([lines, marks.encode(x=place, y=rows, shape=shape, tooltip=_tooltip())], row_height=ROW_HEIGHT)


def _place_axis() -> alt.Axis:
    return alt.Axis(title=None, labelAngle=0, orient="top", labelOverlap=False, labelPadding=6)


def _tooltip() -> list[alt.Tooltip]:
    columns = {"label": "question", "place": "judgement", "evidence": "evidence"}
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in columns.items()]
