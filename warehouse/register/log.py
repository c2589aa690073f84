"""Writing: entries are checked against their kind and appended, all of them or none, once per client id.

Whoever edits something passes the row they saw (`base_row_id`): if another row was saved since, they get a Conflict
that carries it instead of writing over it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import ValidationError
from sqlalchemy import Connection, Row, bindparam, select, text
from sqlalchemy.exc import IntegrityError

from warehouse.errors import Conflict, NotAllowed, RegisterError
from warehouse.register.connection import writing
from warehouse.register.drafting import throw_away
from warehouse.register.fields import Payload
from warehouse.register.kinds import ENTRY_KINDS, EntryKind
from warehouse.register.kinds.spec import EVERYBODY
from warehouse.register.rows import as_dict
from warehouse.register.schema import ENTRIES
from warehouse.register.sessions import confirm, person_of
from warehouse.settings import Home

NOTHING_SEEN = 0  # the base of somebody who saw that there was nothing yet

# Statements are made once: putting one together costs more than SQLite takes to run it.
_SAVED = select(ENTRIES).where(ENTRIES.c.kind == bindparam("kind"), ENTRIES.c.client_id == bindparam("client_id"))
_NEWEST = (
    select(ENTRIES)
    .where(ENTRIES.c.kind == bindparam("kind"), ENTRIES.c.subject_id == bindparam("subject_id"))
    .order_by(ENTRIES.c.row_id.desc())
    .limit(1)
)
_INSERT = ENTRIES.insert()


@dataclass(frozen=True)
class NewEntry:
    """One entry to save: its kind, its values, and the row its writer saw (None: whatever is there is replaced)."""

    kind: str
    values: Mapping
    base_row_id: int | None = None


@dataclass(frozen=True)
class Receipt:
    """``row_id`` of the entry; ``is_new`` is False if the same submit was saved before (then nothing was added)."""

    row_id: int
    is_new: bool


@dataclass(frozen=True)
class _Ready:
    """An entry that has passed the checks that need no database."""

    kind: EntryKind
    payload: Payload
    subject_id: str
    base_row_id: int | None
    columns: dict


def record(
    home: Home,
    kind: str,
    values: Mapping,
    *,
    role: str,
    client_id: str,
    recorded_by: str | None = None,
    why: str | None = None,
    base_row_id: int | None = None,
    draft_ids: Iterable[str] = (),
    recorded_at: datetime | None = None,
) -> Receipt:
    """Append one entry; see `record_all`."""
    entries = [NewEntry(kind, values, base_row_id)]
    return record_all(
        home,
        entries,
        role=role,
        client_id=client_id,
        recorded_by=recorded_by,
        why=why,
        draft_ids=draft_ids,
        recorded_at=recorded_at,
    )[0]


def record_all(
    home: Home,
    entries: Sequence[NewEntry],
    *,
    role: str,
    client_id: str,
    recorded_by: str | None = None,
    why: str | None = None,
    draft_ids: Iterable[str] = (),
    recorded_at: datetime | None = None,
) -> list[Receipt]:
    """Append ``entries`` in one transaction and throw away the drafts they came from; durable when it returns.

    ``client_id`` names the submit (one per form shown): the same submit again adds nothing. ``recorded_at`` is UTC
    if it has no zone; the default is now. Raises RegisterError (``problems`` by field), Conflict or NotAllowed (with
    sign-in also where no session stands behind ``role`` any more); nothing is saved then.
    """
    confirm(home, role)
    shared = {
        "recorded_by_role": str(role),
        "recorded_by": _filled(person_of(role) or recorded_by),  # not a typed name
        "why": _filled(why),
        "recorded_at": _utc(recorded_at),
    }
    ready = [_ready(entry, role, _name(client_id, number), shared) for number, entry in enumerate(entries)]
    try:
        with writing(home) as connection:
            _take_turns(connection, ready)
            receipts = [_append(connection, entry) for entry in ready]
            throw_away(connection, draft_ids)
            return receipts
    except IntegrityError:
        raise _used_before() from None


def _name(client_id: str, number: int) -> str:
    """The first entry of a submit has its id, the others a number more."""
    return client_id if number == 0 else f"{client_id}:{number}"


def _filled(words: str | None) -> str | None:
    """Text without blanks around it; None where there is none."""
    return (words or "").strip() or None


def _utc(moment: datetime | None) -> datetime:
    moment = moment or datetime.now(UTC)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _ready(entry: NewEntry, role: str, client_id: str, shared: dict) -> _Ready:
    kind = ENTRY_KINDS[entry.kind]
    if role not in EVERYBODY or not client_id:
        sentence = "The entry is not complete, so nothing was saved; it has to say who made it."
        raise RegisterError(sentence, {"role": sentence})
    if role not in kind.writers:
        raise NotAllowed(f"Your role cannot save {kind.title}; ask a senior leader to do it.")
    payload = kind.parsed(entry.values)
    subject_id = kind.subject_id(payload.model_dump())
    columns = {
        "kind": kind.name,
        "subject_id": subject_id,
        "client_id": client_id,
        "payload": payload.model_dump_json(),
        "base_row_id": entry.base_row_id,
        **shared,
    }
    return _Ready(kind, payload, subject_id, entry.base_row_id, columns)


def _take_turns(connection: Connection, ready: list[_Ready]) -> None:
    """Writers of one subject go one after the other; SQLite has one writer at a time anyway."""
    if connection.dialect.name != "postgresql":
        return
    for name in sorted({f"{entry.kind.name}|{entry.subject_id}" for entry in ready}):
        connection.execute(text("select pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def _append(connection: Connection, entry: _Ready) -> Receipt:
    saved = connection.execute(_SAVED, {"kind": entry.kind.name, "client_id": entry.columns["client_id"]}).first()
    if saved is not None:
        return _same_again(saved, entry)
    _refuse_if_newer(connection, entry)
    if not entry.payload.is_withdrawn:
        for check in entry.kind.checks:
            check(connection, entry.payload, entry.columns)
    row_id = connection.execute(_INSERT, entry.columns).inserted_primary_key[0]
    for companion in entry.kind.companions:
        companion(connection, entry.payload, entry.columns["recorded_by"])
    return Receipt(row_id, is_new=True)


def _same_again(saved: Row, entry: _Ready) -> Receipt:
    """A double submit; an id that comes back with other words is refused, so that they are not lost in silence."""
    try:
        before = entry.kind.model.model_validate_json(saved.payload)
    except ValidationError:
        before = None
    if before != entry.payload:
        raise _used_before()
    return Receipt(saved.row_id, is_new=False)


def _used_before() -> RegisterError:
    return RegisterError(
        "This form was saved once already with other content, so nothing was saved now; "
        "copy what you typed, open the form again and save it from there."
    )


def _refuse_if_newer(connection: Connection, entry: _Ready) -> None:
    if entry.base_row_id is None:
        return
    newest = connection.execute(_NEWEST, {"kind": entry.kind.name, "subject_id": entry.subject_id}).first()
    if newest is not None and newest.row_id > entry.base_row_id:
        raise Conflict(
            "Somebody else saved this while you were writing, so nothing was saved yet; "
            "compare both and save the one that should stand.",
            as_dict(entry.kind, newest),
        )
