-- Counted by pupil first: few rows are left when groups come in.
with marked as (
    select
        sessions.school_id, sessions.pupil_id, sessions.site, sessions.category,
        periods.period_type, periods.period_id,
        {% for column, source, present in [('code', 'mark', '/ \\'), ('meaning', 'description', 'Present')] -%}
        case
            when sessions.category = 'present' and not sessions.is_late then '{{ present }}'
            else coalesce(named.{{ source }}, base.{{ source }}, 'not known')
        end as {{ column }},
        {% endfor -%}
        count(*) as sessions
    from {{ ref('fct_attendance_sessions') }} as sessions
    inner join {{ ref('brg_date_periods') }} as periods
        on sessions.session_date = periods.date_day and periods.period_type <> 'week'
    left join {{ ref('attendance_codes') }} as named
        on sessions.mark = named.mark and sessions.session_date between named.valid_from and named.valid_to
    left join {{ ref('attendance_codes') }} as base
        on
            substr(sessions.mark, 1, 1) = base.mark
            and sessions.session_date between base.valid_from and base.valid_to
    group by all
),

counted as (
    select
        marked.school_id, marked.period_type, marked.period_id, marked.category, marked.code, members.group_type,
        max(marked.meaning) as meaning,
        case
            when members.group_type = 'site' then coalesce(marked.site, members.group_value)
            else members.group_value
        end as group_value,
        sum(marked.sessions) as sessions,
        count(distinct marked.pupil_id) as pupils
    from marked
    inner join {{ ref('brg_groups') }} as members
        on
            marked.school_id = members.school_id
            and members.subject_type = 'pupil'
            and marked.pupil_id = members.subject_id
    group by all
),

of_whole as (
    select
        *,
        sum(case when {{ is_possible() }} then sessions else 0 end)
            over (partition by school_id, period_type, period_id, group_type, group_value) as possible_sessions
    from counted
),

{{ disclosed('judged', 'of_whole', 'pupils', 'school_id, period_type, period_id, group_type, group_value',
             'school_id, period_type, period_id, group_type, category, code', 'category, code') }}

select
    school_id,
    period_type,
    period_id,
    group_type,
    group_value,
    category,
    code,
    meaning,
    cast(sessions as bigint) as sessions,
    cast(possible_sessions as bigint) as possible_sessions,
    case when {{ is_possible() }} then sessions / nullif(cast(possible_sessions as double), 0) end as share,
    pupils,
    is_reportable
from judged
