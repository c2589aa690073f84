with superseded as (
    {{ superseding('events', ['school_id', 'event_name', 'event_date', 'pupil_id', 'parent_id'],
                   ever=['is_invited', 'attended']) }}
)

select
    upload_id,
    record_no,
    school_id,
    site,
    concat_ws(' | ', cast(event_date as varchar), event_name) as event_id,
    event_name,
    event_kind,
    pupil_id,
    parent_id,
    event_date,
    -- A list of those who came says nothing of invitations, and one of invitations may say nothing of who came.
    is_invited or (coalesce(attended, false) and ever_is_invited) as is_invited,
    coalesce(attended, ever_attended) as is_attended
from superseded
