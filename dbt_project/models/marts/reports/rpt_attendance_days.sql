with pupil_days as (
    select
        school_id, pupil_id, site, session_date,
        count(*) as possible,
        count(*) filter (where is_absent) as absent
    from {{ ref('fct_attendance_sessions') }}
    where is_possible
    group by school_id, pupil_id, site, session_date
),

counted as (
    select
        days.school_id, days.session_date, members.group_type,
        case
            when members.group_type = 'site' then coalesce(days.site, members.group_value)
            else members.group_value
        end as group_value,
        sum(days.possible) as possible,
        sum(days.absent) as absent,
        count(distinct days.pupil_id) as pupils
    from pupil_days as days
    inner join {{ ref('brg_groups') }} as members
        on
            days.school_id = members.school_id
            and members.subject_type = 'pupil'
            and days.pupil_id = members.subject_id
    group by all
),

{{ disclosed('judged', 'counted', 'pupils', 'school_id, session_date, group_type',
             'school_id, session_date, group_type, group_value', 'group_value') }}

select
    judged.school_id,
    judged.session_date,
    dates.academic_year,
    dates.term_id,
    judged.group_type,
    judged.group_value,
    cast(judged.possible as bigint) as possible,
    cast(judged.absent as bigint) as absent,
    judged.absent / cast(judged.possible as double) as share,
    judged.pupils,
    judged.is_reportable
from judged
inner join {{ ref('dim_dates') }} as dates on judged.session_date = dates.date_day
