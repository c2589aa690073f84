"""Who has which role now, as the register says it."""

import polars as pl

from warehouse.register.current import current, latest
from warehouse.register.kinds.people import tidy
from warehouse.settings import Home, get_settings

ADMIN = "admin"


def people(home: Home) -> pl.DataFrame:
    """Everybody who may come in: the columns of `current`, among them person, role, recorded_at and recorded_by."""
    return current(home, "person")


def role_of(home: Home, person: str) -> str | None:
    """The person's role now, or None.

    Whom VILLAGE_FIRST_ADMIN names is an administrator while nobody else is, so that a school can begin and is never
    locked out.
    """
    entry = latest(home, "person", person=tidy(person))
    if entry is not None:
        return entry["role"]
    is_first = tidy(person) == tidy(get_settings().first_admin)
    return ADMIN if is_first and people(home).filter(role=ADMIN).is_empty() else None
