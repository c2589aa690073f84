select
    row_id,
    action_id,
    phase_id,
    idea_id,
    option_id,
    owner_role,
    recorded_by_role,
    start_date,
    due_date,
    recorded_at
from {{ landed('register_actions') }}
