with sessions as (
    select
        sessions.school_id, sessions.pupil_id, sessions.session_date, sessions.is_attended,
        {{ dbt.dateadd('day', threshold('entry_days'), 'pupils.on_roll_from') }} as entry_ends
    from {{ ref('fct_attendance_sessions') }} as sessions
    inner join {{ ref('dim_pupils') }} as pupils
        on sessions.school_id = pupils.school_id and sessions.pupil_id = pupils.pupil_id
    where sessions.is_possible and sessions.session_date >= pupils.on_roll_from
),

entries as (
    select
        school_id, pupil_id,
        count(*) as possible,
        count(*) filter (where is_attended) as attended
    from sessions
    where session_date < entry_ends
    group by school_id, pupil_id
),

since as (
    select
        sessions.school_id, sessions.pupil_id, periods.period_type, periods.period_id,
        count(*) as possible,
        count(*) filter (where sessions.is_attended) as attended
    from sessions
    inner join {{ ref('brg_date_periods') }} as periods on sessions.session_date = periods.date_day
    where sessions.session_date >= sessions.entry_ends and periods.period_type <> 'week'
    group by sessions.school_id, sessions.pupil_id, periods.period_type, periods.period_id
)

select
    since.school_id,
    since.pupil_id,
    since.period_type,
    since.period_id,
    entries.attended / cast(entries.possible as double) as entry_rate,
    since.attended / cast(since.possible as double) as period_rate,
    since.attended / cast(since.possible as double) - entries.attended / cast(entries.possible as double) as distance
from since
inner join entries on since.school_id = entries.school_id and since.pupil_id = entries.pupil_id
where {{ has_enough_sessions('since.possible') }} and {{ has_enough_sessions('entries.possible') }}
