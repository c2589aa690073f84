"""Taking something back: the entry stays in the history and leaves what stands now."""

from warehouse.errors import RegisterError
from warehouse.register.current import latest
from warehouse.register.kinds import ENTRY_KINDS
from warehouse.register.log import Receipt, record
from warehouse.settings import Home


def withdraw(
    home: Home,
    kind: str,
    *,
    role: str,
    client_id: str,
    recorded_by: str | None = None,
    why: str | None = None,
    **key: str,
) -> Receipt:
    """Append a row that takes the subject named by ``key`` out of the current view.

    Raises RegisterError if there is nothing to withdraw, Conflict if somebody saved it in the meantime.
    """
    row = latest(home, kind, **key)
    if row is None:
        raise RegisterError("This is not there any more; open the page again to see what is.")
    values = {name: row[name] for name in ENTRY_KINDS[kind].model.model_fields if name in row}
    return record(
        home,
        kind,
        {**values, "is_withdrawn": True},
        role=role,
        client_id=client_id,
        recorded_by=recorded_by,
        why=why,
        base_row_id=row["row_id"],
    )
