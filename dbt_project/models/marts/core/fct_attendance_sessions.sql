with marks as (
    select * from {{ ref('int_attendance_marks') }}
    where not is_absence_only
),

-- Two sites may mark one session of a dual-registered pupil: where the pupil was due counts, then what came later.
ranked as (
    select
        *,
        row_number() over (
            partition by school_id, pupil_id, session_date, session
            order by is_possible desc, upload_sequence desc, is_attended desc, record_no desc
        ) as preference
    from marks
)

select
    school_id,
    pupil_id,
    session_date,
    session,
    site,
    mark,
    category,
    is_possible,
    is_attended,
    {{ is_absent() }} as is_absent,
    category = 'unauthorised' as is_unauthorised,
    is_late,
    is_mapped_mark,
    upload_id,
    record_no
from ranked
where preference = 1
