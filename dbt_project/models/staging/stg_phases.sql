select
    row_id,
    phase_id,
    recorded_by_role,
    start_date,
    end_date,
    recorded_at
from {{ landed('register_phases') }}
