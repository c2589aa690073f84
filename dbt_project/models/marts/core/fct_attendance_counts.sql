{% set sums = ['possible', 'attended', 'absent', 'unauthorised', 'late'] %}

with pupil_periods as (
    select
        sessions.school_id, sessions.pupil_id, sessions.site, periods.period_type,
        {% for name in sums -%}
        count(*) filter (where is_possible and is_{{ name }}) as {{ name }},
        {% endfor -%}
        periods.period_id
    from {{ ref('fct_attendance_sessions') }} as sessions
    inner join {{ ref('brg_date_periods') }} as periods on sessions.session_date = periods.date_day
    group by all
),

-- The site is that of the register the mark stands in; only where it names none, the pupil's own.
pupil_groups as (
    select
        pupil_periods.school_id, pupil_periods.pupil_id, pupil_periods.period_type, pupil_periods.period_id,
        {% for name in sums -%}
        sum(pupil_periods.{{ name }}) as {{ name }},
        {% endfor -%}
        members.group_type,
        case
            when members.group_type = 'site' then coalesce(pupil_periods.site, members.group_value)
            else members.group_value
        end as group_value
    from pupil_periods
    inner join {{ ref('brg_groups') }} as members
        on
            pupil_periods.school_id = members.school_id
            and members.subject_type = 'pupil'
            and pupil_periods.pupil_id = members.subject_id
    group by all
),

totals as (
    select
        school_id, period_type, period_id, group_type, group_value,
        {% for name in sums -%}
        sum({{ name }}) as {{ name }},
        {% endfor -%}
        count(*) filter (where possible > 0) as pupils,
        count(*) filter (where {{ has_enough_sessions() }}) as judged_pupils,
        count(*) filter (where {{ has_enough_sessions() }} and {{ is_persistent() }}) as persistent_pupils,
        count(*) filter (where {{ has_enough_sessions() }} and {{ is_severe() }}) as severe_pupils
    from pupil_groups
    group by all
)

{{ indicator_rows('totals', [
    ('attendance_rate', 'attended', 'possible', 'pupils'),
    ('absence_rate', 'absent', 'possible', 'pupils'),
    ('unauthorised_absence_rate', 'unauthorised', 'possible', 'pupils'),
    ('late_rate', 'late', 'possible', 'pupils'),
]) }}
union all
{{ indicator_rows('totals', [
    ('persistent_absence_rate', 'persistent_pupils', 'judged_pupils', 'judged_pupils'),
    ('severe_absence_rate', 'severe_pupils', 'judged_pupils', 'judged_pupils'),
], where="period_type <> 'week'") }}
