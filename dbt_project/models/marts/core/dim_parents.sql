with seen as (
    select school_id, parent_id, true as is_listed from {{ ref('stg_pupil_parents') }}
    union all
    select school_id, parent_id, false as is_listed from {{ ref('stg_contacts') }}
    union all
    select school_id, parent_id, false as is_listed from {{ ref('stg_event_invitations') }}
)

select
    school_id,
    parent_id,
    bool_or(is_listed) as is_listed
from seen
where parent_id is not null
group by school_id, parent_id
