select
    upload_id,
    feed,
    sequence_no,
    accepted,
    quarantined,
    duplicates,
    first_date,
    last_date,
    loaded_at,
    is_active
from {{ ref('stg_uploads') }}
