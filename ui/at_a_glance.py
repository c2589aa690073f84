"""Headline figures as cards, drawn as one piece of the page.

Six cards of Streamlit's own are thirty pieces, and every change of a filter sends, styles and lays out each of them
several times over: more work than all charts below them.
"""

from html import escape

import streamlit as st

from ui import words
from ui.indicators import Reading


def show(readings: list[Reading], period_id: str) -> None:
    """One card a figure, in the order given. ``period_id`` is the chosen period; a figure of another one says so."""
    st.html(f'<div class="village-cards">{"".join(_card(reading, period_id) for reading in readings)}</div>')


def _card(reading: Reading, period_id: str) -> str:
    """The name, which opens to its definition, the figure, its change, and what it rests on."""
    value = words.percent(reading.now["value"]) if reading.now else reading.nothing
    said = "".join(f"<p>{escape(line)}</p>" for line in _lines(reading, period_id))
    name, meaning = escape(reading.name), escape(reading.spec["definition"])
    return (
        f'<section class="village-card"><details><summary>{name}</summary><p>{meaning}</p></details>'
        f'<p class="village-figure">{escape(value)}</p>{said}</section>'
    )


def _lines(reading: Reading, period_id: str) -> list[str]:
    now = reading.now
    if now is None:
        return []
    if now["value"] is None:
        return [words.sentence(f"{words.HELD_BACK}: {words.WHY_HELD_BACK}")]
    when = f", {reading.when}" if now["period_id"] != period_id else ""
    within = f"{words.interval(now['interval_low'], now['interval_high'])} of {reading.n}{when}"
    resting = "; ".join(part for part in (within, reading.beside_published) if part)
    return [words.sentence(reading.change), words.sentence(resting)]
