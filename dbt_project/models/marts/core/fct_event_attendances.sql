select
    school_id,
    event_id,
    event_kind,
    event_date,
    site,
    coalesce(pupil_id, 'not known') as pupil_id,
    coalesce(parent_id, 'not known') as parent_id,
    is_invited,
    is_attended,
    case when pupil_id is not null then 'pupil' when parent_id is not null then 'parent' else 'nobody' end
        as subject_type,
    coalesce(pupil_id, parent_id, 'nobody') as subject_id,
    upload_id,
    record_no
from {{ ref('stg_event_invitations') }}
