select
    upload_id,
    feed,
    sequence_no,
    data_records,
    accepted,
    quarantined,
    duplicates,
    first_date,
    last_date,
    loaded_at,
    is_active
from {{ landed('uploads') }}
