with superseded as (
    {{ superseding('pupils', ['school_id', 'pupil_id', 'parent_id']) }}
)

select
    upload_id,
    record_no,
    school_id,
    site,
    pupil_id,
    household_id,
    parent_id,
    relationship,
    year_group,
    sex,
    sen_status,
    registration,
    timetable,
    is_pupil_premium,
    is_eal,
    joined_on,
    left_on,
    upload_sequence
from superseded
