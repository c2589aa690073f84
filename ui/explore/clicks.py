"""A click on a mark of a chart chooses what the mark stands for, as a filter would.

The filter above the page does the same with the keyboard. Each click changes what is picked by one mark, whatever was
picked before: it is that one mark which is chosen.
"""

from collections.abc import Callable

import streamlit as st

from ui import choices
from ui.navigation import page_at

PICKED = "picked"
_MARKS = (("point", "bar", "rect"), ("rule",))  # rules only where they are all there is: bars are drawn as thick ones
_ONWARD = "village_onward"


def clickable(spec: dict, fields: tuple[str, ...]) -> dict:
    """The specification with its uppermost marks ready to be clicked; a click gives ``fields`` of the mark's row."""
    select = {"type": "point", "fields": list(fields), "toggle": "true", "clear": False}
    layers = list(spec["layer"])
    found = ([at for at, layer in enumerate(layers) if layer["mark"]["type"] in kinds] for kinds in _MARKS)
    at = next(places for places in found if places)[-1]
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
        if len(changed) == 1 and None not in changed[0].values() and changed[0]:
            choose(changed[0])

    return clicked


def open_figure(indicator_id: str) -> None:
    """Choose a figure to see by itself; `onward` goes there, as a click itself cannot."""
    choices.choose("figure", indicator_id)
    st.session_state[_ONWARD] = "one_figure"


def onward() -> None:
    """First thing in a page's body: go where a click in one of its charts leads."""
    if st.session_state.get(_ONWARD):
        st.switch_page(page_at(st.session_state.pop(_ONWARD)).file, query_params=choices.as_query())
