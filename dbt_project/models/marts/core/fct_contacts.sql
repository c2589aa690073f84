select
    school_id,
    contact_id,
    site,
    pupil_id,
    parent_id,
    channel,
    direction,
    purpose,
    outcome,
    contact_at,
    contact_date,
    direction = 'inbound' or coalesce(outcome in ('answered', 'replied'), false) as is_two_way,
    coalesce(purpose = 'positive', false) as is_positive,
    direction = 'outbound' and channel in ('text', 'email', 'app') and coalesce(outcome <> 'failed', true)
        as is_message,
    coalesce(outcome = 'replied', false) as is_replied,
    case when pupil_id is not null then 'pupil' when parent_id is not null then 'parent' else 'nobody' end
        as subject_type,
    coalesce(pupil_id, parent_id, 'nobody') as subject_id,
    upload_id,
    record_no
from {{ ref('stg_contacts') }}
