"""The register: what people type in (judgements, answers, steps), kept append-only in SQLite.

Nothing is ever changed or deleted: a new row replaces the old one in the current view, and history stays.
Everything that reads or writes the register goes through the functions exported here.
"""

from warehouse.register.answers import JUDGEMENTS, current_answers, history_of_answer, record_answer
from warehouse.register.snapshot import import_demo_register, snapshot
from warehouse.register.steps import STATUSES, current_steps, record_step_update

__all__ = [
    "JUDGEMENTS",
    "STATUSES",
    "current_answers",
    "current_steps",
    "history_of_answer",
    "import_demo_register",
    "record_answer",
    "record_step_update",
    "snapshot",
]
