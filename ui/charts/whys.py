"""The five whys drawn as an outline from top to bottom, so that a tree of five levels still reads on a phone."""

import textwrap

import altair as alt
import polars as pl

from ui.charts.parts import INK, LEGEND_HEIGHT

LEVELS = ["statement", "why", "fifth why"]
ANSWERS = ["statement", "why", "answered", "answered on the way", "not answered"]
_SHAPES = {
    "statement": "square",
    "why": "circle",
    "fifth why": "diamond",
    "answered": "triangle-up",
    "answered on the way": "triangle-right",
    "not answered": "cross",
}
_INDENT, _TEXT_AT, _LINE, _GAP = 16, 11, 16, 10  # pixels
_CHARACTERS, _CHARACTERS_A_LEVEL = 35, 3  # a line of the statement, and what each level takes from it


def tree(nodes: pl.DataFrame, *, kinds: list[str], description: str) -> alt.LayerChart:
    """Rows from top to bottom of number ('' for the statement, '1', '1.2'), statement, kind (one of ``kinds``).

    Each node stands on lines of its own, set in by its level, with an elbow to the node it asks about.
    """
    placed = _placed(nodes)
    height = placed["bottom"].max() or _LINE
    across = alt.Scale(domain=[0, 100], range=[0, 100], nice=False, zero=True)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False)
    axes = {"x": alt.X("x:Q", scale=across, axis=None), "y": alt.Y("y:Q", scale=down, axis=None)}
    elbows = placed.filter(pl.col("from_y").is_not_null())
    stems = (
        alt.Chart(elbows)
        .mark_rule(color=INK, opacity=0.45)
        .encode(x=alt.X("from_x:Q", scale=across, axis=None), y=alt.Y("from_y:Q", scale=down, axis=None), y2="y:Q")
    )
    arms = (
        alt.Chart(elbows)
        .mark_rule(color=INK, opacity=0.45)
        .encode(x=alt.X("from_x:Q", scale=across, axis=None), x2="x:Q", y=axes["y"])
    )
    marks = alt.Chart(placed).mark_point(filled=True, size=80, opacity=1)
    marks = marks.encode(**axes, shape=_legend(kinds, placed, "shape"), color=_legend(kinds, placed, "color"))
    text = alt.Chart(placed).mark_text(
        align="left", baseline="top", dx=_TEXT_AT, dy=-6, fontSize=12, lineBreak="\n", lineHeight=_LINE, color=INK
    )
    layers = [stems, arms, marks, text.encode(**axes, text="label:N", tooltip=["number:N", "statement:N", "kind:N"])]
    return alt.layer(*layers).properties(height=height + 2 * LEGEND_HEIGHT, description=description)


def _placed(nodes: pl.DataFrame) -> pl.DataFrame:
    """Each node with its place in pixels (x, y), the place of its parent, and its words on lines."""
    rows, top, places = [], 0, {}
    for node in nodes.to_dicts():
        number = node["number"]
        level = len(number.split(".")) if number else 0
        words = f"{number} {node['statement']}".strip()
        lines = textwrap.wrap(words, _CHARACTERS - _CHARACTERS_A_LEVEL * level)
        x, y = 6 + level * _INDENT, top + _LINE // 2
        places[number] = (x, y)
        parent = places.get(number.rpartition(".")[0]) if number else None
        from_x, from_y = parent or (None, None)
        top += len(lines) * _LINE + _GAP
        rows.append(
            {**node, "x": x, "y": y, "from_x": from_x, "from_y": from_y, "bottom": top, "label": "\n".join(lines)}
        )
    schema = {**nodes.schema, **dict.fromkeys(("x", "y", "from_x", "from_y", "bottom"), pl.Int64), "label": pl.String}
    return pl.DataFrame(rows, schema=schema)


def _legend(kinds: list[str], placed: pl.DataFrame, channel: str) -> alt.Shape | alt.Color:
    present = [kind for kind in kinds if kind in placed["kind"].to_list()]
    legend = alt.Legend(title=None, orient="top", columns=2, values=present, symbolSize=90, symbolOpacity=1)
    if channel == "color":
        return alt.Color("kind:N", scale=alt.Scale(domain=kinds), legend=legend)
    return alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=[_SHAPES[kind] for kind in kinds]), legend=legend)
