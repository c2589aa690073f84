{# Facts about a pupil or a parent, counted by period and by the groups of that person.

   Gives a CTE `name` with facts, positives (facts for which `is_positive` holds) and people (how many different
   persons they are about). A fact about a parent counts in each group that a pupil of theirs belongs to, once; its
   own site, where the export names one, goes before the pupil's. #}
{% macro grouped_facts(name, relation, date_column, where, is_positive, fact_key) -%}
{{ name }} as (
    select
        school_id, period_type, period_id, group_type, group_value,
        count(*) as facts,
        count(*) filter (where is_positive) as positives,
        count(distinct subject_id) as people
    from (
        select distinct
            facts.school_id, periods.period_type, periods.period_id, members.group_type,
            case when members.group_type = 'site' then coalesce(facts.site, members.group_value)
                else members.group_value end as group_value,
            facts.subject_id, facts.{{ date_column }}, {{ fact_key }} as fact_key, {{ is_positive }} as is_positive
        from {{ relation }} as facts
        inner join {{ ref('brg_date_periods') }} as periods on facts.{{ date_column }} = periods.date_day
        inner join {{ ref('brg_groups') }} as members
            on
                facts.school_id = members.school_id
                and facts.subject_type = members.subject_type
                and facts.subject_id = members.subject_id
        where {{ where }}
    ) as counted
    group by all
)
{%- endmacro %}
