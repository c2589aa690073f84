"""Rules over other entries, read in the same transaction that writes: what an entry needs must be there already."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from warehouse.errors import RegisterError
from warehouse.register.fields import Payload
from warehouse.register.schema import NOW

DEEPEST_WHY = 5
TOO_DEEP = "Five whys is as deep as a thread goes; add another thread higher up instead."


@dataclass(frozen=True)
class Needs:
    """What ``field`` names must exist: as an entry of ``kind``, or as an id of the catalogue that the pattern fits."""

    field: str
    kind: str
    sentence: str
    catalogue: str | None = None

    def __call__(self, connection: Connection, payload: Payload, columns: Mapping) -> None:
        named = getattr(payload, self.field)
        if named is None or (self.catalogue and re.fullmatch(self.catalogue, named)):
            return
        if stored_payload(connection, self.kind, named) is None:
            raise RegisterError(self.sentence, {self.field: self.sentence})


def why_stands_below_its_parent(connection: Connection, payload: Payload, columns: Mapping) -> None:
    """A statement has level 0 and no parent; a why stands one level below its parent, five at most."""
    sentence = _fault_of_why(connection, payload)
    if sentence:
        raise RegisterError(sentence, {"parent_why_id": sentence})


def _fault_of_why(connection: Connection, why: Payload) -> str | None:
    if why.parent_why_id is None:
        return "A why needs the statement or the why it asks about; choose it." if why.level else None
    parent = stored_payload(connection, "why", why.parent_why_id)
    if parent is None or parent["tree_id"] != why.tree_id:
        return "The statement this why asks about is not there any more; choose another."
    if parent["level"] >= DEEPEST_WHY:
        return TOO_DEEP
    if why.level != parent["level"] + 1:
        return "A why stands one level below what it asks about; open the page again and add it there."
    return None


def stored_payload(connection: Connection, kind: str, subject_id: str) -> dict | None:
    """The values of the latest row of a subject; None if there is none or it was withdrawn."""
    query = select(NOW.c.payload).where(NOW.c.kind == kind, NOW.c.subject_id == subject_id)
    found = connection.execute(query).scalar_one_or_none()
    values = json.loads(found) if found else None
    return None if values is None or values.get("is_withdrawn") else values
