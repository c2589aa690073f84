with marked as (
    select
        sessions.school_id, sessions.pupil_id, periods.period_type, periods.period_id,
        count(*) filter (where sessions.is_possible) as possible,
        count(*) filter (where sessions.is_possible and sessions.is_attended) as attended
    from {{ ref('fct_attendance_sessions') }} as sessions
    inner join {{ ref('brg_date_periods') }} as periods on sessions.session_date = periods.date_day
    where periods.period_type <> 'week'
    group by sessions.school_id, sessions.pupil_id, periods.period_type, periods.period_id
),

stated as (
    select
        school_id, pupil_id, period_type, period_id,
        sum(possible) as possible, sum(attended) as attended
    from {{ ref('fct_attendance_totals') }}
    where not is_added_up
    group by school_id, pupil_id, period_type, period_id
)

select
    stated.school_id,
    stated.pupil_id,
    stated.period_type,
    stated.period_id,
    cast(marked.possible as double) as possible_by_marks,
    stated.possible as possible_by_totals,
    cast(marked.attended as double) as attended_by_marks,
    stated.attended as attended_by_totals
from stated
left join marked
    on
        stated.school_id = marked.school_id
        and stated.pupil_id = marked.pupil_id
        and stated.period_type = marked.period_type
        and stated.period_id = marked.period_id
