"""Drafts: what is typed and not yet saved, kept so that a closed tab loses nothing.

They are scratch paper, not record: a draft is written over as it grows and goes when its entry is saved or when its
writer throws it away. What somebody thought better of is not kept for ever.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, DateTime, bindparam, delete, select, text

from warehouse.errors import RegisterError
from warehouse.register.connection import is_there, reading, writing
from warehouse.register.kinds.spec import EVERYBODY
from warehouse.register.schema import DRAFTS
from warehouse.register.sessions import confirm, person_of
from warehouse.settings import Home

_SAVE = text("""
    insert into drafts (draft_id, form, subject_id, role, saved_by, saved_at, content)
    values (:draft_id, :form, :subject_id, :role, :saved_by, :saved_at, :content)
    on conflict (draft_id) do update
    set saved_at = excluded.saved_at, saved_by = excluded.saved_by, content = excluded.content
""").bindparams(bindparam("saved_at", type_=DateTime))


@dataclass(frozen=True)
class Draft:
    """Unfinished text of one form about one subject; ``content`` is what the page put in."""

    draft_id: str
    form: str
    subject_id: str
    role: str
    saved_by: str | None
    saved_at: datetime
    content: dict


def save_draft(
    home: Home,
    draft_id: str,
    form: str,
    subject_id: str,
    content: Mapping,
    *,
    role: str,
    saved_by: str | None = None,
) -> None:
    """Keep ``content`` (anything JSON can hold) under ``draft_id``, over what was kept under it before.

    Raises RegisterError if it cannot be written: the page then keeps the text and says so; NotAllowed where people
    sign in and no session stands behind ``role`` any more.
    """
    confirm(home, role)
    if role not in EVERYBODY or not draft_id:
        raise RegisterError("The draft is not complete, so it was not kept; it has to say who writes it.")
    row = {
        "draft_id": draft_id,
        "form": form,
        "subject_id": subject_id,
        "role": str(role),
        "saved_by": person_of(role) or saved_by,  # not a typed name: `drafts` would not find it again
        "saved_at": datetime.now(UTC).replace(tzinfo=None),
        "content": json.dumps(dict(content), default=str),
    }
    with writing(home) as connection:
        connection.execute(_SAVE, row)


def drafts(home: Home, form: str, subject_id: str | None = None, *, role: str) -> list[Draft]:
    """Drafts of a form by people of ``role``, the newest first; those of one subject where it is named.

    Where people sign in, a draft is its writer's alone.
    """
    if not is_there(home):
        return []
    query = select(DRAFTS).where(DRAFTS.c.role == str(role), DRAFTS.c.form == form)
    if (person := person_of(role)) is not None:
        query = query.where(DRAFTS.c.saved_by == person)
    if subject_id is not None:
        query = query.where(DRAFTS.c.subject_id == subject_id)
    with reading(home) as connection:
        rows = connection.execute(query.order_by(DRAFTS.c.saved_at.desc(), DRAFTS.c.draft_id)).all()
    return [Draft(**{**row._mapping, "content": json.loads(row.content)}) for row in rows]


def discard_draft(home: Home, draft_id: str) -> None:
    """Throw one draft away; nothing happens if it is gone."""
    with writing(home) as connection:
        throw_away(connection, [draft_id])


def throw_away(connection: Connection, draft_ids: Iterable[str]) -> None:
    """Throw drafts away within the caller's transaction."""
    for draft_id in draft_ids:
        connection.execute(delete(DRAFTS).where(DRAFTS.c.draft_id == draft_id))
