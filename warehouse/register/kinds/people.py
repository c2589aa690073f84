"""Who may come in, and as what: one entry a person, named by the address the sign-in provider vouches for."""

from typing import Annotated

from pydantic import BeforeValidator, StringConstraints
from sqlalchemy import Connection

from warehouse.register import audit
from warehouse.register.fields import Payload, Says, choice
from warehouse.register.kinds.spec import EntryKind

ROLES = ("governor", "slt", "staff", "admin")


def tidy(address: object) -> object:
    """An address as it is compared: without blanks around it, in small letters."""
    return address.strip().lower() if isinstance(address, str) else address


Address = Annotated[
    str,
    BeforeValidator(tidy),
    StringConstraints(pattern=r"^[^@\s|]{1,64}@[^@\s|]+\.[^@\s|.]+$", max_length=80),
    Says("Write the address the person signs in with, such as name@school.example."),
]


class Person(Payload):
    """A person and the role they come in with."""

    person: Address
    role: choice("Choose a role: governor, senior leader, staff or administrator.", ROLES)


def _audited(connection: Connection, payload: Person, who: str | None) -> None:
    what = "role_taken" if payload.is_withdrawn else "role_given"
    audit.append(connection, who or audit.NOBODY_NAMED, what, {"person": payload.person, "role": payload.role})


KINDS = (
    EntryKind("person", "the role of a person", Person, key=("person",), writers=("admin",), companions=(_audited,)),
)
