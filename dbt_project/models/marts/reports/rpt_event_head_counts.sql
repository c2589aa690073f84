select
    school_id,
    site,
    event_name,
    event_kind,
    event_date,
    cast(invited as bigint) as invited,
    cast(attended as bigint) as attended,
    is_reportable
from {{ ref('fct_event_head_counts') }}
