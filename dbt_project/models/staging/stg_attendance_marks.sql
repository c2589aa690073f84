with superseded as (
    {{ superseding('attendance', ['school_id', 'pupil_id', 'session_date', 'session', 'site', 'is_absence_only']) }}
)

select
    upload_id,
    record_no,
    school_id,
    site,
    pupil_id,
    coalesce(session, 'day') as session,
    upper(mark) as mark,
    session_date,
    is_absence_only,
    upload_sequence
from superseded
