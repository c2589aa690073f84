"""The one way from a page to the data: cached reads, keyed by home, build, role and question."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from threading import RLock

import polars as pl

from ui.roles import current_role
from warehouse import homes, register
from warehouse.read import Build, Wording, own_wording, read_mart, served_to, worded
from warehouse.settings import Home, get_settings


@dataclass(frozen=True)
class Look:
    """What is looked at: the home, by whom, what that role reads there, and the school's own words as a cache knows
    them."""

    home: Home
    role: str
    build: Build | None
    wording: Wording
    key: tuple


_one_look: ContextVar[Look | None] = ContextVar("one_look", default=None)


def one_look(body: Callable) -> Callable:
    """``body`` drawn from one state of things: home, role, build and wording are asked once for all that it draws.

    A build that is published meanwhile is seen the next time, never beside the one before it.
    """

    @wraps(body)
    def drawn(*arguments, **named):
        token = _one_look.set(_look())
        try:
            return body(*arguments, **named)
        finally:
            _one_look.reset(token)

    return drawn


def _look() -> Look:
    if found := _one_look.get():
        return found
    own, role = homes.active(get_settings()), current_role()
    served, wording = served_to(own, role), own_wording(own)
    words = (tuple(wording.labels.items()), tuple(wording.texts.items()))
    return Look(own, role, served, wording, (own, served.build_id if served else None, role, words))


def home() -> Home:
    """The home whose data is shown."""
    found = _one_look.get()
    return found.home if found else homes.active(get_settings())


def build() -> Build | None:
    """What the current role reads in the active home: the build, or for governors the release; None where there is
    none."""
    found = _one_look.get()
    return found.build if found else served_to(home(), current_role())


def mart(name: str, **where: object) -> pl.DataFrame:
    """The rows of mart ``name`` that the current role may read, in the mart's own order and the school's own words.

    ``where`` maps a column to a value or a list of values. Raises NotAllowed and NothingServed.
    """
    look = _look()
    frozen = tuple((column, _frozen(value)) for column, value in sorted(where.items()))
    rows = _read(look.home, look.build.build_id if look.build else None, look.role, name, frozen)
    return worded(name, rows, look.wording)


@lru_cache(maxsize=512)
def _read(home: Home, build_id: str | None, role: str, name: str, where: tuple) -> pl.DataFrame:
    """``build_id`` is here to be part of the key: a new build is never answered from an old one's rows.

    The frame is shared by all who ask the same (a copy for each was a fifth of a rerun): pages make new ones from it.
    """
    return read_mart(home, name, role, where=dict(where))


def remembered(work_out: Callable) -> Callable:
    """A function of marts alone, its answers kept for each home, build, role, own wording and arguments.

    Answers are shared by all who ask: nobody changes them. Fifty viewers at once wait for each other at every step
    that is worked out anew, however short it is; so each is worked out once, and whoever wants the same waits for it.
    """
    one_at_a_time = RLock()

    @lru_cache(maxsize=512)
    def kept(_: tuple, arguments: tuple, named: tuple):
        return work_out(*arguments, **dict(named))

    @wraps(work_out)
    def answered(*arguments, **named):
        asked = _look().key, arguments, tuple(sorted(named.items()))
        with one_at_a_time:
            return kept(*asked)

    return answered


def remembered_until_saved(work_out: Callable) -> Callable:
    """As `remembered`, for a function of marts and of the register: worked out anew as soon as anything is saved."""
    kept = remembered(lambda _, *arguments, **named: work_out(*arguments, **named))

    @wraps(work_out)
    def answered(*arguments, **named):
        state = register.state(home())
        return work_out(*arguments, **named) if state is None else kept(state, *arguments, **named)

    return answered


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list | tuple | set) else value
