with superseded as (
    {{ superseding('head_counts', ['school_id', 'site', 'event_name', 'event_date']) }}
)

select
    upload_id,
    record_no,
    school_id,
    site,
    event_name,
    event_kind,
    event_date,
    invited,
    attended
from superseded
