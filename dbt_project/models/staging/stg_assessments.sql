with superseded as (
    {{ superseding('attainment', ['school_id', 'pupil_id', 'subject', 'measure', 'assessed_on']) }}
)

select
    upload_id,
    record_no,
    school_id,
    site,
    pupil_id,
    subject,
    measure,
    result,
    assessed_on
from superseded
