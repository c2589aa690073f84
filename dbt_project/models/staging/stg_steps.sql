select
    row_id,
    step_id,
    action_id,
    recorded_by_role,
    position,
    recorded_at
from {{ landed('register_steps') }}
