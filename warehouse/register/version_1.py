"""Answers and step updates of version 1 (two SQLite tables) become entries of the log; no row is lost.

The SQL here is frozen with version 2: it speaks of the payloads as they were then.
"""

from sqlalchemy import Connection, inspect, text

from warehouse.errors import RegisterError

_MOVES = {
    "answers": """
        insert into entries (client_id, kind, subject_id, payload, recorded_at, recorded_by_role)
        select client_id, 'answer', key_question_id || '|' || cycle_id,
            json_object(
                'key_question_id', key_question_id, 'cycle_id', cycle_id, 'judgement', judgement, 'answer', answer
            ),
            recorded_at, recorded_by_role
        from answers order by row_id""",
    "step_updates": """
        insert into entries (client_id, kind, subject_id, payload, recorded_at, recorded_by_role)
        select client_id, 'step_update', step_id,
            json_object(
                'step_id', step_id, 'status', status, 'start_date', start_date, 'due_date', due_date,
                'done_date', done_date, 'owner_role', owner_role, 'note', note
            ),
            recorded_at, recorded_by_role
        from step_updates order by row_id""",
}


def carry_over(connection: Connection) -> None:
    """Move the rows of each table of version 1 that is there, count them, and drop the emptied table.

    Raises RegisterError if a row would be left behind; the transaction then leaves the register as it was.
    """
    there = set(inspect(connection).get_table_names())
    for table, move in _MOVES.items():
        if table not in there:
            continue
        moved = connection.execute(text(move)).rowcount
        held = connection.execute(text(f"select count(*) from {table}")).scalar_one()  # noqa: S608 -- a name of ours
        if moved != held:
            raise RegisterError(
                "The register of an earlier version could not be taken over whole, so it was left as it was; "
                "restore it from a backup or ask for help before going on."
            )
        connection.execute(text(f"drop table {table}"))
