with marks as (
    select * from {{ ref('stg_attendance_marks') }}
),

codes as (
    select * from {{ ref('attendance_codes') }}
),

-- A sub-code of a school's own (I02) that the regulations do not name counts as the code it begins with.
categorised as (
    select
        marks.*,
        coalesce(named.category, base.category, 'not_known') as category,
        coalesce(named.is_late, base.is_late, false) as is_late,
        named.mark is null or named.valid_to < cast('9999-12-31' as date) as is_mapped_mark
    from marks
    left join codes as named
        on
            marks.mark = named.mark
            and marks.session_date between named.valid_from and named.valid_to
    left join codes as base
        on
            substr(marks.mark, 1, 1) = base.mark
            and marks.session_date between base.valid_from and base.valid_to
)

select
    upload_id,
    record_no,
    school_id,
    site,
    pupil_id,
    session,
    mark,
    category,
    session_date,
    {{ is_possible() }} and not is_absence_only as is_possible,
    {{ is_attended() }} and not is_absence_only as is_attended,
    is_late,
    is_mapped_mark,
    is_absence_only,
    upload_sequence
from categorised
