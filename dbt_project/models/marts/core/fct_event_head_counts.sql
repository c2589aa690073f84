select
    school_id,
    site,
    event_name,
    event_kind,
    event_date,
    invited,
    attended,
    attended >= {{ threshold('reporting_floor') }} as is_reportable,
    upload_id,
    record_no
from {{ ref('stg_head_counts') }}
