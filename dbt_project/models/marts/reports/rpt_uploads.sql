select
    upload_id,
    feed,
    loaded_at,
    accepted,
    quarantined,
    duplicates,
    is_active
from {{ ref('dim_uploads') }}
