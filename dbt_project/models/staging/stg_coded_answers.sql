select
    row_id,
    coding_id,
    verdict,
    recorded_by_role,
    recorded_at
from {{ landed('register_coded_answers') }}
