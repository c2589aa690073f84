select
    upload_id,
    feed,
    sequence_no,
    accepted,
    quarantined,
    duplicates,
    loaded_at,
    is_active
from {{ ref('stg_uploads') }}
