select
    phase_id,
    action_id,
    action_position,
    action_label,
    step_id,
    step_position,
    step_label,
    status,
    start_date,
    due_date,
    done_date,
    owner_role,
    days_late
from {{ ref('fct_action_steps') }}
