{# Rates, each over what is known of it: totals may not say how many absences were unauthorised, or how often a pupil
   was late. #}
{% set rates = {'attended': 'possible', 'absent': 'possible', 'unauthorised': 'possible_for_unauthorised',
                'late': 'possible_for_late'} %}
{% set may_lack = ['unauthorised', 'late'] %}

-- The site is that of the register the mark stands in; only where it names none, the pupil's own.
with pupil_groups as (
    select
        counted.school_id, counted.pupil_id, counted.period_type, counted.period_id,
        sum(counted.possible) as possible,
        {% for name in rates -%}
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
        {% for name, possible in rates.items() -%}
        {{ person_sums(name, possible, name) }},
        count(*) filter (where {{ possible }} > 0) as pupils_for_{{ name }},
        {% endfor -%}
        {% for possible in ['possible', 'possible_for_unauthorised', 'possible_for_late'] -%}
        {{ person_sums(possible, possible, possible) }},
        {% endfor -%}
        count(*) filter (where {{ has_enough_sessions() }}) as judged_pupils,
        count(*) filter (where {{ has_enough_sessions() }} and {{ is_persistent() }}) as persistent_pupils,
        count(*) filter (where {{ has_enough_sessions() }} and {{ is_severe() }}) as severe_pupils
    from pupil_groups
    group by all
)

{% for indicator_id, name in [('attendance_rate', 'attended'), ('absence_rate', 'absent'),
                              ('unauthorised_absence_rate', 'unauthorised'), ('late_rate', 'late')] -%}
{{ indicator_rows('totals', [
    (indicator_id, name, rates[name], 'pupils_for_' ~ name, name ~ '_2', rates[name] ~ '_2', name ~ '_product')
]) }}
union all
{% endfor -%}
{{ indicator_rows('totals', [('possible_sessions', 'possible', 'pupils_for_attended', 'pupils_for_attended')]) }}
union all
{{ indicator_rows('totals', [
    ('persistent_absence_rate', 'persistent_pupils', 'judged_pupils', 'judged_pupils'),
    ('severe_absence_rate', 'severe_pupils', 'judged_pupils', 'judged_pupils'),
], where="period_type <> 'week'") }}
