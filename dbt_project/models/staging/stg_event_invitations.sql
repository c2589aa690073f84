with superseded as (
    {{ superseding('events', ['school_id', 'event_name', 'event_date', 'pupil_id', 'parent_id']) }}
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
    is_invited,
    attended as is_attended
from superseded
