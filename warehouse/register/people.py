"""Roles of people: who has which now, giving one, taking it away, and taking the last change back."""

from uuid import uuid4

from warehouse.errors import RegisterError
from warehouse.register.current import history
from warehouse.register.kinds.people import tidy
from warehouse.register.log import record
from warehouse.register.roles import ADMIN, people, role_of
from warehouse.register.sessions import ProgramRole
from warehouse.register.withdrawals import withdraw
from warehouse.settings import Home

__all__ = ["ADMIN", "carry_over", "give", "people", "role_of", "take_away", "take_back"]
_PROGRAM = ProgramRole(ADMIN)  # who may give roles is asked in `warehouse.acts`, where people do it


def give(home: Home, person: str, role: str, *, by: str, client_id: str | None = None, base: int | None = None) -> None:
    """Give a person a role in place of the one they had. ``by`` is the administrator's address.

    Raises RegisterError (``problems`` by field) and Conflict; refuses to leave nobody as administrator.
    """
    if role != ADMIN:
        _keep_an_admin(home, person)
    values = {"person": person, "role": role}
    record(
        home,
        "person",
        values,
        role=_PROGRAM,
        client_id=client_id or uuid4().hex,
        recorded_by=by,
        base_row_id=base,
    )


def take_away(home: Home, person: str, *, by: str, client_id: str | None = None) -> None:
    """Take a person's role away. Raises RegisterError if they have none, or are the last administrator."""
    _keep_an_admin(home, person)
    withdraw(home, "person", role=_PROGRAM, client_id=client_id or uuid4().hex, recorded_by=by, person=tidy(person))


def take_back(home: Home, person: str, *, by: str) -> None:
    """Undo the last change of a person's role: back to the one before, or to none. Raises RegisterError."""
    rows = history(home, "person", person=tidy(person)).to_dicts()
    before = rows[1] if len(rows) > 1 else None
    if before is None or before["is_withdrawn"]:
        take_away(home, person, by=by)
    else:
        give(home, person, before["role"], by=by)


def carry_over(old: Home, new: Home) -> None:
    """Give everybody in ``new`` the role they have in ``old``; for a home that is started beside another."""
    for row in people(old).iter_rows(named=True):
        give(new, row["person"], row["role"], by=row["recorded_by"] or row["person"])


def _keep_an_admin(home: Home, person: str) -> None:
    admins = people(home).filter(role=ADMIN)["person"].to_list()
    if admins == [tidy(person)]:
        raise RegisterError("This is the only administrator; make somebody else one first, then try again.")
