"""What governors look for and do not find: figures that no release holds, whatever number of people is behind them."""

import streamlit as st

from ui.data import home
from ui.roles import current_role
from ui.words import NOT_RELEASED
from warehouse.disclosure.policies import rate_of
from warehouse.read import reads_build
from warehouse.read.mart import GOVERNOR


def is_left_out(indicator_id: str) -> bool:
    """Whether the viewer reads a release, and the indicator is part of none."""
    return bool(left_out([indicator_id]))


def left_out(indicator_ids: list[str]) -> set[str]:
    """Those of the indicators that are part of no release, where the viewer reads one."""
    reads_release = current_role() == GOVERNOR and not reads_build(home())
    return {one for one in indicator_ids if rate_of(one) is None} if reads_release else set()


def say(readings: list) -> bool:
    """Name the figures of `ui.indicators.readings` that are left out; False where there are none."""
    names = [reading.name for reading in readings if reading.is_left_out]
    if names:
        st.caption(
            f"{NOT_RELEASED.capitalize()}: {'; '.join(names)}. A few pupils or families make most of these figures, or "
            "they need another way to be made safe; ask a senior leader what they show."
        )
    return bool(names)
