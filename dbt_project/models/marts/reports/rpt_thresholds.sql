select
    threshold_id,
    value,
    meaning
from {{ ref('thresholds') }}
