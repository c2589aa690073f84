select
    phase_id,
    action_id,
    steps_total,
    steps_done,
    status,
    due_date,
    days_late
from {{ ref('fct_actions') }}
