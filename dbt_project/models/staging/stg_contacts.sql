{% set content = "coalesce(contact_id, concat_ws('|', contact_at, pupil_id, parent_id, channel, direction, purpose))" %}

with superseded as (
    {{ superseding('contacts', ['school_id', content]) }}
)

select
    upload_id,
    record_no,
    school_id,
    site,
    {{ content }} as contact_id,
    pupil_id,
    parent_id,
    channel,
    direction,
    purpose,
    outcome,
    contact_at,
    cast(contact_at as date) as contact_date
from superseded
