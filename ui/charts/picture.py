"""A chart in two halves: its form, which no filter changes, and the rows that its layers draw.

Making a specification takes a tenth of a second of Altair's time and its rows a few thousandths. So whatever a filter
changes belongs in rows, and a form is a function of options alone that is asked once for each set of them.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

import altair as alt
import polars as pl


@dataclass(frozen=True)
class Picture:
    """``rows`` by the names that the layers of ``form(**options)`` read; ``description`` is read aloud."""

    form: Callable[..., alt.LayerChart]
    rows: Mapping[str, pl.DataFrame]
    description: str
    options: Mapping[str, Hashable] = field(default_factory=dict)

    def to_dict(self) -> dict:
        """The whole specification, checked against Vega-Lite's schema, with its rows written out."""
        datasets = {name: frame.to_dicts() for name, frame in self.rows.items()}
        spec = self.form(**self.options).to_dict()
        return spec | {"description": self.description, "datasets": datasets}


def reads(name: str) -> alt.Chart:
    """A layer that draws the rows ``name`` of its picture."""
    return alt.Chart(alt.NamedData(name=name))
