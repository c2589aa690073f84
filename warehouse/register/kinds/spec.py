"""What the register knows of a kind of entry: its payload, what makes its subject, who may write it, what it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError
from sqlalchemy import Connection

from warehouse.errors import RegisterError
from warehouse.register.fields import SAID, Payload, Says

LEADERS = ("slt", "admin")
STAFF = ("slt", "staff", "admin")
EVERYBODY = ("governor", "slt", "staff", "admin")

# A rule over other entries, called in the transaction that writes: (connection, payload, the row's other columns: who
# writes it and why); raises RegisterError.
Check = Callable[[Connection, Payload, Mapping], None]

# What is written with the entry, in its transaction: (connection, payload, who).
Companion = Callable[[Connection, Payload, str | None], None]


@dataclass(frozen=True)
class EntryKind:
    """One row of ENTRY_KINDS. ``key`` names the payload's fields that say which thing the entry is about."""

    name: str
    title: str
    model: type[Payload]
    key: tuple[str, ...]
    writers: tuple[str, ...] = STAFF
    checks: tuple[Check, ...] = ()
    companions: tuple[Companion, ...] = ()

    @cached_property
    def sentences(self) -> dict[str, str]:
        """The sentence of each field."""
        return {
            name: says.sentence
            for name, field in self.model.model_fields.items()
            for says in field.metadata
            if isinstance(says, Says)
        }

    def subject_id(self, values: Mapping) -> str:
        """The id of what an entry with these values is about."""
        return "|".join(str(values[name]) for name in self.key)

    def parsed(self, values: Mapping) -> Payload:
        """The payload, checked. Raises RegisterError with a sentence for every field at fault."""
        try:
            return self.model.model_validate(dict(values))
        except ValidationError as error:
            problems = {}
            for problem in error.errors(include_url=False, include_input=False):
                field = str(problem["loc"][0])
                problems.setdefault(field, problem["msg"] if problem["type"] == SAID else self._sentence(field))
        raise RegisterError(next(iter(problems.values())), problems)

    def _sentence(self, field: str) -> str:
        return self.sentences.get(field, f"An entry of this kind has no field '{field}'; leave it out.")
