{% set span = threshold('journey_weeks') %}

with weeks as (
    select
        *,
        row_number() over (partition by school_id, pupil_id order by week_start desc) as weeks_back
    from {{ ref('fct_pupil_weeks') }}
),

spans as (
    select
        school_id,
        pupil_id,
        sum(attended) filter (where weeks_back <= {{ span }}) as recent_attended,
        sum(possible) filter (where weeks_back <= {{ span }}) as recent_possible,
        count(*) as weeks
    from weeks
    group by school_id, pupil_id
),

-- Sessions in their order; those that were not possible neither end a run of absence nor lengthen it.
sessions as (
    select
        school_id, pupil_id, session_date, is_attended,
        cast(session_date as varchar) || coalesce(session, '') as moment
    from {{ ref('fct_attendance_sessions') }}
    where is_possible
),

seen as (
    select
        school_id, pupil_id, min(session_date) as first_on, max(session_date) as last_on,
        max(moment) filter (where is_attended) as last_attended
    from sessions
    group by school_id, pupil_id
),

missed as (
    select
        sessions.school_id, sessions.pupil_id,
        count(*) as missed_in_a_row, min(sessions.session_date) as missed_since
    from sessions
    inner join seen on sessions.school_id = seen.school_id and sessions.pupil_id = seen.pupil_id
    where seen.last_attended is null or sessions.moment > seen.last_attended
    group by sessions.school_id, sessions.pupil_id
),

newest as (
    select school_id, max(last_on) as newest_on from seen
    group by school_id
)

select
    seen.school_id,
    seen.pupil_id,
    pupils.site,
    pupils.year_group,
    seen.first_on,
    seen.last_on,
    entries.entry_attended,
    entries.entry_possible,
    spans.recent_attended,
    spans.recent_possible,
    coalesce(missed.missed_in_a_row, 0) as missed_in_a_row,
    missed.missed_since,
    coalesce(pupils.left_on, newest.newest_on) >= newest.newest_on
    and seen.last_on >= cast({{ dbt.dateadd('week', '-1 * ' ~ span, 'newest.newest_on') }} as date) as is_on_roll,
    -- The two spans must not share a week, and each needs sessions enough to say anything.
    spans.weeks >= 2 * {{ span }}
    and coalesce({{ has_enough_sessions('entries.entry_possible') }}, false)
    and {{ has_enough_sessions('spans.recent_possible') }} as has_both_spans
from seen
inner join spans on seen.school_id = spans.school_id and seen.pupil_id = spans.pupil_id
inner join newest on seen.school_id = newest.school_id
inner join {{ ref('dim_pupils') }} as pupils on seen.school_id = pupils.school_id and seen.pupil_id = pupils.pupil_id
left join {{ ref('fct_pupil_entries') }} as entries
    on seen.school_id = entries.school_id and seen.pupil_id = entries.pupil_id
left join missed on seen.school_id = missed.school_id and seen.pupil_id = missed.pupil_id
