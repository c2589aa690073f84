"""The one way from a page to the data: cached reads, keyed by home, build, role and question."""

import polars as pl
import streamlit as st

from ui.roles import current_role
from warehouse import homes
from warehouse.read import Build, own_wording, read_mart, served_to, worded
from warehouse.settings import Home, get_settings


def home() -> Home:
    """The home whose data is shown."""
    return homes.active(get_settings())


def build() -> Build | None:
    """What the current role reads in the active home: the build, or for governors the release; None where there is
    none."""
    return served_to(home(), current_role())


def mart(name: str, **where: object) -> pl.DataFrame:
    """The rows of mart ``name`` that the current role may read, in the mart's own order and the school's own words.

    ``where`` maps a column to a value or a list of values. Raises NotAllowed and NothingServed.
    """
    served = build()
    frozen = tuple((column, _frozen(value)) for column, value in sorted(where.items()))
    rows = _read(home(), served.build_id if served else None, current_role(), name, frozen)
    return worded(name, rows, own_wording(home()))


@st.cache_data(max_entries=512, show_spinner=False, hash_funcs={Home: lambda home: str(home.root)})
def _read(home: Home, build_id: str | None, role: str, name: str, where: tuple) -> pl.DataFrame:
    """``build_id`` is here to be part of the key: a new build is never answered from an old one's rows."""
    return read_mart(home, name, role, where=dict(where))


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list | tuple | set) else value
