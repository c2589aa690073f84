with since as (
    select
        sessions.school_id, sessions.pupil_id, periods.period_type, periods.period_id,
        count(*) as possible,
        count(*) filter (where sessions.is_attended) as attended
    from {{ ref('fct_attendance_sessions') }} as sessions
    inner join {{ ref('fct_pupil_entries') }} as entries
        on sessions.school_id = entries.school_id and sessions.pupil_id = entries.pupil_id
    inner join {{ ref('brg_date_periods') }} as periods on sessions.session_date = periods.date_day
    where sessions.is_possible and sessions.session_date >= entries.entry_ends and periods.period_type <> 'week'
    group by sessions.school_id, sessions.pupil_id, periods.period_type, periods.period_id
)

select
    since.school_id,
    since.pupil_id,
    since.period_type,
    since.period_id,
    entries.entry_attended / cast(entries.entry_possible as double) as entry_rate,
    since.attended / cast(since.possible as double) as period_rate,
    since.attended / cast(since.possible as double)
    - entries.entry_attended / cast(entries.entry_possible as double) as distance
from since
inner join {{ ref('fct_pupil_entries') }} as entries
    on since.school_id = entries.school_id and since.pupil_id = entries.pupil_id
where {{ has_enough_sessions('since.possible') }} and {{ has_enough_sessions('entries.entry_possible') }}
