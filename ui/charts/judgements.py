"""Judgements of the key questions along the continuum: not judged, not yet, developing, strong."""

import altair as alt
import polars as pl

from ui.charts.parts import INK, LEGEND_HEIGHT

PLACES = ["not judged", "not yet", "developing", "strong"]
EVIDENCE = ["enough evidence", "thin evidence", "no evidence"]
ACROSS = 3
TOKEN_HEIGHT = 30


def continuum(frame: pl.DataFrame, *, description: str) -> alt.LayerChart:
    """Rows of position (1 to 21), label, place (one of PLACES), evidence (one of EVIDENCE): one numbered token each.

    A round token stands on enough evidence, a square one on thin, a diamond on none.
    """
    tokens = _stacked(frame)
    deepest = int(tokens["down"].max() or 0) + 1
    base = alt.Chart(tokens).encode(
        x=alt.X("place:N", sort=PLACES, scale=alt.Scale(domain=PLACES, type="band"), axis=_place_axis()),
        xOffset=alt.XOffset("across:O", scale=alt.Scale(domain=list(range(ACROSS)))),
        y=alt.Y("down:O", scale=alt.Scale(domain=list(range(deepest)), type="band"), axis=None),
        tooltip=_tooltip(),
    )
    legend = alt.Legend(title=None, orient="bottom", columns=1)
    shape = alt.Shape(
        "evidence:N", scale=alt.Scale(domain=EVIDENCE, range=["circle", "square", "diamond"]), legend=legend
    )
    layers = [
        base.mark_point(size=300, strokeWidth=1.5).encode(shape=shape),
        base.mark_text(fontSize=11, color=INK).encode(text="position:Q"),
    ]
    height = deepest * TOKEN_HEIGHT + 2 * LEGEND_HEIGHT + 20
    return alt.layer(*layers).properties(height=height, description=description)


def _place_axis() -> alt.Axis:
    return alt.Axis(title=None, labelAngle=0, orient="top", labelOverlap=False, labelPadding=6)


def _tooltip() -> list[alt.Tooltip]:
    columns = {"label": "question", "place": "judgement", "evidence": "evidence"}
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in columns.items()]


def _stacked(frame: pl.DataFrame) -> pl.DataFrame:
    """Each token with its cell within its place: ``across`` (0 to ACROSS - 1) and ``down``."""
    nth = pl.int_range(pl.len()).over("place")
    return frame.sort("position").with_columns(across=nth % ACROSS, down=nth // ACROSS)
