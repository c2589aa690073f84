"""ACTS: what people do through the app besides saving entries, and who may; each asks where it is done.

A button that is not drawn protects nothing: a page may have been open since before a role was taken away, and what a
button calls runs before the page is drawn anew. Pages and ``ui`` change uploads, releases, roles and homes through
this module alone (a test holds it). Entries of the register ask in the same way where they are saved.
"""

from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from warehouse import homes, landing
from warehouse.errors import NotAllowed
from warehouse.intake import Options, rejects
from warehouse.intake.apart import load_apart
from warehouse.intake.memory import forget
from warehouse.intake.results import LoadResult
from warehouse.read import Release
from warehouse.read.mart import ADMIN, SLT, STAFF
from warehouse.register import audit, people
from warehouse.register.sessions import confirm, person_of
from warehouse.settings import Home, Settings

if TYPE_CHECKING:
    from warehouse.release import Draft

ACTS: dict[str, tuple[str, ...]] = {}
_SCHOOL, _LEADERS, _ADMINS = (SLT, STAFF, ADMIN), (SLT, ADMIN), (ADMIN,)


def who(role: str, otherwise: str = audit.NOBODY_NAMED) -> str:
    """The person behind a role, whatever name was typed; without sign-in ``otherwise``."""
    return person_of(role) or otherwise


def _act(*roles: str) -> Callable:
    """Declare a function of (home, role, …) an act of ``roles``; for others it raises NotAllowed and does nothing."""

    whom = "an administrator" if roles == _ADMINS else "a senior leader"

    def declared(do: Callable) -> Callable:
        ACTS[do.__name__] = roles

        @wraps(do)
        def asked(home: Home, role: str, *arguments, **named):
            confirm(home, role)
            if role not in roles:
                raise NotAllowed(f"This is not open to your role, so nothing was changed; ask {whom} to do it.")
            return do(home, role, *arguments, **named)

        return asked

    return declared


@_act(*_SCHOOL)
def load_upload(home: Home, role: str, path: Path, options: Options, filename: str, on_progress) -> LoadResult:
    """Land a file that was dropped; raises as `load_file` does."""
    homes.admit(home, path)
    return _noted(home, role, load_apart(home, path, options, filename=filename, on_progress=on_progress))


@_act(*_SCHOOL)
def correct_upload(home: Home, role: str, upload_id: str, rows: pl.DataFrame) -> LoadResult:
    """Land records of an upload that were put right."""
    return _noted(home, role, rejects.correct(home, upload_id, rows, load_apart))


def _noted(home: Home, role: str, loaded: LoadResult) -> LoadResult:
    if not loaded.already_loaded:
        audit.record(home, who(role), "upload_loaded", {"upload": loaded.upload_id})
    return loaded


@_act(*_SCHOOL)
def undo_upload(home: Home, role: str, upload_id: str) -> None:
    """Take an upload out of the figures."""
    landing.undo(home, upload_id)
    audit.record(home, who(role), "upload_undone", {"upload": upload_id})


@_act(*_SCHOOL)
def redo_upload(home: Home, role: str, upload_id: str) -> None:
    """Bring an upload back."""
    landing.redo(home, upload_id)
    audit.record(home, who(role), "upload_brought_back", {"upload": upload_id})


@_act(*_SCHOOL)
def leave_out(home: Home, role: str, upload_id: str, records: Collection[int], reason: str) -> None:
    """Leave records that were set aside out for good."""
    rejects.dismiss(home, upload_id, records, reason)
    audit.record(home, who(role), "records_left_out", {"upload": upload_id, "records": sorted(set(records))})


@_act(*_SCHOOL)
def take_up_again(home: Home, role: str, upload_id: str, records: Collection[int]) -> None:
    """Take records that were left out up again."""
    rejects.reopen(home, upload_id, records)
    audit.record(home, who(role), "records_taken_up", {"upload": upload_id, "records": sorted(set(records))})


@_act(*_SCHOOL)
def records_to_mend(home: Home, role: str, upload_id: str) -> bytes:
    """The records set aside as a CSV file, to put right in a spreadsheet."""
    return rejects.write_rejects_csv(home, upload_id)


@_act(*_SCHOOL)
def forget_headings(home: Home, role: str, fingerprint: str) -> bool:
    """Forget what was said of a file's headings last time."""
    return forget(home, fingerprint)


@_act(*_LEADERS)
def prepare_release(home: Home, role: str, on_event: Callable[[dict], None]) -> "Draft":
    """Work out what a release would show."""
    from warehouse.release import prepare_release as prepare  # scipy's solvers take a second to import

    return prepare(home, on_event=on_event)


@_act(*_LEADERS)
def sign_release(home: Home, role: str, name: str, draft: "Draft", *, keep_earlier: bool) -> Release:
    """Let governors read a release, signed by whoever is signed in; ``name`` counts without sign-in alone."""
    from warehouse.release import sign_off

    return sign_off(home, who(role, name), keep_earlier=keep_earlier, draft=draft)


@_act(*_LEADERS)
def withdraw_release(home: Home, role: str, name: str, release_id: str) -> Release | None:
    """Take a release back; the name as in `sign_release`."""
    from warehouse.release import withdraw

    return withdraw(home, release_id, who(role, name))


@_act(*_ADMINS)
def give_role(home: Home, role: str, person: str, given: str) -> None:
    """Give a person a role."""
    people.give(home, person, given, by=who(role))


@_act(*_ADMINS)
def take_role(home: Home, role: str, person: str) -> None:
    """Take a person's role away."""
    people.take_away(home, person, by=who(role))


@_act(*_ADMINS)
def undo_role(home: Home, role: str, person: str) -> None:
    """Take the last change of a person's role back."""
    people.take_back(home, person, by=who(role))


@_act(*_ADMINS)
def read_audit_log(home: Home, role: str, most: int) -> pl.DataFrame:
    """The newest rows of the audit log."""
    return audit.log(home, most=most)


@_act(*_ADMINS)
def verify_audit_log(home: Home, role: str, head: str | None) -> audit.Verdict:
    """Whether the audit log is whole."""
    return audit.verify(home, head)


@_act(*_SCHOOL)
def start_own(home: Home, role: str, settings: Settings) -> None:
    """Begin with the school's own data in a home of its own, with the roles given so far."""
    people.carry_over(home, homes.start_own(settings))


@_act(*_SCHOOL)
def leave_own(home: Home, role: str, settings: Settings) -> None:
    """Back to the demonstration, while nothing was loaded into the own home."""
    homes.leave_own(settings)
