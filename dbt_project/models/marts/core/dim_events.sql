select
    school_id,
    event_id,
    min(event_name) as event_name,
    min(event_kind) as event_kind,
    min(event_date) as event_date,
    count(*) filter (where is_invited) as invitations
from {{ ref('stg_event_invitations') }}
group by school_id, event_id
