"""What stands behind a figure: its table, and both to take away: the chart as SVG or PNG, the table as CSV.

Pictures are drawn on the server, in the light colours of paper whatever the screen shows, so the browser needs to
evaluate nothing and the picture says what the page says.
"""

import re
import textwrap
import tomllib
from functools import lru_cache

import polars as pl
import streamlit as st

from warehouse.exporting import csv_for_people
from warehouse.settings import PROJECT_ROOT

LABEL = "Table and download"
OPEN = "table_of_"
_WIDTH, _CHARACTERS, _SHARP = 640, 95, 2
_INK = "#1A2733"


def show(key: str, chart: dict, table, title: str, notes: list[str]) -> None:
    """The table and three files, closed until somebody asks, and made only then; ``table`` is an Arrow table."""
    asked = st.expander(LABEL, icon=":material/table_view:", type="compact", key=f"{OPEN}{key}", on_change="rerun")
    if not asked.open:
        return
    name = slug(title)
    files = (
        ("Chart as SVG", "svg", "image/svg+xml", lambda: svg(chart, title, notes).encode()),
        ("Chart as PNG", "png", "image/png", lambda: png(chart, title, notes)),
        ("Table as CSV", "csv", "text/csv", lambda: csv_for_people(pl.from_arrow(table))),
    )
    with asked:
        st.dataframe(table, hide_index=True, width="stretch")
        with st.container(horizontal=True):
            for label, ending, kind, make in files:
                st.download_button(
                    label,
                    make,
                    f"{name}.{ending}",
                    kind,
                    key=f"away_{key}_{ending}",
                    on_click="ignore",
                    type="tertiary",
                )


def slug(title: str) -> str:
    """The title as a name of a file or a key: lower case, underscores."""
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")


def svg(chart: dict, title: str, notes: list[str]) -> str:
    """The chart of ``ui.drawing`` as an SVG document on white, with its title above and its notes below the title."""
    import vl_convert  # a browser's worth of code, loaded when the first picture is asked for

    return vl_convert.vegalite_to_svg(on_paper(chart, title, notes), allowed_base_urls=[])


def png(chart: dict, title: str, notes: list[str]) -> bytes:
    """The same as a PNG picture, twice as sharp as a screen of old."""
    import vl_convert

    return vl_convert.svg_to_png(svg(chart, title, notes), scale=_SHARP)


def on_paper(chart: dict, title: str, notes: list[str]) -> dict:
    """The specification as it is drawn away from the page: rows written out, a width, and words around it."""
    rows = {name: _rows(data) for name, data in chart["datasets"].items()}
    words = [line for note in notes for line in textwrap.wrap(note, _CHARACTERS)]
    heading = {
        "text": textwrap.wrap(title, _CHARACTERS - 20),
        "subtitle": words,
        "anchor": "start",
        "frame": "group",
        "color": _INK,
        "subtitleColor": _INK,
        "offset": 14,
    }
    config = {"font": "Liberation Sans, Arial, sans-serif", "view": {"stroke": None}, "background": "white"}
    config["range"] = {"category": list(_colours())}
    config["mark"] = {"color": _colours()[0]}
    return chart | {"datasets": rows, "width": _WIDTH, "title": heading, "config": config, "padding": 16}


def _rows(data: bytes) -> list[dict]:
    """The rows of a dataset, dates as text."""
    import pyarrow as pa

    frame = pl.from_arrow(pa.ipc.open_stream(data).read_all())
    dates = [name for name, dtype in frame.schema.items() if dtype.is_temporal()]
    return frame.with_columns(pl.col(dates).cast(pl.String)).to_dicts()


@lru_cache(maxsize=1)
def _colours() -> tuple[str, ...]:
    """The chart colours of the light theme."""
    config = tomllib.loads((PROJECT_ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    return tuple(config["theme"]["light"]["chartCategoricalColors"])
