"""A click on a mark of a chart chooses what the mark stands for, as a filter would.

The filter above the page does the same with the keyboard. Each click changes what is picked by one mark, whatever was
picked before: it is that one mark which is chosen.
"""

from collections.abc import Callable

import streamlit as st

PICKED = "picked"
_MARKS = ("point", "bar", "rect")


def clickable(spec: dict, fields: tuple[str, ...]) -> dict:
    """The specification with its uppermost marks ready to be clicked; a click gives ``fields`` of the mark's row."""
    select = {"type": "point", "fields": list(fields), "toggle": "true", "clear": False}
    layers = list(spec["layer"])
    at = max(at for at, layer in enumerate(layers) if layer["mark"]["type"] in _MARKS)
    mark = layers[at]["mark"] | {"cursor": "pointer"}
    layers[at] = layers[at] | {"mark": mark, "params": [{"name": PICKED, "select": select}]}
    return spec | {"layer": layers}


def on_click(key: str, choose: Callable[[dict], None]) -> Callable[[], None]:
    """What a chart with this key does when a mark was clicked: ``choose`` gets the fields of its row."""

    def clicked() -> None:
        before = st.session_state.get(f"{key}_before", [])
        now = list(st.session_state[key]["selection"].get(PICKED) or [])
        st.session_state[f"{key}_before"] = now
        changed = [row for row in now if row not in before] or [row for row in before if row not in now]
        if len(changed) == 1:
            choose(changed[0])

    return clicked
