"""ENTRY_KINDS: every kind of entry the register keeps, as one table.

A new kind is one model in a module beside this one and one row here.
"""

from warehouse.register.kinds import accounts, answers, comments, needs, people, phases, views
from warehouse.register.kinds.spec import EntryKind

ENTRY_KINDS = {
    kind.name: kind
    for kind in (
        *answers.KINDS,
        *needs.KINDS,
        *phases.KINDS,
        *accounts.KINDS,
        *comments.KINDS,
        *people.KINDS,
        *views.KINDS,
    )
}

__all__ = ["ENTRY_KINDS", "EntryKind"]
