"""The register: what people type in, kept append-only in SQLite or PostgreSQL. docs/register.md tells the whole.

Nothing is ever changed or deleted: a new row replaces the old one in the current view, and history stays.
Everything that reads or writes the register goes through the functions exported here.
"""

from warehouse.errors import Conflict, RegisterError
from warehouse.register.answers import current_answers, history_of_answer, record_answer
from warehouse.register.current import Change, changes, current, history, latest
from warehouse.register.demo_entries import import_demo_register
from warehouse.register.drafting import Draft, discard_draft, drafts, save_draft
from warehouse.register.kinds import ENTRY_KINDS
from warehouse.register.kinds.answers import JUDGEMENTS
from warehouse.register.kinds.phases import STATUSES
from warehouse.register.log import NOTHING_SEEN, NewEntry, Receipt, record, record_all
from warehouse.register.snapshot import snapshot
from warehouse.register.steps import current_steps, record_step_update
from warehouse.register.watching import state
from warehouse.register.withdrawals import withdraw

__all__ = [
    "ENTRY_KINDS",
    "JUDGEMENTS",
    "NOTHING_SEEN",
    "STATUSES",
    "Change",
    "Conflict",
    "Draft",
    "NewEntry",
    "Receipt",
    "RegisterError",
    "changes",
    "current",
    "current_answers",
    "current_steps",
    "discard_draft",
    "drafts",
    "history",
    "history_of_answer",
    "import_demo_register",
    "latest",
    "record",
    "record_all",
    "record_answer",
    "record_step_update",
    "save_draft",
    "snapshot",
    "state",
    "withdraw",
]
