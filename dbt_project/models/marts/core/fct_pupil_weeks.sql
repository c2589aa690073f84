with households as (
    select school_id, pupil_id, min(household_id) as household_id
    from {{ ref('brg_pupil_parents') }}
    group by school_id, pupil_id
)

select
    sessions.school_id,
    sessions.pupil_id,
    households.household_id,
    cast({{ dbt.date_trunc('week', 'sessions.session_date') }} as date) as week_start,
    count(*) filter (where sessions.is_attended) as attended,
    count(*) as possible
from {{ ref('fct_attendance_sessions') }} as sessions
left join households
    on sessions.school_id = households.school_id and sessions.pupil_id = households.pupil_id
where sessions.is_possible
group by all
