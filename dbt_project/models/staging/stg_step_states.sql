with latest as (
    {{ register_now('register_step_updates', ['step_id']) }}
)

select
    row_id,
    step_id,
    status,
    owner_role,
    recorded_by_role,
    start_date,
    due_date,
    done_date,
    recorded_at
from latest
