"""Charts drawn once: a finished Vega-Lite specification is kept for the rows and options it was drawn from.

Building a specification takes about twenty times as long as sending one, and a page has several. So the form of a
picture (ui/charts/picture.py) is built once, whatever rows it draws, and another filter costs only the rows. The rows
themselves are the key, so a new build, role or filter can never be answered with another one's chart.

The rows of each layer have a name by their place and not by what they hold. A browser that has the chart on its screen
then only takes the new rows; a specification that is new in any other way is compiled and drawn from the beginning.
Specifications are checked against Vega-Lite's schema by the tests and not here, where that would be half of the time.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from threading import Lock

import altair as alt
import polars as pl
from streamlit.dataframe_util import convert_anything_to_arrow_bytes

from ui.charts.picture import Picture

KEPT = 1024
# Whoever wants a chart that is being drawn waits for it: twenty viewers at once drew each new one twenty times over.
_ONE_AT_A_TIME = tuple(Lock() for _ in range(64))


class Known:
    """What was worked out of a frame, kept for as long as the same frame comes back."""

    def __init__(self, work_out: Callable[[pl.DataFrame], object]) -> None:
        self.work_out = work_out
        self.kept: OrderedDict[int, tuple[pl.DataFrame, object]] = OrderedDict()

    def of(self, frame: pl.DataFrame) -> object:
        """``work_out(frame)``, now or as it was the last time."""
        found = self.kept.get(id(frame))
        if found is None or found[0] is not frame:  # the kept frame holds its id, so no other can have it
            found = self.kept[id(frame)] = (frame, self.work_out(frame))
            while len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        return found[1]


_digests = Known(lambda rows: blake2b(rows.write_ipc(None).getbuffer()).digest())


@dataclass(frozen=True)
class _Rows:
    """A frame that stands for what it holds."""

    digest: bytes
    frame: pl.DataFrame = field(compare=False)


def drawn(draw: Callable[..., alt.TopLevelMixin | Picture], rows: pl.DataFrame, **options) -> dict:
    """The specification that ``draw(rows, **options)`` makes; ``draw`` is a function of ui.charts.

    Shared by all who look at it: never change it, make a new one with ``|``.
    """
    digest = _digests.of(rows)
    frozen = tuple(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in sorted(options.items())
    )
    asked = (draw, _Rows(digest, rows), frozen)
    with _ONE_AT_A_TIME[hash(asked) % len(_ONE_AT_A_TIME)]:
        return _drawn(*asked)


@lru_cache(maxsize=KEPT)
def _drawn(draw: Callable, rows: _Rows, options: tuple) -> dict:
    chart = draw(rows.frame, **dict(options))
    if isinstance(chart, Picture):
        form = _form(chart.form, tuple(chart.options.items()))
        return form | {"description": chart.description, "datasets": _sent(chart.rows)}
    spec = chart.to_dict(validate=False)
    by_content, frames = spec.pop("datasets", {}), {}
    for frame, place in _places(chart, spec):
        known = next((name for name, other in frames.items() if other is frame), f"rows_{len(frames)}")
        frames[known] = frame
        place["data"] = {"name": known}
    told = json.dumps(spec)
    frames |= {name: list(rows) for name, rows in by_content.items() if f'"{name}"' in told}  # of charts side by side
    return spec | {"datasets": _sent(frames)}


@lru_cache(maxsize=KEPT)
def _form(form: Callable, options: tuple) -> dict:
    return form(**dict(options)).to_dict(validate=False)


def _sent(frames: Mapping[str, object]) -> dict[str, bytes]:
    return {name: convert_anything_to_arrow_bytes(data) for name, data in frames.items()}


def _places(chart: alt.TopLevelMixin, spec: dict) -> Iterator[tuple[pl.DataFrame, dict]]:
    """Each frame of the chart with the part of its specification that draws it."""
    if isinstance(chart.data, pl.DataFrame):
        yield chart.data, spec
    for layer, part in zip(getattr(chart, "layer", ()), spec.get("layer", ()), strict=True):
        yield from _places(layer, part)
