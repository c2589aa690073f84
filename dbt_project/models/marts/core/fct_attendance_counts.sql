{% set sums = ['possible', 'attended', 'absent', 'unauthorised', 'late'] %}
{# Totals may not say how many absences were unauthorised, or how often a pupil was late. #}
{% set may_lack = ['unauthorised', 'late'] %}

-- The site is that of the register the mark stands in; only where it names none, the pupil's own.
with pupil_groups as (
    select
        counted.school_id, counted.pupil_id, counted.period_type, counted.period_id,
        {% for name in sums -%}
        sum(counted.{{ name }}) as {{ name }},
        {% endfor -%}
        {% for name in may_lack -%}
        sum(case when counted.{{ name }} is not null then counted.possible else 0 end) as possible_for_{{ name }},
        {% endfor -%}
        members.group_type,
        case
            when members.group_type = 'site' then coalesce(counted.site, members.group_value)
            else members.group_value
        end as group_value
    from {{ ref('fct_pupil_attendance') }} as counted
    inner join {{ ref('brg_groups') }} as members
        on
            counted.school_id = members.school_id
            and members.subject_type = 'pupil'
            and counted.pupil_id = members.subject_id
    group by all
),

totals as (
    select
        school_id, period_type, period_id, group_type, group_value,
        {% for name in sums -%}
        sum({{ name }}) as {{ name }},
        {% endfor -%}
        {% for name in may_lack -%}
        sum(possible_for_{{ name }}) as possible_for_{{ name }},
        count(*) filter (where possible_for_{{ name }} > 0) as pupils_for_{{ name }},
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
    ('unauthorised_absence_rate', 'unauthorised', 'possible_for_unauthorised', 'pupils_for_unauthorised'),
    ('late_rate', 'late', 'possible_for_late', 'pupils_for_late'),
]) }}
union all
{{ indicator_rows('totals', [
    ('persistent_absence_rate', 'persistent_pupils', 'judged_pupils', 'judged_pupils'),
    ('severe_absence_rate', 'severe_pupils', 'judged_pupils', 'judged_pupils'),
], where="period_type <> 'week'") }}
