{% set kinds = {'positives': "('positive')", 'incidents': "('negative', 'bullying', 'prejudice')",
                'unkind': "('bullying', 'prejudice')", 'sent_home': "('suspension', 'exclusion')"} %}

with spans as (
    select school_id, min(incident_date) as first_on, max(incident_date) as last_on
    from {{ ref('stg_behaviour_incidents') }}
    group by school_id
),

entries as (
    select
        {% for name, listed in kinds.items() -%}
        count(*) filter (where entries.incident_kind in {{ listed }}) as {{ name }},
        {% endfor -%}
        entries.school_id, entries.pupil_id, periods.period_type, periods.period_id
    from {{ ref('stg_behaviour_incidents') }} as entries
    inner join {{ ref('brg_date_periods') }} as periods on entries.incident_date = periods.date_day
    group by entries.school_id, entries.pupil_id, periods.period_type, periods.period_id
),

-- Before the first and after the last entry nothing is known. Who was never due cannot have behaved or misbehaved.
pupils as (
    select
        {% for name in kinds -%}
        coalesce(max(entries.{{ name }}), 0) as {{ name }},
        {% endfor -%}
        counted.school_id, counted.pupil_id, counted.period_type, counted.period_id,
        sum(counted.possible) as possible
    from {{ ref('fct_pupil_attendance') }} as counted
    inner join {{ ref('dim_periods') }} as periods
        on counted.period_type = periods.period_type and counted.period_id = periods.period_id
    inner join spans
        on
            counted.school_id = spans.school_id
            and periods.period_end >= spans.first_on
            and periods.period_start <= spans.last_on
    left join entries
        on
            counted.school_id = entries.school_id
            and counted.pupil_id = entries.pupil_id
            and counted.period_type = entries.period_type
            and counted.period_id = entries.period_id
    group by counted.school_id, counted.pupil_id, counted.period_type, counted.period_id
    having sum(counted.possible) > 0
),

totals as (
    select
        pupils.school_id, pupils.period_type, pupils.period_id, members.group_type, members.group_value,
        count(*) as people,
        {{ person_sums('pupils.possible', 'pupils.possible', 'possible') }},
        {% for name in ['positives', 'incidents', 'unkind'] -%}
        {{ person_sums('pupils.' ~ name, 'pupils.possible', name) }},
        {% endfor -%}
        count(*) filter (where pupils.sent_home > 0) as sent_home
    from pupils
    inner join {{ ref('brg_groups') }} as members
        on
            pupils.school_id = members.school_id
            and members.subject_type = 'pupil'
            and pupils.pupil_id = members.subject_id
    group by all
)

{% for indicator_id, name in [('incident_rate', 'incidents'), ('bullying_rate', 'unkind'),
                              ('positive_behaviour_rate', 'positives')] -%}
{{ indicator_rows('totals', [
    (indicator_id, name, 'possible', 'people', name ~ '_2', 'possible_2', name ~ '_product')
]) }}
union all
{% endfor -%}
{{ indicator_rows('totals', [('suspended_share', 'sent_home', 'people', 'people')]) }}
