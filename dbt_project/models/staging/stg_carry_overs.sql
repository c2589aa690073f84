select
    row_id,
    action_id,
    to_phase_id,
    to_action_id,
    recorded_by_role,
    recorded_at
from {{ landed('register_carry_overs') }}
